import { useConnection } from "./context";

/** Why nothing can be changed over this page's connection; undefined when it can. */
export function useReadOnly(): string | undefined {
  const { stats } = useConnection();
  return stats.read_only ? "This connection is read-only: nothing can be changed over it." : undefined;
}
