import { Collapsible } from "@base-ui/react/collapsible";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

interface Props {
  title: string;
  /** What stands inside, in one line of grey, so that it need not be opened to know. */
  summary: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}

/** A line that opens. Its content stays mounted, so that nothing typed is lost when it closes. */
export function Disclosure({ title, summary, open, onOpenChange, children }: Props) {
  return (
    <Collapsible.Root open={open} onOpenChange={onOpenChange} className="border-line border-t">
      <Collapsible.Trigger className="group flex h-9 w-full items-center gap-2 text-left max-sm:h-11">
        <ChevronRight
          aria-hidden
          size={14}
          strokeWidth={1.75}
          className="text-fg-3 transition-transform duration-(--fast) group-data-panel-open:rotate-90"
        />
        <span className="font-medium">{title}</span>
        <span className="truncate-line text-fg-3">{summary}</span>
      </Collapsible.Trigger>
      <Collapsible.Panel keepMounted className="pb-5">
        <div className="flex flex-col gap-4 pl-[22px] max-sm:pl-0">{children}</div>
      </Collapsible.Panel>
    </Collapsible.Root>
  );
}
