import { EyeOff } from "lucide-react";
import { Section } from "@/shared/ui/section";

export interface Hidden {
  what: string;
  why: string;
}

/** What is there but not shown, because this account or user may not see it. It is no error. */
export function NotVisible({ hidden }: { hidden: readonly Hidden[] }) {
  if (hidden.length === 0) return null;
  return (
    <Section title="Not visible to this account" note="nothing is wrong with it">
      <ul>
        {hidden.map(({ what, why }) => (
          <li
            key={what}
            className="grid grid-cols-[200px_minmax(0,1fr)] gap-x-3 py-0.5 text-small leading-[18px] max-sm:grid-cols-1"
          >
            <span className="flex items-baseline gap-2 text-fg-2 [&>svg]:self-center">
              <EyeOff aria-hidden size={13} strokeWidth={2} className="text-fg-3" />
              {what}
            </span>
            <span className="min-w-0 break-words text-fg-2">{why}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
