import type { Part } from "@/payload/visible";

/** Text with what is hidden in it spelled out, and set apart so that it is not mistaken for text that says the same. */
export function Parts({ parts }: { parts: readonly Part[] }) {
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
