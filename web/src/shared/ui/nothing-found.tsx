import { SearchX } from "lucide-react";
import { Button } from "./button";
import { Kbd } from "./kbd";
import { StateBlock } from "./state-block";

interface Props {
  /** What was looked for, as it was typed. */
  query: string;
  /** Where: "148 streams were searched, by name and subject." */
  searched: string;
  /** A name that was probably meant, from nearestName. */
  nearest?: string | undefined;
  onNearest?: (name: string) => void;
  onClear: () => void;
  level?: 1 | 2 | 3;
}

/** A filter that leaves nothing: what was searched, what was probably meant, and the way back. */
export function NothingFound({ query, searched, nearest, onNearest, onClear, level = 2 }: Props) {
  return (
    <StateBlock
      icon={SearchX}
      level={level}
      title={`Nothing matches “${query}”`}
      actions={
        <Button onClick={onClear}>
          Clear filter <Kbd>Esc</Kbd>
        </Button>
      }
    >
      {searched}
      {nearest !== undefined && onNearest ? (
        <>
          {" "}
          The nearest name is{" "}
          <button
            type="button"
            onClick={() => onNearest(nearest)}
            className="mono break-all rounded-1 text-left text-accent underline decoration-accent-line underline-offset-2 hover:decoration-accent max-sm:py-1.5"
          >
            {nearest}
          </button>
          .
        </>
      ) : null}
    </StateBlock>
  );
}
