import type { useCli } from "@/connection/use-cli";
import type { Beginning, Wanted } from "@/live/wanted";

/** The commands that follow the same. */
export function followCommands(cli: ReturnType<typeof useCli>, wanted: Wanted) {
  if (!("stream" in wanted)) {
    const queue = wanted.queue ? [`--queue=${wanted.queue}`] : [];
    return [{ title: "Follow the subject", command: cli.named(["sub", ...queue], [wanted.subject]) }];
  }
  const { stream, subject, from } = wanted;
  return [
    {
      title: from.at === "last" ? "Follow the stream, from its last message on" : "Follow the stream",
      command: cli.named(["sub", `--stream=${stream}`, ...begin(from)], subject ? [subject] : []),
    },
  ];
}

function begin(from: Beginning): string[] {
  switch (from.at) {
    case "new":
      return ["--new"];
    case "all":
      return ["--all"];
    case "last": // it has no number for that
      return ["--last"];
    case "sequence":
      return [`--start-sequence=${from.sequence}`];
    case "time":
      return [`--since=${Math.max(1, Math.ceil((Date.now() - Date.parse(from.time)) / 1000))}s`];
  }
}
