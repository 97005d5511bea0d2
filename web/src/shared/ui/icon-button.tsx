import { Button as Base } from "@base-ui/react/button";
import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "@/shared/lib/cx";
import { Tip } from "./tip";

interface Props extends Omit<ComponentProps<typeof Base>, "className" | "children" | "aria-label"> {
  icon: LucideIcon;
  label: string;
  size?: "sm" | "md";
  iconSize?: number;
}

/** A quiet button that is only an icon; its name is its tooltip. */
export function IconButton({ icon: Icon, label, size = "md", iconSize = 15, ...rest }: Props) {
  return (
    <Tip text={label}>
      <Base
        {...rest}
        aria-label={label}
        className={cx(
          "inline-flex shrink-0 items-center justify-center rounded-2 text-fg-2 transition-colors duration-(--fast) hover:bg-press hover:text-fg data-popup-open:bg-press",
          size === "sm" ? "size-6 max-sm:size-8" : "size-control",
        )}
      >
        <Icon aria-hidden size={iconSize} strokeWidth={1.75} />
      </Base>
    </Tip>
  );
}
