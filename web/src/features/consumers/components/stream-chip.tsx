import { lazy, Suspense, useState } from "react";
import { ChipButton } from "@/shared/grid/filter-chip";
import { Popover } from "@/shared/ui/popover";
import { Skeleton } from "@/shared/ui/skeleton";

const StreamChoice = lazy(async () => ({ default: (await import("./stream-choice")).StreamChoice }));

interface Props {
  value: string | undefined;
  onChange: (stream: string | undefined) => void;
}

/** Narrows a list down to one stream, of however many there are. */
export function StreamChip({ value, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const choose = (stream: string | undefined) => {
    setOpen(false);
    onChange(stream);
  };
  return (
    <Popover
      label="Stream"
      open={open}
      onOpenChange={setOpen}
      className="w-72"
      trigger={<ChipButton what="Stream" is={value ?? "any"} />}
    >
      <Suspense fallback={<Skeleton label="Reading" widths={[60, 40, 52]} />}>
        <StreamChoice anyLabel="Any stream" value={value} onChoose={choose} />
      </Suspense>
    </Popover>
  );
}
