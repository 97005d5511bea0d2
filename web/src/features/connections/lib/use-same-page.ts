import { useLocation } from "@tanstack/react-router";

/**
 * Leads to another connection and stays on the same page of it. What was opened, selected or filtered there belongs to the
 * connection that is left, so it is not taken along.
 */
export function useSamePage() {
  const page = useLocation({ select: ({ pathname }) => /^\/c\/[^/]+(\/[^/]+)?/.exec(pathname)?.[1] ?? "" });
  return (connectionId: string) => ({ to: `/c/${connectionId}${page}` });
}
