import { useEffect, useState } from "react";
import { PayloadViewer } from "@/shared/payload/payload-viewer";
import type { DesignSection } from "../section";
import { Specimen } from "../specimen";
import * as samples from "./payload-data/samples";

export const section: DesignSection = { title: "Payload", order: 50, Component: Payloads };

const place = "h-[420px] max-w-[440px] border-line border-x border-t max-sm:border-x-0";
const wide = "h-[420px]";

function Payloads() {
  const [part, setPart] = useState(true);
  const [packed, setPacked] = useState<Uint8Array>();
  useEffect(() => {
    samples.gzip(samples.exportOfOrders).then(setPacked, () => undefined);
  }, []);
  return (
    <>
      <Specimen title="JSON" note="in an inspector" flush>
        <PayloadViewer
          data={samples.order}
          label="Payload of 188,338,103"
          name="orders.eu.failed 188338103"
          className={place}
        />
      </Specimen>
      <Specimen title="MessagePack" note="numbers, bytes and times that JSON has no word for" flush>
        <PayloadViewer
          data={samples.msgpack}
          label="Payload of telemetry.van.gps"
          name="telemetry.van.gps"
          className={wide}
        />
      </Specimen>
      <Specimen title="CBOR" flush>
        <PayloadViewer
          data={samples.cbor}
          label="Payload of locker_4445"
          name="telemetry.locker.fault"
          className={place}
        />
      </Specimen>
      <Specimen title="gzip" note="unpacked; the bytes as they were stored are one click away" flush>
        {packed ? (
          <PayloadViewer
            data={packed}
            label="Payload of orders.eu.export"
            name="orders.eu.export"
            contentEncoding="gzip"
            className={place}
          />
        ) : null}
      </Specimen>
      <Specimen title="Text" note="what hides or turns the line is spelled out" flush>
        <PayloadViewer
          data={samples.hostile}
          label="Payload of support.chat"
          name="../../support.chat"
          className={wide}
        />
      </Specimen>
      <Specimen title="Text in another charset" flush>
        <PayloadViewer
          data={samples.latin1}
          label="Payload of shipping.label"
          name="shipping.label"
          className={place}
        />
      </Specimen>
      <Specimen title="JSON that is none" flush>
        <PayloadViewer
          data={samples.broken}
          contentType="application/json"
          label="Payload of orders.eu.draft"
          name="orders.eu.draft"
          className={place}
        />
      </Specimen>
      <Specimen title="Binary" flush>
        <PayloadViewer data={samples.image} label="Payload of products.image" name="products.image" className={place} />
      </Specimen>
      <Specimen title="Only its beginning" flush>
        <PayloadViewer
          data={part ? samples.exportOfOrders.subarray(0, 65_536) : samples.exportOfOrders}
          truncated={part}
          totalSize={samples.exportOfOrders.length}
          onLoadAll={() => setPart(false)}
          label="Payload of orders.eu.archive"
          name="orders.eu.archive"
          className={place}
        />
      </Specimen>
      <Specimen title="Empty" flush>
        <PayloadViewer
          data={new Uint8Array()}
          label="Payload of orders.eu.tombstone"
          name="tombstone"
          className="max-w-[440px]"
        />
      </Specimen>
    </>
  );
}
