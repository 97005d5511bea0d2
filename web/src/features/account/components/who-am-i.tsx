import type { ReactNode } from "react";
import type { Account } from "@/api/types";
import { formatCountdown, formatSpan, parseGoDuration } from "@/shared/lib/duration";
import { formatCount } from "@/shared/lib/format";
import { formatMoment } from "@/shared/lib/time";
import { CopyButton } from "@/shared/ui/copy-button";
import { Definition, Definitions } from "@/shared/ui/definitions";

/** Who this connection is to the server. */
export function WhoAmI({ account, readAt }: { account: Account; readAt: number }) {
  const { permissions, expires } = account;
  return (
    <section aria-labelledby="who-heading" className="border-line border-b px-4 py-3">
      <h2 id="who-heading" className="mb-2 font-semibold text-small">
        Who I am
      </h2>
      <Definitions>
        <Definition term="User">
          {account.user ? (
            <Key name={account.user} what="user" />
          ) : (
            <span className="text-fg-2">nobody in particular</span>
          )}
        </Definition>
        <Definition term="Account">
          {account.account_name && account.account_name !== account.account ? (
            <>
              {account.account_name} <Key name={account.account} what="account" faint />
            </>
          ) : (
            <Key name={account.account} what="account" />
          )}
          {account.system ? <span className="block text-fg-2">the system account: it sees every server</span> : null}
        </Definition>
        <Definition term="Valid until">
          {expires ? (
            <>
              {formatMoment(new Date(expires), new Date(readAt))}{" "}
              <span className="text-fg-3">{left(Date.parse(expires) - readAt)}</span>
            </>
          ) : (
            <span className="text-fg-2">it does not expire</span>
          )}
        </Definition>
        <Definition term="Answers">{answersText(permissions.responses)}</Definition>
      </Definitions>
    </section>
  );
}

function left(ms: number): string {
  return ms > 0 ? `${formatCountdown(ms)} left` : "over";
}

/** A public key is 56 characters that nobody reads and everybody copies. */
function Key({ name, what, faint = false }: { name: string; what: string; faint?: boolean }): ReactNode {
  const isKey = /^[A-Z2-7]{56}$/.test(name);
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <span
        className={faint ? "mono truncate-line text-fg-3" : isKey ? "mono truncate-line" : "truncate-line"}
        title={name}
      >
        {name}
      </span>
      {isKey ? <CopyButton text={name} label={`Copy ${what} key`} /> : null}
    </span>
  );
}

function answersText(responses: Account["permissions"]["responses"]): ReactNode {
  if (!responses) return <span className="text-fg-2">where it may publish</span>;
  const within = parseGoDuration(responses.ttl);
  const count = responses.max > 0 ? `up to ${formatCount(responses.max)} to each request` : "to each request";
  return within && within > 0 ? `${count}, within ${formatSpan(within)}` : count;
}
