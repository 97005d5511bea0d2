import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Account } from "@/api/types";
import { useConnection } from "@/connection/context";
import { formatSpan, parseGoDuration } from "@/shared/lib/duration";
import { formatCount } from "@/shared/lib/format";
import { shortKey } from "@/shared/lib/nats-credentials";
import { formatMoment } from "@/shared/lib/time";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { Section } from "@/shared/ui/section";
import { Subject } from "@/shared/ui/subject";

type Subjects = Account["permissions"]["publish"];

/** Who this connection is to the server, and what it may do, in words. */
export function AccountSection({ account }: { account: Account }) {
  const { id } = useConnection();
  return (
    <Section
      title="Account"
      note="who I am, and what I may do"
      aside={
        <Link
          to="/c/$connectionId/account"
          params={{ connectionId: id }}
          className="-my-1.5 shrink-0 rounded-1 py-1.5 text-accent hover:underline max-sm:-my-3.5 max-sm:py-3.5"
        >
          Ask about a subject
        </Link>
      }
    >
      {account.unknown ? (
        <p className="text-fg-2 text-small">
          Who this connection is and what it may do is not known. {account.unknown}
        </p>
      ) : (
        <Who account={account} />
      )}
    </Section>
  );
}

function Who({ account }: { account: Account }) {
  const { permissions } = account;
  return (
    <Definitions>
      <Definition term="User">
        <span className="break-all">{account.user || <span className="text-fg-2">nobody in particular</span>}</span>
      </Definition>
      <Definition term="Account">
        <span className="break-all">{account.account_name ?? shortKey(account.account)}</span>{" "}
        {account.account_name && account.account_name !== account.account ? (
          <span className="mono text-fg-3" title={account.account}>
            {shortKey(account.account)}
          </span>
        ) : null}
        {account.system ? <span className="block text-fg-2">the system account: it sees every server</span> : null}
      </Definition>
      {account.expires ? (
        <Definition term="Valid until">{formatMoment(new Date(account.expires), new Date())}</Definition>
      ) : null}
      <Definition term="Publish">
        <Allowed of={permissions.publish} verb="publish" />
      </Definition>
      <Definition term="Subscribe">
        <Allowed of={permissions.subscribe} verb="subscribe" />
      </Definition>
      {permissions.responses ? <Definition term="Answers">{responsesText(permissions.responses)}</Definition> : null}
    </Definitions>
  );
}

function Allowed({ of: { allow, deny }, verb }: { of: Subjects; verb: "publish" | "subscribe" }) {
  const everything = allow.length === 0 || (allow.length === 1 && allow[0] === ">");
  return (
    <>
      {everything ? (
        <span>
          {deny.length === 0 ? "to everything" : "to everything else"} <Subject name=">" />
        </span>
      ) : (
        <SubjectList subjects={allow} label={`May ${verb}`} />
      )}
      {deny.length > 0 ? (
        <>
          <span className="mt-0.5 block text-fg-3">never to</span>
          <SubjectList subjects={deny} label={`May not ${verb}`} />
        </>
      ) : null}
    </>
  );
}

// A user of a large account can have hundreds of subjects; the first ones say what kind of user it is.
const shown = 5;

function SubjectList({ subjects, label }: { subjects: readonly string[]; label: string }): ReactNode {
  const rest = subjects.length - shown;
  return (
    <ul aria-label={label}>
      {subjects.slice(0, shown).map((subject) => (
        <li key={subject}>
          <Subject name={subject} />
        </li>
      ))}
      {rest > 0 ? (
        <li className="text-fg-3" title={subjects.slice(shown).join("\n")}>
          and {formatCount(rest)} more
        </li>
      ) : null}
    </ul>
  );
}

function responsesText({ max, ttl }: { max: number; ttl: string }): string {
  const within = parseGoDuration(ttl);
  const count = max > 0 ? `up to ${formatCount(max)} to each request` : "to each request";
  return within && within > 0 ? `${count}, within ${formatSpan(within)}` : count;
}
