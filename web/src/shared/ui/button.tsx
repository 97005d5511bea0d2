import { Button as Base } from "@base-ui/react/button";
import { LoaderCircle, type LucideIcon } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "@/shared/lib/cx";
import { useDelayed } from "@/shared/lib/use-delayed";

type ButtonLook = "plain" | "ink" | "quiet" | "danger" | "destroy";

const looks: Record<ButtonLook, string> = {
  plain: "border-line-strong bg-raised text-fg hover:bg-hover active:bg-press [&>svg]:text-fg-2",
  ink: "border-ink bg-ink text-on-ink hover:border-ink-hover hover:bg-ink-hover",
  quiet: "border-transparent text-fg-2 hover:bg-press hover:text-fg active:bg-press",
  danger: "border-line-strong bg-raised text-critical hover:bg-critical-tint hover:border-critical-line",
  destroy: "border-critical-solid bg-critical-solid text-on-critical hover:opacity-90",
};

const sizes = {
  sm: "h-6 gap-1.5 px-2 text-small max-sm:h-8 max-sm:px-2.5",
  md: "h-control gap-1.5 px-2.5 text-body",
  form: "h-8 gap-1.5 px-2.5 text-body max-sm:h-10",
};

const buttonShape =
  "inline-flex shrink-0 items-center justify-center whitespace-nowrap rounded-2 border font-medium transition-colors duration-(--fast) select-none";

/** A link that looks like a button: where pressing goes somewhere and does nothing. */
export function buttonLook(look: ButtonLook = "plain", size: keyof typeof sizes = "md"): string {
  return cx(buttonShape, looks[look], sizes[size]);
}

interface Props extends Omit<ComponentProps<typeof Base>, "className" | "children"> {
  look?: ButtonLook;
  size?: keyof typeof sizes;
  icon?: LucideIcon;
  /** A request is under way: the button stays focused, does nothing, and its icon turns after 300 ms. */
  busy?: boolean;
  className?: string;
  children: ReactNode;
}

/** The one button. At most one `ink` stands in a region. */
export function Button({
  look = "plain",
  size = "md",
  icon,
  busy = false,
  disabled,
  className,
  children,
  ...rest
}: Props) {
  const spinning = useDelayed(busy, 300);
  const Icon = spinning ? LoaderCircle : icon;
  return (
    <Base
      {...rest}
      disabled={Boolean(disabled) || busy}
      focusableWhenDisabled
      aria-busy={busy || undefined}
      className={cx(
        buttonShape,
        "aria-disabled:cursor-default",
        disabled && !busy && "border-line bg-transparent text-fg-disabled hover:bg-transparent",
        !(disabled && !busy) && looks[look],
        sizes[size],
        className,
      )}
    >
      {Icon ? <Icon aria-hidden size={13} strokeWidth={2} className={cx(spinning && "animate-spin")} /> : null}
      {children}
    </Base>
  );
}
