import { Check, Copy, X } from "lucide-react";
import { useCopied } from "@/shared/lib/use-copied";
import { IconButton } from "./icon-button";

const outcomes = {
  copied: { icon: Check, word: "Copied" },
  refused: { icon: X, word: "The browser does not allow copying" },
} as const;

/** Copies a text, and says for a moment in its own place how it went. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, copy] = useCopied();
  const outcome = copied && outcomes[copied];
  return (
    <span className="-my-1 inline-flex max-sm:-my-2">
      <IconButton
        size="sm"
        iconSize={12}
        icon={outcome?.icon ?? Copy}
        label={outcome?.word ?? label}
        onClick={() => copy(text)}
      />
      <span role="status" className="sr-only">
        {outcome?.word}
      </span>
    </span>
  );
}
