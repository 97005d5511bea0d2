import { lazy, Suspense } from "react";
import { useOverlay } from "@/commands/overlay";

// Neither is needed before a person asks for it.
const PaletteDialog = lazy(async () => ({ default: (await import("./palette-dialog")).PaletteDialog }));
const HelpDialog = lazy(async () => ({ default: (await import("./help-dialog")).HelpDialog }));

/** The palette and the list of keys, over whatever page is open. */
export function Palette() {
  const [finding, setFinding] = useOverlay("palette");
  const [helping, setHelping] = useOverlay("help");
  return (
    <Suspense fallback={null}>
      {finding ? <PaletteDialog onClose={() => setFinding(false)} /> : null}
      {helping ? <HelpDialog onClose={() => setHelping(false)} /> : null}
    </Suspense>
  );
}
