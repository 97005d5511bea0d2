import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import type { Path } from "./path";

/** The name in the document, by which the server, the CLI and JSON know the field. */
export function WireName({ path }: { path: Path }) {
  return <span className="mono break-all font-normal text-fg-3">{path.at(-1)}</span>;
}

/** What stands over a control that is more than one line. */
export function FieldHead({ label, path }: { label: string; path: Path }) {
  return (
    <span className="flex items-baseline gap-2 text-small">
      <span className="font-medium">{label}</span> <WireName path={path} />
    </span>
  );
}

/** What stands under a control: what is wrong, else what it means. */
export function FieldNote({ error, children }: { error: string | undefined; children: ReactNode }) {
  return error === undefined ? (
    <p className="text-fg-3 text-small">{children}</p>
  ) : (
    <p role="alert" className="text-critical text-small">
      {error}
    </p>
  );
}

/** Why something cannot be changed. */
export function Why({ children }: { children: string }) {
  return (
    <span className="text-fg-2">
      <Lock aria-hidden size={11} strokeWidth={2} className="mr-1 mb-px inline text-fg-3" />
      {children}
    </span>
  );
}
