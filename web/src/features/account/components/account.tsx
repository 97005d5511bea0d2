import type { Account } from "@/api/types";
import { Unread } from "@/connection/unread";
import type { Reading } from "@/connection/use-reading";
import { CanDo } from "./can-do";
import { MayI } from "./may-i";
import { RuleList } from "./rule-list";
import { WhoAmI } from "./who-am-i";

interface Props {
  reading: Reading<Account>;
  /** The subject that is asked about; it stands in the URL. */
  subject: string;
  onSubject: (subject: string) => void;
}

/** Who this connection is to NATS, and what it may do. */
export function AccountPage({ reading, subject, onSubject }: Props) {
  const { data } = reading;
  if (!data) return <Unread title="The account could not be read" readings={[reading]} />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <WhoAmI account={data} readAt={reading.readAt} />
      {data.unknown ? (
        <p className="px-4 py-3 text-fg-2">What this user may do is not known. {data.unknown}</p>
      ) : (
        <>
          <MayI account={data} subject={subject} onSubject={onSubject} />
          <CanDo account={data} />
          <RuleList account={data} />
        </>
      )}
    </div>
  );
}
