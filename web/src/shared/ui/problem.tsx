import { OctagonAlert } from "lucide-react";
import type { ReactNode } from "react";
import { CopyButton } from "./copy-button";
import { Definition, Definitions } from "./definitions";
import { Status } from "./status";

export interface ProblemText {
  /** What could not be done, in the page's words. */
  title: string;
  detail: string;
  hint?: string | undefined;
  code?: string | undefined;
  nats?: { err_code?: number; description: string } | undefined;
  requestId?: string | undefined;
}

interface Props {
  problem: ProblemText;
  actions?: ReactNode;
  /** It stands in place of the whole page, so its title is the page's. */
  page?: boolean;
}

/** What could not be done, why, what to do, and what to quote when asking somebody. */
export function ProblemView({ problem, actions, page = false }: Props) {
  const { title, detail, hint, code, nats, requestId } = problem;
  return (
    <div role="alert" className="flex flex-col gap-2.5">
      {page ? (
        <h1>
          <Status large tone="critical" icon={OctagonAlert} word={title} />
        </h1>
      ) : (
        <Status large tone="critical" icon={OctagonAlert} word={title} />
      )}
      <p className="text-fg-2">
        {detail}
        {hint ? <span className="block">{hint}</span> : null}
      </p>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
      {code || nats || requestId ? (
        <div className="border-line border-t pt-2.5">
          <Definitions narrow>
            {code ? (
              <Definition term="Code">
                <span className="mono">{code}</span>
              </Definition>
            ) : null}
            {nats ? (
              <Definition term="NATS">
                {nats.err_code ? <span className="mono">{nats.err_code} </span> : null}
                <span className="text-fg-2">{nats.description}</span>
              </Definition>
            ) : null}
            {requestId ? (
              <Definition term="Request">
                <span className="inline-flex items-center gap-1">
                  <span className="mono break-all">{requestId}</span>
                  <CopyButton text={requestId} label="Copy request id" />
                </span>
              </Definition>
            ) : null}
          </Definitions>
        </div>
      ) : null}
    </div>
  );
}
