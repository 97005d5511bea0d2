import { useState } from "react";
import type { Account } from "@/api/types";
import { mayPublish, maySubscribe, subjectProblem } from "@/connection/permit";
import { Field, TextInput } from "@/shared/ui/field";
import { VerdictLine } from "./verdict-line";

/** Asks whether this user may use a subject. It is worked out from the rules; nothing is sent. */
export function MayI({
  account,
  subject,
  onSubject,
}: {
  account: Account;
  subject: string;
  onSubject: (subject: string) => void;
}) {
  // The URL follows what was typed; what is being typed stands here.
  const [typed, setTyped] = useState(subject);
  const problem = subjectProblem(typed);
  const { permissions } = account;
  return (
    <section aria-labelledby="may-heading" className="border-line border-b px-4 py-3">
      <h2 id="may-heading" className="mb-2 flex items-baseline gap-2 font-semibold text-small">
        May I use
        <span className="font-normal text-fg-3">worked out from the rules, nothing is sent</span>
      </h2>
      <Field label="Subject" className="max-w-[520px]">
        <TextInput
          mono
          value={typed}
          placeholder="orders.eu.created"
          onChange={({ target: { value } }) => {
            setTyped(value);
            onSubject(subjectProblem(value) === undefined ? value : "");
          }}
        />
      </Field>
      <div role="status" className="mt-2.5">
        {problem === undefined ? (
          <dl className="grid grid-cols-[84px_minmax(0,1fr)] gap-y-1.5">
            <dt className="text-fg-3">Publish</dt>
            <dd>
              <VerdictLine verdict={mayPublish(permissions.publish, typed)} />
            </dd>
            <dt className="text-fg-3">Subscribe</dt>
            <dd>
              <VerdictLine verdict={maySubscribe(permissions.subscribe, typed)} />
            </dd>
          </dl>
        ) : (
          <p className="text-fg-3">{problem}</p>
        )}
      </div>
    </section>
  );
}
