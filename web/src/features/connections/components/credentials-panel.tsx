import { KeyRound } from "lucide-react";
import { useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { ProblemError } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import type { Stats } from "@/api/types";
import { resolveWith } from "@/shared/lib/form-problems";
import { Button } from "@/shared/ui/button";
import { Status } from "@/shared/ui/status";
import { useReplaceCredentials } from "../api/credentials";
import {
  type CredentialValues,
  checkCredentials,
  credentialField,
  noCredentials,
  toCredentials,
} from "../lib/credential-form";
import { CredentialFields, KindFields } from "./credential-fields";

interface Props {
  stats: Stats;
  onRetry: () => void;
  retrying: boolean;
  retryError: unknown;
}

/** The server refused the credentials: new ones go in here, and everything else about the connection is kept. */
export function CredentialsPanel({ stats, onRetry, retrying, retryError }: Props) {
  const kind = stats.auth === "none" ? "user" : stats.auth;
  const form = useForm<CredentialValues>({
    defaultValues: { ...noCredentials, auth: kind },
    resolver: resolveWith(checkCredentials),
  });
  const [anyKind, setAnyKind] = useState(false);
  const replace = useReplaceCredentials(stats.connection_id);
  const submit = form.handleSubmit(async (values) => {
    try {
      await replace.mutateAsync(toCredentials(values));
      form.reset({ ...noCredentials, auth: kind });
      replace.reset(); // it remembers its request, and that holds secrets
    } catch (error) {
      if (!(error instanceof ProblemError)) return;
      for (const { location, message } of error.problem.errors ?? []) {
        const field = credentialField(location);
        if (field) form.setError(field, { type: "server", message });
      }
    }
  });
  const failure = replace.error ?? retryError;
  const problem = failure ? problemText("Still refused", failure) : undefined;
  return (
    <FormProvider {...form}>
      <form
        noValidate
        autoComplete="off"
        aria-labelledby="credentials-heading"
        onSubmit={(event) => void submit(event)}
        className="flex flex-col gap-3 border-line border-b px-4 py-4"
      >
        <h2 id="credentials-heading">
          <Status large tone="warn" icon={KeyRound} word={`${stats.name} needs new credentials`} />
        </h2>
        <p className="max-w-[64ch] text-fg-2">
          {stats.last_error?.detail ?? "The server refused the stored ones twice."} {stats.last_error?.hint} Everything
          else about this connection is kept.
        </p>
        <div className="max-w-[600px]">{anyKind ? <CredentialFields /> : <KindFields kind={kind} />}</div>
        {problem ? (
          <p role="alert" className="text-critical text-small">
            {problem.detail} {problem.hint}
          </p>
        ) : null}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="ink" busy={replace.isPending}>
            Use these
          </Button>
          <Button busy={retrying} onClick={onRetry}>
            Try once more
          </Button>
          {anyKind ? null : (
            <Button look="quiet" onClick={() => setAnyKind(true)}>
              Other kinds
            </Button>
          )}
        </div>
      </form>
    </FormProvider>
  );
}
