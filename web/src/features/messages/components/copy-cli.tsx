import type { Message } from "@/api/types";
import { useCli } from "@/connection/use-cli";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { copiedHeaders } from "../lib/headers";

interface Props {
  message: Message;
  subject: string;
  headers: boolean;
}

/** Longer arguments than this some systems do not take, characters. */
const longest = 8_000;

/** The same with the nats CLI, where the payload can stand in a command at all. */
export function CopyCli({ message, subject, headers }: Props) {
  const cli = useCli();
  if (message.truncated || message.encoding !== "utf8" || message.data.length > longest) return null;
  const flags = headers
    ? copiedHeaders(message).kept.flatMap((name) =>
        (message.headers?.[name] ?? []).flatMap((value) => ["-H", `${name}:${value}`]),
      )
    : [];
  return (
    <CopyAsCli
      note={cli.note}
      align="start"
      commands={[
        // Otherwise the CLI would fill in what stands between {{ and }}.
        {
          title: "Publish the same payload",
          command: cli.named(["pub", "--no-templates", ...flags], [subject, message.data]),
        },
      ]}
    />
  );
}
