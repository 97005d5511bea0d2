import { type ReactNode, useId } from "react";

interface Props {
  title: string;
  note?: ReactNode;
  /** At the right of the title. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A region of a page with its title. */
export function Section({ title, note, aside, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0 px-4 pt-3 pb-3">
      <div className="mb-2 flex items-baseline gap-2 text-small">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        <span className="truncate-line flex-1 text-fg-3">{note}</span>
        {aside}
      </div>
      {children}
    </section>
  );
}
