import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface Props {
  icon: LucideIcon;
  title: ReactNode;
  children: ReactNode;
  /** What can be done, the ink button first. */
  actions?: ReactNode;
  /** 1 when it stands in the place of a whole page. */
  level?: 1 | 2 | 3;
}

/** What stands where rows would be, at the top left: an icon, a sentence, what to do. Its kinds are in the files that use it. */
export function StateBlock({ icon: Icon, title, children, actions, level = 2 }: Props) {
  const Heading = `h${level}` as const;
  return (
    <div className="flex flex-col items-start gap-1.5 px-4 pt-2 pb-6 sm:pr-8">
      <Icon aria-hidden size={20} strokeWidth={1.5} className="mb-1 text-fg-3" />
      <Heading className="min-w-0 max-w-full break-words font-semibold text-title">{title}</Heading>
      <div className="max-w-[62ch] text-fg-2">{children}</div>
      {actions ? <div className="mt-2 flex flex-wrap items-center gap-2">{actions}</div> : null}
    </div>
  );
}
