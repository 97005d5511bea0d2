import { Ellipsis } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { IconButton } from "@/shared/ui/icon-button";

const BucketMenu = lazy(async () => ({ default: (await import("./bucket-menu")).BucketMenu }));
const BucketStep = lazy(async () => ({ default: (await import("./bucket-step")).BucketStep }));
const CleanDialog = lazy(async () => ({ default: (await import("./clean-dialog")).CleanDialog }));
const NewLinkDialog = lazy(async () => ({ default: (await import("./new-link-dialog")).NewLinkDialog }));

export type Step = "link" | "clean" | "seal" | "delete";

interface Props {
  bucket: string;
  /** Goes to the stream that it is. */
  onStream: () => void;
  /** The link that was made. */
  onLinked: (name: string) => void;
  onDeleted: () => void;
}

/** What can be done with a bucket as a whole, behind a menu. */
export function BucketActions({ bucket, onStream, onLinked, onDeleted }: Props) {
  const [wanted, setWanted] = useState(false);
  const [step, setStep] = useState<Step>();
  const close = () => setStep(undefined);
  const more = <IconButton icon={Ellipsis} label={`More for ${bucket}`} onClick={() => setWanted(true)} />;
  return (
    <>
      {wanted ? (
        <Suspense fallback={more}>
          <BucketMenu trigger={more} onStream={onStream} onStep={setStep} />
        </Suspense>
      ) : (
        more
      )}
      {step ? (
        <Suspense fallback={null}>
          {step === "clean" ? (
            <CleanDialog bucket={bucket} onClose={close} />
          ) : step === "link" ? (
            <NewLinkDialog bucket={bucket} onClose={close} onMade={onLinked} />
          ) : (
            <BucketStep step={step} bucket={bucket} onClose={close} onDeleted={onDeleted} />
          )}
        </Suspense>
      ) : null}
    </>
  );
}
