import { Terminal } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import type { CliCommand } from "@/shared/lib/cli";
import { cx } from "@/shared/lib/cx";
import { type Shell, shellLine, shellWords } from "@/shared/lib/shell";
import { type Stored, stored } from "@/shared/lib/stored";
import { Button } from "./button";
import { CopyButton } from "./copy-button";
import { Popover } from "./popover";
import { Segmented } from "./segmented";

/** The shell in which this person works. */
const shell: Stored<Shell> = stored("shell", (raw) => (raw === "sh" || raw === "powershell" ? raw : usualShell()));

function usualShell(): Shell {
  return navigator.userAgent.includes("Windows") ? "powershell" : "sh";
}

interface TitledCommand {
  /** What it does, in a few words: "Show this stream". */
  title: string;
  command: CliCommand;
}

interface Props {
  commands: readonly TitledCommand[];
  /** What is left out and has to be put in: credentialsNote(…). */
  note?: ReactNode;
  /** On the button; the command itself where there is only one to learn. */
  label?: string;
  look?: ComponentProps<typeof Button>["look"];
  align?: "start" | "end";
}

/** What this page does, as commands of the nats CLI. They are quoted for a shell, and no secret is ever in them. */
export function CopyAsCli({ commands, note, label = "Copy as CLI", look = "quiet", align = "end" }: Props) {
  return (
    <Popover
      label="The same with the nats CLI"
      align={align}
      className="w-[520px]"
      trigger={
        <Button look={look} icon={Terminal}>
          {/* In the head of a page there is no room for it on a phone. */}
          <span className={cx(look === "quiet" && "max-sm:sr-only")}>{label}</span>
        </Button>
      }
    >
      <ul>
        {commands.map((one) => (
          <li key={one.title} className="border-line-faint border-b px-3.5 py-2.5 last:border-b-0">
            <Command {...one} />
          </li>
        ))}
      </ul>
      <div className="flex items-center gap-3 border-line border-t bg-sub px-3.5 py-2 max-sm:flex-col max-sm:items-stretch">
        <p className="flex-1 text-fg-2 text-small">{note ?? "No credentials are in it, and none are needed."}</p>
        <Segmented
          label="Shell"
          value={shell.use()}
          onChange={shell.set}
          options={[
            { value: "sh", label: "sh, bash, zsh" },
            { value: "powershell", label: "PowerShell" },
          ]}
        />
      </div>
    </Popover>
  );
}

function Command({ title, command }: TitledCommand) {
  const present = shell.use();
  const words = shellWords(command, present);
  return (
    <>
      <div className="flex items-center gap-2">
        <p className="truncate-line flex-1 font-medium">{title}</p>
        {words ? <CopyButton text={shellLine(command, present) ?? ""} label={`Copy: ${title}`} /> : null}
      </div>
      {words ? (
        <code className="mono mt-0.5 block whitespace-pre-wrap text-fg-2 [overflow-wrap:anywhere]">
          {words.map(({ text, placeholder }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the words of one command never move.
            <span key={index} className={cx(placeholder && "border-accent border-b border-dashed text-fg italic")}>
              {index > 0 ? ` ${text}` : text}
            </span>
          ))}
        </code>
      ) : (
        <p className="mt-0.5 text-fg-3 text-small">One of its names holds a byte that no command line can carry.</p>
      )}
    </>
  );
}
