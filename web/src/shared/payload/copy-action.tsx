import { Check, type LucideIcon, X } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "@/shared/ui/icon-button";

interface Props {
  icon: LucideIcon;
  label: string;
  /** Made when it is asked for: it can take a moment. */
  text: () => string | Promise<string>;
}

/** An icon that copies, and says so for a moment in its own place. */
export function CopyAction({ icon, label, text }: Props) {
  const [said, setSaid] = useState<"Copied" | "Not allowed">();
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(undefined), 1500);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(await text());
      setSaid("Copied");
    } catch {
      setSaid("Not allowed"); // a page without focus, or without permission
    }
  };
  return (
    <>
      <IconButton
        icon={said === "Copied" ? Check : said ? X : icon}
        iconSize={14}
        size="sm"
        label={said ?? label}
        onClick={() => void copy()}
      />
      <span role="status" className="sr-only">
        {said ?? ""}
      </span>
    </>
  );
}
