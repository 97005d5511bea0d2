import type { useCli } from "@/connection/use-cli";
import { hasVariables } from "@/shared/compose/templates";
import type { CliCommand } from "@/shared/lib/cli";
import { countOf, type Draft } from "./draft";

type Cli = ReturnType<typeof useCli>;

/** Longer arguments than this some systems do not take, characters. */
const longest = 8_000;

/** The same with the nats CLI; undefined for what it cannot say: bytes, and what is too long for a command. */
export function publishCommand(cli: Cli, draft: Draft): CliCommand | undefined {
  if (draft.encoding !== "utf8" || draft.payload.length > longest) return undefined;
  const filled = draft.templates && hasVariables([draft.payload, draft.subject].join(" "));
  const fill = filled ? inWordsOfCli : (text: string) => text;
  return cli.named(
    ["pub", ...flagsOf(draft, fill), ...(filled ? [] : ["--no-templates"])],
    [draft.subject === "" ? "SUBJECT" : fill(draft.subject), fill(draft.payload)],
  );
}

function flagsOf(draft: Draft, fill: (text: string) => string): string[] {
  const headers = [
    ...draft.headers.filter(({ name }) => name !== "").map(({ name, value }) => `${name}:${fill(value)}`),
    ...(draft.jetstream ? conditionsOf(draft) : []),
  ];
  return [
    ...(draft.jetstream ? ["--jetstream"] : draft.reply === "" ? [] : [`--reply=${draft.reply}`]),
    ...(countOf(draft) > 1 ? ["--count", String(countOf(draft))] : []),
    ...(countOf(draft) > 1 && draft.interval !== "" ? ["--sleep", draft.interval] : []),
    ...headers.flatMap((header) => ["-H", header]),
  ];
}

function conditionsOf(draft: Draft): string[] {
  return [
    ["Nats-Msg-Id", draft.messageId],
    ["Nats-Expected-Stream", draft.expectedStream],
    ["Nats-Expected-Last-Sequence", draft.expectedLast],
    ["Nats-Expected-Last-Subject-Sequence", draft.expectedSubject],
    ["Nats-Expected-Last-Msg-Id", draft.expectedId],
    ["Nats-TTL", draft.ttl],
  ].flatMap(([name, value]) => (value ? [`${name}:${value}`] : []));
}

/** The variables as the CLI names them. */
function inWordsOfCli(text: string): string {
  const names: Record<string, string> = { count: "Count", time: "TimeStamp", id: "ID", random: "Random 6 6" };
  return text.replace(/\{\{\s*(count|random|time|id)\s*\}\}/g, (_, name: string) => `{{${names[name]}}}`);
}
