import { cloneElement, lazy, type ReactElement, type ReactNode, Suspense, useState } from "react";

// What floats is 40 kB that nothing needs before the first press.
const PopoverLayer = lazy(async () => ({ default: (await import("./popover-layer")).PopoverLayer }));

interface Props {
  /** What opens it: a button that takes a ref and onClick. */
  trigger: ReactElement<Record<string, unknown>>;
  /** What it is, for a screen reader. */
  label: string;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "right";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  children: ReactNode;
}

/** More about what was pressed, beside it. It closes with Esc or a click elsewhere and gives the focus back. */
export function Popover({ trigger, open, onOpenChange, ...rest }: Props) {
  const [own, setOwn] = useState(false);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const shown = open ?? own;
  const show = onOpenChange ?? setOwn;
  const [loaded, setLoaded] = useState(false);
  if (shown && !loaded) setLoaded(true);
  return (
    <>
      {cloneElement(trigger, {
        ref: setAnchor,
        onClick: () => show(!shown),
        "aria-haspopup": "dialog",
        "aria-expanded": shown,
        "data-popup-open": shown ? "" : undefined,
      })}
      {loaded && anchor ? (
        <Suspense fallback={null}>
          <PopoverLayer {...rest} anchor={anchor} open={shown} onOpenChange={show} />
        </Suspense>
      ) : null}
    </>
  );
}
