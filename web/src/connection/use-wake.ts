import { type RefObject, useEffect, useRef } from "react";
import { isAsked } from "./asked";
import { useConnection } from "./context";
import { useKeepAlive } from "./keepalive";

/**
 * A parked connection wakes at a person's next click in the page, as every page says: also at the click that opened the
 * page. A link that was pasted and a reload leave it asleep.
 */
export function useWake(region: RefObject<HTMLElement | null>) {
  const { id, stats } = useConnection();
  const { mutate, isPending, error } = useKeepAlive(id);
  const parked = stats.state === "parked";
  const opened = useRef(false);
  useEffect(() => {
    const first = !opened.current;
    opened.current = true;
    if (!parked) return;
    if (first && isAsked()) mutate();
    const element = region.current;
    const onClick = () => mutate();
    element?.addEventListener("click", onClick);
    return () => element?.removeEventListener("click", onClick);
  }, [parked, mutate, region]);
  return { wake: () => mutate(), waking: isPending, error };
}
