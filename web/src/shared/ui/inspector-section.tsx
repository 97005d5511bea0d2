import { type ReactNode, useId } from "react";

interface Props {
  title: string;
  note?: ReactNode;
  children: ReactNode;
}

/** A part of an inspector with its title. */
export function InspectorSection({ title, note, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-line border-b px-4 py-3">
      <div className="mb-1.5 flex items-baseline gap-2 text-small">
        <h3 id={id} className="font-semibold">
          {title}
        </h3>
        <span className="truncate-line text-fg-3">{note}</span>
      </div>
      {children}
    </section>
  );
}
