import { formatBytes, formatCount, formatLatency } from "@/shared/lib/format";
import { Quantity } from "@/shared/ui/quantity";
import type { DesignSection } from "../section";
import { Specimen } from "../specimen";

function Formatting() {
  return (
    <>
      <Specimen title="Counts">{[0, 61, 1204, 4_118_006].map((n) => formatCount(n)).join(" · ")}</Specimen>
      <Specimen title="Sizes and spans">
        <Quantity of={formatBytes(4_724_464_025)} /> <Quantity of={formatLatency(3.2)} />
      </Specimen>
    </>
  );
}

export const section: DesignSection = { title: "Formatting", order: 50, Component: Formatting };
