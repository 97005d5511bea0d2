import { useMemo } from "react";
import type { FetchedMessage } from "@/api/types";
import { payloadBytes } from "@/payload/from-api";
import { visibleText } from "@/payload/visible";
import { Parts } from "@/shared/code/parts";
import { formatCount } from "@/shared/lib/format";
import { PayloadViewer } from "@/shared/payload/payload-viewer";
import { Definition, Definitions } from "@/shared/ui/definitions";

/** Headers and payload of a message that was taken. */
export function HeldPayload({ message }: { message: FetchedMessage }) {
  const { data, encoding, headers = {}, sequence, subject, truncated = false, size } = message;
  const bytes = useMemo(() => payloadBytes({ data, encoding }), [data, encoding]);
  const names = Object.entries(headers);
  return (
    <div className="border-line-faint border-t">
      {names.length > 0 ? (
        <section aria-label={`Headers of ${formatCount(sequence)}`} className="px-4 py-2">
          <Definitions>
            {names.map(([name, values]) => (
              <Definition key={name} term={name}>
                <span className="mono whitespace-pre-wrap [overflow-wrap:anywhere]">
                  <Parts parts={visibleText(values.join("\n"))} />
                </span>
              </Definition>
            ))}
          </Definitions>
        </section>
      ) : null}
      <PayloadViewer
        data={bytes}
        label={`Payload of ${formatCount(sequence)}`}
        name={`${subject}-${sequence}`}
        contentType={headers["Content-Type"]?.[0]}
        contentEncoding={headers["Content-Encoding"]?.[0]}
        truncated={truncated}
        totalSize={truncated ? size : undefined}
        surface="main"
        className="h-56"
      />
    </div>
  );
}
