import type { TargetServer } from "@/shared/document/catalogue";
import { useAccount } from "./account";
import { useConnection } from "./context";

/** The server that a configuration is for: which one, its version, and what its JetStream can. */
export function useTargetServer(): TargetServer {
  const { stats } = useConnection();
  const { data } = useAccount();
  return { ...stats.server, api_level: data?.jetstream.api_level };
}
