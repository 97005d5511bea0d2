import { useState } from "react";
import { DiffViewer } from "@/shared/diff/diff-viewer";
import { ViewSwitch } from "@/shared/payload/view-switch";
import { Button } from "@/shared/ui/button";
import type { DesignSection } from "../section";
import { Specimen } from "../specimen";
import * as samples from "./payload-data/versions";

export const section: DesignSection = { title: "Difference", order: 52, Component: Differences };

type Pair = keyof typeof samples.limits;

function Differences() {
  return (
    <>
      <Specimen title="Two revisions of a key" note="with a choice of which" flush>
        <Revisions />
      </Specimen>
      <Specimen title="A stream's configuration" note="long, with what has not changed folded" flush>
        <DiffViewer
          before={samples.config.before}
          after={samples.config.after}
          beforeLabel="ORDERS, now"
          afterLabel="ORDERS, as edited"
          className="h-[420px] border-line border-t"
        />
      </Specimen>
      <Specimen title="Text" note="two messages, with what is hostile in them" flush>
        <DiffViewer
          before={samples.text.before}
          after={samples.text.after}
          beforeLabel="188,338,103"
          afterLabel="188,338,119"
          className="h-[220px] border-line border-t"
        />
      </Specimen>
      <Specimen title="The same content" note="written differently" flush>
        <DiffViewer
          before={samples.same.before}
          after={samples.same.after}
          beforeLabel="188,338,103"
          afterLabel="188,338,104"
          className="border-line border-t"
        />
      </Specimen>
      <Specimen title="Long texts" note="compared in a worker; one pair is too different" flush>
        <LongTexts />
      </Specimen>
    </>
  );
}

function Revisions() {
  const [pair, setPair] = useState<Pair>("Stored 43 → yours");
  const names = Object.keys(samples.limits) as Pair[];
  const [beforeLabel = "", afterLabel = ""] = pair.split(" → ");
  return (
    <DiffViewer
      before={samples.limits[pair].before}
      after={samples.limits[pair].after}
      beforeLabel={beforeLabel}
      afterLabel={afterLabel}
      head={
        <>
          <h3 className="font-semibold">Difference</h3>
          <ViewSwitch
            label="Compare"
            value={pair}
            onChange={setPair}
            options={names.map((name) => ({ value: name, label: name }))}
          />
        </>
      }
      className="h-[320px] border-line border-t"
    />
  );
}

function LongTexts() {
  const [texts, setTexts] = useState<{ before: Uint8Array; after: Uint8Array }>();
  if (!texts)
    return (
      <div className="flex flex-wrap gap-2 px-4 pb-6">
        <Button onClick={() => setTexts(samples.scattered())}>Compare 1,200 changes</Button>
        <Button onClick={() => setTexts(samples.unlike())}>Compare 60,000 lines</Button>
      </div>
    );
  return (
    <DiffViewer
      {...texts}
      beforeLabel="telemetry 1"
      afterLabel="telemetry 2"
      className="h-[320px] border-line border-t"
    />
  );
}
