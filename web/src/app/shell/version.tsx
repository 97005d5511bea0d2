import { useQuery } from "@tanstack/react-query";
import { healthQuery } from "@/features/server/api/health";

/** The version of this HeyNATS, without the commit a development build carries behind it. */
export function Version() {
  const { data } = useQuery(healthQuery);
  if (!data) return null;
  return (
    <span className="truncate-line text-fg-3" title={data.version}>
      {/^v?\d+\.\d+/.test(data.version) ? data.version.replace(/^v/, "").replace(/[-+].*$/, "") : "dev"}
    </span>
  );
}
