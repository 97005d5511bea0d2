import type { Opened } from "@/payload/open";
import { formatBytes } from "@/shared/lib/format";
import { Quantity } from "@/shared/ui/quantity";

interface Props {
  opened: Opened;
  /** Of what was stored. */
  size: number;
  /** The stored bytes are shown, not what is in them. */
  asStored: boolean;
  onChange: (asStored: boolean) => void;
}

const words = { msgpack: "MessagePack", cbor: "CBOR" };

/** Says that what is shown is not what was stored: "gzip, 18.2 KiB → 96 KiB". And shows that, when asked. */
export function PackedLine({ opened, size, asStored, onChange }: Props) {
  const packed = opened.stored.format === "gzip";
  const { format } = opened.detected;
  const encoded = format === "msgpack" || format === "cbor" ? words[format] : undefined;
  if (!packed && !encoded) return null;
  return (
    <p className="flex min-h-6 shrink-0 flex-wrap items-center gap-x-1.5 px-4 pb-1 text-fg-2 text-small">
      {packed ? <span>gzip,</span> : null}
      <Quantity of={formatBytes(size)} />
      {packed && !opened.beginning ? (
        <>
          <span aria-hidden>→</span>
          <span className="sr-only">unpacked</span>
          <Quantity of={formatBytes(opened.content.length)} />
        </>
      ) : null}
      {encoded && !asStored ? <span className="text-fg-3">of {encoded}, in the notation of JSON</span> : null}
      {packed ? (
        <button
          type="button"
          className="ml-auto text-accent hover:underline max-sm:min-h-11"
          onClick={() => onChange(!asStored)}
        >
          {asStored ? "Show unpacked" : "Show as stored"}
        </button>
      ) : null}
    </p>
  );
}
