import { Ellipsis } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { IconButton } from "@/shared/ui/icon-button";

const KeysMenu = lazy(async () => ({ default: (await import("./keys-menu")).KeysMenu }));
const ImportDialog = lazy(async () => ({ default: (await import("./import-dialog")).ImportDialog }));
const DeleteKeys = lazy(async () => ({ default: (await import("./delete-keys")).DeleteKeys }));

interface Props {
  bucket: string;
  /** What the list shows: only that is exported, or deleted. */
  filter: string;
}

/** What can be done with many keys at once, behind a menu. */
export function TransferMenu({ bucket, filter }: Props) {
  const [wanted, setWanted] = useState(false);
  const [step, setStep] = useState<"import" | "delete">();
  const close = () => setStep(undefined);
  const more = <IconButton icon={Ellipsis} label={`Many keys of ${bucket}`} onClick={() => setWanted(true)} />;
  return (
    <>
      {wanted ? (
        <Suspense fallback={more}>
          <KeysMenu bucket={bucket} filter={filter} trigger={more} onStep={setStep} />
        </Suspense>
      ) : (
        more
      )}
      <Suspense fallback={null}>
        {step === "import" ? <ImportDialog bucket={bucket} onClose={close} /> : null}
        {step === "delete" ? <DeleteKeys bucket={bucket} filter={filter} onClose={close} /> : null}
      </Suspense>
    </>
  );
}
