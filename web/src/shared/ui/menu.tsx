import { Menu as Base } from "@base-ui/react/menu";
import { Check, Lock, type LucideIcon } from "lucide-react";
import { type ReactElement, type ReactNode, useState } from "react";
import { cx } from "@/shared/lib/cx";
import { floatLook, landmarkOf } from "./float";
import { Tip } from "./tip";

interface MenuProps {
  /** What opens it: a Button or an IconButton. */
  trigger: ReactElement<Record<string, unknown>>;
  align?: "start" | "end";
  side?: "top" | "bottom" | "right";
  /** It is drawn because somebody has already asked for it. */
  defaultOpen?: boolean;
  children: ReactNode;
}

/** A few things to do or to choose from. Arrows move, a letter jumps, Esc closes and gives the focus back. */
export function Menu({ trigger, align = "start", side = "bottom", defaultOpen = false, children }: MenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <Base.Root defaultOpen={defaultOpen}>
      <Base.Trigger ref={setAnchor} render={trigger} />
      {/* In the same landmark as what opened it, so that it is found where it belongs. */}
      {anchor ? (
        <Base.Portal container={landmarkOf(anchor)}>
          <Base.Positioner
            align={align}
            side={side}
            positionMethod="fixed"
            sideOffset={4}
            collisionPadding={8}
            className="z-30"
          >
            <Base.Popup className={cx(floatLook, "max-h-(--available-height) min-w-48 overflow-y-auto p-1")}>
              {children}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      ) : null}
    </Base.Root>
  );
}

const itemLook =
  "flex min-h-7 max-sm:min-h-11 cursor-default items-center gap-2 rounded-2 px-2 py-1 outline-none select-none data-highlighted:bg-hover data-disabled:text-fg-disabled";

interface ItemProps {
  icon?: LucideIcon;
  onClick: () => void;
  disabled?: boolean;
  /** Why it cannot be done, in a sentence. */
  locked?: string | undefined;
  children: ReactNode;
}

export function MenuItem({ icon, onClick, disabled = false, locked, children }: ItemProps) {
  const Icon = locked === undefined ? icon : Lock;
  const item = (
    <Base.Item className={itemLook} onClick={onClick} disabled={disabled || locked !== undefined}>
      {Icon ? <Icon aria-hidden size={14} strokeWidth={1.75} className="text-fg-3" /> : null}
      {children}
    </Base.Item>
  );
  return locked === undefined ? item : <Tip text={locked}>{item}</Tip>;
}

interface ChoiceProps<V extends string> {
  label: string;
  value: V;
  onChange: (value: V) => void;
  options: readonly { value: V; label: string }[];
}

/** One of several, with a tick at the one that is. The menu stays open, so that the effect can be seen. */
export function MenuChoice<V extends string>({ label, value, onChange, options }: ChoiceProps<V>) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-1.5 pb-0.5 text-fg-3 text-micro">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={(next) => onChange(next as V)}>
        {options.map((option) => (
          <Base.RadioItem key={option.value} value={option.value} closeOnClick={false} className={itemLook}>
            <Tick of={Base.RadioItemIndicator} />
            {option.label}
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

interface CheckProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  children: ReactNode;
}

export function MenuCheck({ checked, onChange, disabled = false, children }: CheckProps) {
  return (
    <Base.CheckboxItem
      checked={checked}
      onCheckedChange={onChange}
      closeOnClick={false}
      disabled={disabled}
      className={itemLook}
    >
      <Tick of={Base.CheckboxItemIndicator} />
      {children}
    </Base.CheckboxItem>
  );
}

function Tick({ of: Indicator }: { of: typeof Base.CheckboxItemIndicator }) {
  return (
    <span className="flex w-3.5 justify-center">
      <Indicator>
        <Check aria-hidden size={13} strokeWidth={2} className="text-accent" />
      </Indicator>
    </span>
  );
}

export function MenuLine() {
  return <Base.Separator className="mx-1 my-1 h-px bg-line" />;
}
