import { KeyRound } from "lucide-react";
import { useState } from "react";
import { FormProvider, useForm, useFormContext, useWatch } from "react-hook-form";
import { ProblemError } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import type { Stats } from "@/api/types";
import { resolveWith } from "@/shared/lib/form-problems";
import { Button } from "@/shared/ui/button";
import { Disclosure } from "@/shared/ui/disclosure";
import { Status } from "@/shared/ui/status";
import { useReplaceCredentials } from "../api/credentials";
import {
  type CredentialValues,
  checkReplacement,
  credentialField,
  noCredentials,
  replacementKinds,
  toReplacement,
} from "../lib/credential-form";
import { CredentialFields, KindFields, TLSFileFields, useTLSFilesWrong } from "./credential-fields";

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
    resolver: resolveWith(checkReplacement),
  });
  const [anyKind, setAnyKind] = useState(false);
  const replace = useReplaceCredentials(stats.connection_id);
  const submit = form.handleSubmit(async (values) => {
    try {
      await replace.mutateAsync(toReplacement(values));
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
        <div className="flex max-w-[600px] flex-col gap-3">
          {anyKind ? <CredentialFields kinds={replacementKinds} /> : <KindFields kind={kind} />}
          <TLSFiles />
        </div>
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

function TLSFiles() {
  const { control } = useFormContext<CredentialValues>();
  const [open, setOpen] = useState(false);
  const wrong = useTLSFilesWrong();
  const [ca, cert] = useWatch({ control, name: ["ca", "cert"] });
  const given = [ca ? "another CA" : undefined, cert ? "another client certificate" : undefined].filter(Boolean);
  return (
    <Disclosure
      title="TLS"
      summary={given.length > 0 ? given.join(", ") : "CA and client certificate are kept"}
      open={open || wrong}
      onOpenChange={setOpen}
    >
      <TLSFileFields
        caHint="In place of the one it has, or of the system’s roots. What is not given is kept."
        certHint="In place of the one it has. Certificate and key come together; when they are not given they are kept."
      />
    </Disclosure>
  );
}
