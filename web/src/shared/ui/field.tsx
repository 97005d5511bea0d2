import { Field as Base } from "@base-ui/react/field";
import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, type ReactNode, useState } from "react";
import { cx } from "@/shared/lib/cx";

interface FieldProps {
  label: string;
  /** What stands around it says it already: the label is for who cannot see that. */
  hideLabel?: boolean;
  /** What stands behind the label in grey, "optional" for example. */
  aside?: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  className?: string;
  children: ReactNode;
}

/** A label, its control, and under it a hint or what is wrong. */
export function Field({ label, hideLabel = false, aside, hint, error, className, children }: FieldProps) {
  return (
    <Base.Root invalid={error !== undefined} className={cx("flex min-w-0 flex-col gap-1.5", className)}>
      <div className={hideLabel ? "sr-only" : "flex items-baseline gap-2 text-small"}>
        <Base.Label className="font-medium">{label}</Base.Label>
        {aside ? <span className="text-fg-3">{aside}</span> : null}
      </div>
      {children}
      <FieldNotes hint={hint} error={error} />
    </Base.Root>
  );
}

function FieldNotes({ hint, error }: { hint?: ReactNode; error?: string | undefined }) {
  return (
    <>
      <Base.Error match={error !== undefined} className="text-small text-critical">
        {error}
      </Base.Error>
      {hint && error === undefined ? (
        <Base.Description className="text-small text-fg-3">{hint}</Base.Description>
      ) : null}
    </>
  );
}

const lookClass =
  "w-full min-w-0 rounded-2 border border-edge bg-main px-2 text-fg transition-colors duration-(--fast) read-only:border-line read-only:bg-sub read-only:text-fg-2 focus:border-transparent focus:outline-2 focus:-outline-offset-1 focus:outline-focus data-invalid:border-critical";
const controlClass = `h-8 ${lookClass} max-sm:h-10`;

type InputProps = Omit<ComponentProps<typeof Base.Control>, "className"> & { mono?: boolean };

/** A line of text. What NATS will read is set in mono. */
export function TextInput({ mono = false, ...rest }: InputProps) {
  return (
    <Base.Control
      autoComplete="off"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      {...rest}
      className={cx(controlClass, mono && "mono")}
    />
  );
}

/** Several lines of text, as many in sight as there are, within reason. */
export function TextArea({ mono = false, value, ...rest }: InputProps & { value: string }) {
  const rows = Math.min(12, Math.max(2, value.split("\n").length));
  return (
    <Base.Control
      autoComplete="off"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      {...rest}
      value={value}
      render={<textarea rows={rows} />}
      className={cx("resize-y py-1.5 leading-[18px]", lookClass, mono && "mono")}
    />
  );
}

/** A secret: hidden until asked, and never offered to the browser's password store. */
export function SecretInput({ what, ...rest }: InputProps & { what: string }) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <div className="relative">
      <Base.Control
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        autoComplete="new-password"
        data-1p-ignore
        data-lpignore="true"
        {...rest}
        type={shown ? "text" : "password"}
        className={cx(controlClass, "mono pr-9")}
      />
      <button
        type="button"
        aria-label={`Show ${what}`}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute top-1/2 right-1 inline-flex size-6 -translate-y-1/2 items-center justify-center rounded-1 text-fg-3 hover:bg-press hover:text-fg max-sm:size-8"
      >
        <Icon aria-hidden size={14} strokeWidth={1.75} />
      </button>
    </div>
  );
}
