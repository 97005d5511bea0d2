import { useEffect, useRef } from "react";
import { isTyping } from "@/commands/keys";

/**
 * Keeps what is typed between the key that opens the palette and the moment its field has the focus: some fingers are faster
 * than a dialog, and what they type must neither be lost nor be taken for shortcuts. Returns how to take it, once.
 */
export function useTypedAhead(open: boolean): () => string {
  const typed = useRef("");
  useEffect(() => {
    if (!open) return;
    typed.current = "";
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1) return;
      event.preventDefault();
      event.stopPropagation();
      typed.current += event.key;
    };
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, [open]);
  return () => {
    const taken = typed.current;
    typed.current = "";
    return taken;
  };
}
