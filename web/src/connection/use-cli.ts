import { type CliCommand, credentialsNote, natsCli } from "@/shared/lib/cli";
import { useConnection } from "./context";

/** Commands of the nats CLI over this page's connection, and what has to be added to them by hand. */
export function useCli() {
  const { stats } = useConnection();
  return {
    command: (...words: string[]): CliCommand => natsCli(stats, words),
    /** With names that somebody gave, which can look like anything. */
    named: (words: readonly string[], names: readonly string[]): CliCommand => natsCli(stats, words, names),
    note: credentialsNote(stats.auth),
  };
}
