import { useState } from "react";
import { formatBytes, quantityText } from "@/shared/lib/format";
import { PayloadViewer } from "@/shared/payload/payload-viewer";
import { Button } from "@/shared/ui/button";
import type { DesignSection } from "../section";
import { Specimen } from "../specimen";
import { large } from "./payload-data/large";

export const section: DesignSection = { title: "Payload, large", order: 51, Component: LargePayloads };

function LargePayloads() {
  const [made, setMade] = useState<{ name: string; bytes: Uint8Array }>();
  const [shown, setShown] = useState(false);
  const make = async (name: string) => {
    setShown(false);
    const bytes = await large[name]?.();
    if (bytes) setMade({ name, bytes });
  };
  return (
    <>
      <Specimen title="Make one" note="which takes the page a while; then show it, which must not">
        <div className="flex flex-wrap gap-2">
          {Object.keys(large).map((name) => (
            <Button key={name} onClick={() => void make(name)}>
              {name}
            </Button>
          ))}
        </div>
        {made ? (
          <p className="mt-3 flex items-center gap-3">
            <Button look="ink" onClick={() => setShown(true)}>
              Show it
            </Button>
            <span role="status" className="text-fg-2">
              {made.name}: {quantityText(formatBytes(made.bytes.length))}
            </span>
          </p>
        ) : null}
      </Specimen>
      {made && shown ? (
        <Specimen title={made.name} flush>
          <PayloadViewer
            key={made.name}
            data={made.bytes}
            label="Payload"
            name={made.name}
            className="h-[520px] border-line border-t"
          />
        </Specimen>
      ) : null}
    </>
  );
}
