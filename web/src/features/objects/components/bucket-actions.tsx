import { Ellipsis } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { IconButton } from "@/shared/ui/icon-button";

const BucketMenu = lazy(async () => ({ default: (await import("./bucket-menu")).BucketMenu }));
const BucketStep = lazy(async () => ({ default: (await import("./bucket-step")).BucketStep }));

export type Step = "seal" | "delete";

interface Props {
  bucket: string;
  onDeleted: () => void;
}

/** What can be done with a bucket as a whole, behind a menu. */
export function BucketActions({ bucket, onDeleted }: Props) {
  const [wanted, setWanted] = useState(false);
  const [step, setStep] = useState<Step>();
  const more = <IconButton icon={Ellipsis} label={`More for ${bucket}`} onClick={() => setWanted(true)} />;
  return (
    <>
      {wanted ? (
        <Suspense fallback={more}>
          <BucketMenu trigger={more} onStep={setStep} />
        </Suspense>
      ) : (
        more
      )}
      {step ? (
        <Suspense fallback={null}>
          <BucketStep step={step} bucket={bucket} onClose={() => setStep(undefined)} onDeleted={onDeleted} />
        </Suspense>
      ) : null}
    </>
  );
}
