import { Lock } from "lucide-react";
import type { ComponentProps } from "react";
import { Button } from "./button";
import { Tip } from "./tip";

interface Props extends ComponentProps<typeof Button> {
  /** Why it cannot be done, in a sentence. */
  locked?: string | undefined;
}

/** A button for what cannot always be done. Locked it keeps its place, can be reached by the keyboard and says why. */
export function ActionButton({ locked, ...rest }: Props) {
  if (locked === undefined) return <Button {...rest} />;
  return (
    <Tip text={locked}>
      <Button {...rest} icon={Lock} disabled />
    </Tip>
  );
}
