import type { Account } from "@/api/types";
import { useConnection } from "@/connection/context";
import type { Verdict } from "@/connection/permit";
import { capabilities, jetStreamPrefix } from "../lib/capabilities";
import { VerdictLine } from "./verdict-line";

/** What this user can do, in the words of what people do. */
export function CanDo({ account }: { account: Account }) {
  const { stats } = useConnection();
  const all = capabilities(account, jetStreamPrefix(stats), stats.inbox_prefix ?? "_INBOX");
  return (
    <section aria-labelledby="can-heading" className="border-line border-b py-3">
      <h2 id="can-heading" className="mb-1 px-4 font-semibold text-small">
        What I may do
      </h2>
      <dl>
        {all.map(({ name, verdict, subjects }) => (
          <div
            key={name}
            title={subjects.join("\n")}
            className="grid min-h-row grid-cols-[232px_minmax(0,1fr)] items-center border-line-faint border-b px-4 py-1 last:border-b-0 max-sm:grid-cols-1"
          >
            <dt>{name}</dt>
            <dd>
              <VerdictLine verdict={unruled(verdict) ? { may: "yes", why: "" } : verdict} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Said once under the rules, not in each line. */
function unruled({ may, rule }: Verdict): boolean {
  return may === "yes" && rule === undefined;
}
