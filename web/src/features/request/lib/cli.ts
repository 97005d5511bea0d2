import type { useCli } from "@/connection/use-cli";
import type { CliCommand } from "@/shared/lib/cli";
import type { Draft } from "./draft";

type Cli = ReturnType<typeof useCli>;

/** Longer arguments than this some systems do not take, characters. */
const longest = 8_000;

/** The same with the nats CLI; undefined for what it cannot say: bytes, and what is too long for a command. */
export function requestCommand(cli: Cli, draft: Draft): CliCommand | undefined {
  if (draft.encoding !== "utf8" || draft.payload.length > longest) return undefined;
  const flags = [
    "--timeout",
    draft.timeout,
    ...(draft.many ? ["--replies", draft.most] : []),
    ...(draft.many && draft.stall !== "" ? ["--reply-timeout", draft.stall] : []),
    ...(draft.many && draft.untilEmpty ? ["--wait-for-empty"] : []),
    ...(Number(draft.times) > 1 ? ["--count", draft.times] : []),
    ...draft.headers.filter(({ name }) => name !== "").flatMap(({ name, value }) => ["-H", `${name}:${value}`]),
    // Otherwise the CLI would fill in what stands between {{ and }}.
    "--no-templates",
  ];
  return cli.named(["request", ...flags], [draft.subject === "" ? "SUBJECT" : draft.subject, draft.payload]);
}
