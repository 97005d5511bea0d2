import { Check, Copy, X } from "lucide-react";
import { useCopied } from "@/shared/lib/use-copied";
import { Button } from "./button";

interface Props {
  /** Made when it is asked for, because it can be long. */
  text: () => string;
  label: string;
  size?: "sm" | "md";
}

/** A button that copies, says in words that it did, and keeps its width while it says so. */
export function CopyText({ text, label, size = "sm" }: Props) {
  const [copied, copy] = useCopied();
  const said = copied === "copied" ? "Copied" : copied === "refused" ? "Not allowed" : label;
  return (
    <>
      <Button
        size={size}
        icon={copied === "copied" ? Check : copied === "refused" ? X : Copy}
        onClick={() => copy(text())}
        aria-label={label}
      >
        <span className="inline-grid justify-items-start">
          <span className="col-start-1 row-start-1">{said}</span>
          <span aria-hidden className="invisible col-start-1 row-start-1">
            {label}
          </span>
        </span>
      </Button>
      <span role="status" className="sr-only">
        {copied === undefined ? "" : said}
      </span>
    </>
  );
}
