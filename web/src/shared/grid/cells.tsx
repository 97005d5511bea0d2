import { cx } from "@/shared/lib/cx";
import { type Countable, formatCount } from "@/shared/lib/format";
import { titleText, visibleText } from "./visible-text";

interface TextProps {
  children: string;
  /** What NATS or a person typed. */
  mono?: boolean;
  quiet?: boolean;
  className?: string;
}

/**
 * A text from NATS in a row: one line that ends in an ellipsis, whole in its title, and by itself, so that one that is
 * written from right to left turns nothing around it.
 */
export function CellText({ children, mono = false, quiet = false, className }: TextProps) {
  return (
    <bdi
      title={titleText(children)}
      className={cx("block truncate-line text-start", mono && "mono", quiet && "text-fg-2", className)}
    >
      {visibleText(children)}
    </bdi>
  );
}

/** The name of the thing that a row is about. */
export function CellName({ children }: { children: string }) {
  return (
    <CellText mono className="font-medium">
      {children}
    </CellText>
  );
}

/** Up to here a count fits into every column made for counts: 999,999,999. */
const usualLength = 11;

/** A count: zero steps back, and one that nobody knows is a dash. */
export function CellCount({ children }: { children: Countable | undefined }) {
  if (children === undefined) return <span className="text-fg-3">–</span>;
  const text = formatCount(children);
  if (text.length > usualLength) {
    return (
      <span title={text} className="block truncate-line">
        {text}
      </span>
    );
  }
  return <span className={cx(text === "0" && "text-fg-3")}>{text}</span>;
}
