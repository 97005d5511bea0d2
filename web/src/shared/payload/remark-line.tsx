import { Info } from "lucide-react";

/** What a reader should know about a payload: that something in it is missing, or is not what it was said to be. */
export function RemarkLine({ text }: { text: string }) {
  return (
    <p className="flex shrink-0 items-start gap-2.5 border-line-faint border-y py-1.5 pr-4 pl-4 text-fg-2 text-small">
      <Info aria-hidden size={13} strokeWidth={2} className="mt-[1.5px] text-fg-3" />
      {text}
    </p>
  );
}
