import { Unread } from "@/connection/unread";
import type { Reading } from "@/connection/use-reading";
import { ConfigurationView } from "@/shared/document/configuration-view";
import { documentOf } from "@/shared/document/use-document";
import { CopyText } from "@/shared/ui/copy-text";
import type { StreamDocument } from "../api/document";
import { streamCatalogue } from "../lib/catalogue";

/** Everything a stream is set to, in groups; what is not as usual stands out. */
export function Configuration({ stream, reading }: { stream: string; reading: Reading<StreamDocument> }) {
  const { data } = reading;
  const value = data ? documentOf(data.config).value : undefined;
  if (!data || !value)
    return <Unread title={`The configuration of ${stream} could not be read`} readings={[reading]} />;
  return (
    <>
      <div className="flex min-h-toolbar shrink-0 items-center gap-3 border-line border-b py-1 pr-2.5 pl-4">
        <p className="flex-1 text-fg-2 text-small">What is not as usual stands out; the rest goes without saying.</p>
        <CopyText label="Copy JSON" text={() => data.config} />
      </div>
      <ConfigurationView catalogue={streamCatalogue} value={value} />
    </>
  );
}
