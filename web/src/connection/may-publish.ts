import { useAccount } from "./account";
import { mayPublish } from "./permit";

/** Why this user may not publish to a subject, as far as its rules are known; undefined when it may. */
export function useMayNotPublish(subject: string): string | undefined {
  const { data } = useAccount();
  if (!data || data.unknown || subject === "") return undefined;
  const verdict = mayPublish(data.permissions.publish, subject);
  if (verdict.may !== "no") return undefined;
  return `This user may not publish to ${subject}. ${verdict.rule ? `It is denied by ${verdict.rule}.` : verdict.why}`;
}
