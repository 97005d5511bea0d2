import type { Part } from "@/payload/visible";

/** Bytes that are no text are all spelled out; setting each of them apart would say nothing and cost a thousand elements. */
const mostlyHidden = 40;

/** Text with what is hidden in it spelled out, and set apart so that it is not mistaken for text that says the same. */
export function Parts({ parts }: { parts: readonly Part[] }) {
  if (parts.length > mostlyHidden) return parts.map(({ text }) => text).join("");
  return parts.map(({ text, means }, index) =>
    means === undefined ? (
      text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move.
      <span key={index} title={means} className="rounded-[2px] bg-press text-fg-2">
        {text}
      </span>
    ),
  );
}
