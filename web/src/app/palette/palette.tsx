import { lazy, Suspense, useEffect } from "react";
import { useOverlay } from "@/commands/overlay";
import { useTypedAhead } from "./use-typed-ahead";

const loadPalette = () => import("./palette-dialog");
const loadHelp = () => import("./help-dialog");

// Neither is needed before a person asks for it.
const PaletteDialog = lazy(async () => ({ default: (await loadPalette()).PaletteDialog }));
const HelpDialog = lazy(async () => ({ default: (await loadHelp()).HelpDialog }));

/** The palette and the list of keys, over whatever page is open. */
export function Palette() {
  const [finding, setFinding] = useOverlay("palette");
  const [helping, setHelping] = useOverlay("help");
  const typedAhead = useTypedAhead(finding);
  useLoadedWhenIdle();
  return (
    <Suspense fallback={null}>
      {finding ? <PaletteDialog typedAhead={typedAhead} onClose={() => setFinding(false)} /> : null}
      {helping ? <HelpDialog onClose={() => setHelping(false)} /> : null}
    </Suspense>
  );
}

/** Once the page stands, so that both open at once when they are asked for. What fails then is asked for again anyway. */
function useLoadedWhenIdle() {
  useEffect(() => {
    const timer = setTimeout(() => void Promise.allSettled([loadPalette(), loadHelp()]), 2_000);
    return () => clearTimeout(timer);
  }, []);
}
