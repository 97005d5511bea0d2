import { useEffect, useState } from "react";

type Copied = "copied" | "refused" | undefined;

/**
 * Copies a text, and tells for a moment how it went: browsers refuse the clipboard to pages without focus or permission,
 * and have none at all on plain HTTP from another machine.
 */
export function useCopied(): [Copied, (text: string) => void] {
  const [copied, setCopied] = useState<Copied>();
  useEffect(() => {
    if (copied === undefined) return;
    const timer = setTimeout(() => setCopied(undefined), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (text: string) => {
    const clipboard: Clipboard | undefined = navigator.clipboard;
    if (!clipboard) return setCopied("refused");
    clipboard.writeText(text).then(
      () => setCopied("copied"),
      () => setCopied("refused"),
    );
  };
  return [copied, copy];
}
