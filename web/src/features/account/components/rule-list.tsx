import type { Account } from "@/api/types";
import { formatCount } from "@/shared/lib/format";
import { Subject } from "@/shared/ui/subject";

interface Rule {
  effect: "Allow" | "Deny";
  verb: "publish" | "subscribe";
  subject: string;
}

/** The rules themselves, as the server has them. */
export function RuleList({ account: { permissions } }: { account: Account }) {
  const rules: Rule[] = (["publish", "subscribe"] as const).flatMap((verb) => [
    ...permissions[verb].allow.map((subject): Rule => ({ effect: "Allow", verb, subject })),
    ...permissions[verb].deny.map((subject): Rule => ({ effect: "Deny", verb, subject })),
  ]);
  return (
    <section aria-labelledby="rules-heading" className="pt-3">
      <h2 id="rules-heading" className="mb-2 flex items-baseline gap-2 px-4 font-semibold text-small">
        Rules
        <span className="font-normal text-fg-3">
          {rules.length > 0 ? formatCount(rules.length) : "none: everything is allowed"}
        </span>
      </h2>
      {rules.length > 0 ? (
        <table className="w-full table-fixed">
          <colgroup>
            <col className="w-24" />
            <col className="w-28" />
            <col />
          </colgroup>
          <thead>
            <tr className="h-7 border-line border-y bg-sub text-left text-fg-3 text-micro">
              <th className="pl-4 font-medium">Rule</th>
              <th className="px-cell font-medium">To</th>
              <th className="px-cell font-medium">Subject</th>
            </tr>
          </thead>
          <tbody>
            {rules.map(({ effect, verb, subject }) => (
              <tr key={`${effect} ${verb} ${subject}`} className="h-row border-line-faint border-b">
                <td className="pl-4">{effect}</td>
                <td className="px-cell text-fg-2">{verb}</td>
                <td className="px-cell">
                  <Subject name={subject} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}
