import type { Store } from "@/connection/store-bucket";
import { Check } from "@/shared/ui/check";
import { Field, TextArea, TextInput } from "@/shared/ui/field";
import type { BucketDraft, BucketProblems } from "../lib/new-bucket";

interface Props {
  store: Store;
  draft: BucketDraft;
  problems: BucketProblems;
  onChange: (next: Partial<BucketDraft>) => void;
}

type TextName = { [K in keyof BucketDraft]: BucketDraft[K] extends string ? K : never }[Exclude<
  keyof BucketDraft,
  "storage"
>];

interface Option {
  name: TextName;
  label: string;
  hint?: string;
  /** Several lines. */
  long?: boolean;
  /** Not for NATS, but for people. */
  prose?: boolean;
  /** Buckets for objects have it not. */
  kv?: boolean;
}

const first: readonly Option[] = [
  { name: "description", label: "Description", prose: true },
  {
    name: "markerTtl",
    label: "Marker TTL",
    kv: true,
    hint: "How long a marker stays when a key ends by its age, such as 1h. With it single keys may have a TTL. Needs NATS 2.11.",
  },
  { name: "maxBytes", label: "Size of the bucket, at most", hint: "Such as 1 GiB. No limit when empty." },
  { name: "maxValue", kv: true, label: "Size of a value, at most", hint: "Such as 1 MiB. No limit when empty." },
  { name: "replicas", label: "Replicas", hint: "1 to 5. More than one needs a cluster." },
];

const second: readonly Option[] = [
  { name: "cluster", label: "Cluster", hint: "Which servers keep it." },
  { name: "tags", label: "Tags", hint: "That those servers have, with commas between them." },
  { name: "mirror", kv: true, label: "Mirror of", hint: "A bucket. What is written here goes to that one." },
  {
    name: "sources",
    kv: true,
    label: "Sources",
    hint: "Buckets whose keys come into this one, one a line.",
    long: true,
  },
  { name: "republishFrom", kv: true, label: "Republish what matches", hint: "A subject; all of it when empty." },
  { name: "republishTo", kv: true, label: "Republish on", hint: "The subject that gets each change." },
];

/** What of a bucket can be left as it usually is. */
export function NewBucketOptions({ store, draft, problems, onChange }: Props) {
  const fits = ({ kv = false }: Option) => store === "kv" || !kv;
  const field = (option: Option) => (
    <Option
      key={option.name}
      option={option}
      value={draft[option.name]}
      error={problems[option.name]}
      {...{ onChange }}
    />
  );
  return (
    <>
      {first.filter(fits).map(field)}
      <Check
        label="Compress it"
        explain="on the disk, by S2"
        checked={draft.compression}
        onChange={(compression) => onChange({ compression })}
      />
      {second.filter(fits).map(field)}
      {store === "kv" ? (
        <Check
          label="Republish only headers"
          checked={draft.headersOnly}
          onChange={(headersOnly) => onChange({ headersOnly })}
        />
      ) : null}
      {field({ name: "metadata", label: "Metadata", hint: "name=value, one a line.", long: true })}
    </>
  );
}

interface OptionProps {
  option: Option;
  value: string;
  error: string | undefined;
  onChange: Props["onChange"];
}

function Option({ option: { name, label, hint, long = false, prose = false }, value, error, onChange }: OptionProps) {
  const Input = long ? TextArea : TextInput;
  return (
    <Field label={label} aside={name === "replicas" ? undefined : "optional"} hint={hint} error={error}>
      <Input
        mono={!prose}
        value={value}
        onChange={(event) => {
          const text = event.currentTarget.value;
          onChange({ [name]: long || prose ? text : text.trimStart() });
        }}
      />
    </Field>
  );
}
