import { Tabs } from "@base-ui/react/tabs";
import { Award, KeyRound } from "lucide-react";
import { Controller, useFormContext, useWatch } from "react-hook-form";
import { readCredsFile, readUserJWT, shortKey, type UserClaims } from "@/shared/lib/nats-credentials";
import { describeCertificates, describePrivateKey } from "@/shared/lib/pem";
import { formatDate } from "@/shared/lib/time";
import { Field, SecretInput, TextInput } from "@/shared/ui/field";
import { FileDrop } from "@/shared/ui/file-drop";
import { type AuthKind, authKinds, authNames, type CredentialValues } from "../lib/credential-form";

const kept = "It stays on the HeyNATS server, encrypted, and is never shown again.";

/** A tab per kind of authentication. What was typed into one is kept while another is looked at, and only one is sent. */
export function CredentialFields({ kinds = authKinds }: { kinds?: readonly AuthKind[] }) {
  const { control, setValue, clearErrors } = useFormContext<CredentialValues>();
  const auth = useWatch({ control, name: "auth" });
  return (
    <Tabs.Root
      value={auth}
      onValueChange={(kind: AuthKind) => {
        clearErrors();
        setValue("auth", kind);
      }}
      className="flex min-w-0 flex-col"
    >
      <Tabs.List
        activateOnFocus
        aria-label="Authentication"
        className="flex gap-4 overflow-x-auto overflow-y-hidden whitespace-nowrap border-line border-b [scrollbar-width:none]"
      >
        {kinds.map((kind) => (
          <Tabs.Tab
            key={kind}
            value={kind}
            className="-outline-offset-2 border-transparent border-b-2 pt-1 pb-1.5 text-fg-2 transition-colors duration-(--fast) hover:text-fg data-active:border-accent data-active:font-medium data-active:text-fg max-sm:pt-2.5 max-sm:pb-2.5"
          >
            <span data-label={authNames[kind]} className="steady-weight">
              {authNames[kind]}
            </span>
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {kinds.map((kind) => (
        <Tabs.Panel key={kind} value={kind} tabIndex={-1} className="pt-3 outline-none">
          <KindFields kind={kind} />
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}

/** The fields of one kind. */
export function KindFields({ kind }: { kind: AuthKind }) {
  switch (kind) {
    case "none":
      return <p className="text-fg-3 text-small">No credentials are sent. The server may still ask for some.</p>;
    case "user":
      return <UserFields />;
    case "token":
      return <SecretField name="token" label="Token" what="the token" />;
    case "nkey":
      return (
        <SecretField name="nkeySeed" label="Seed" what="the seed" hint={`Begins with SU. ${kept}`} placeholder="SU…" />
      );
    case "creds":
      return <CredsField />;
    case "jwt":
      return <JWTFields />;
    case "tls":
      return <ClientCertificateFields hint={`Who you are is what the certificate says. ${kept}`} />;
  }
}

function useErrors() {
  const { formState } = useFormContext<CredentialValues>();
  return (name: keyof CredentialValues) => formState.errors[name]?.message;
}

function UserFields() {
  const { register } = useFormContext<CredentialValues>();
  const error = useErrors();
  return (
    <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
      <Field label="User" error={error("username")}>
        <TextInput mono {...register("username")} />
      </Field>
      <SecretField name="password" label="Password" what="the password" />
    </div>
  );
}

interface SecretFieldProps {
  name: "password" | "token" | "nkeySeed" | "seed";
  label: string;
  what: string;
  hint?: string;
  placeholder?: string;
}

function SecretField({ name, label, what, hint, placeholder }: SecretFieldProps) {
  const { register } = useFormContext<CredentialValues>();
  const error = useErrors();
  return (
    <Field label={label} hint={hint} error={error(name)}>
      <SecretInput what={what} {...(placeholder ? { placeholder } : {})} {...register(name)} />
    </Field>
  );
}

function CredsField() {
  const { control } = useFormContext<CredentialValues>();
  const error = useErrors();
  return (
    <Controller
      control={control}
      name="creds"
      render={({ field }) => {
        const file = field.value ? readCredsFile(field.value.text) : undefined;
        return (
          <FileDrop
            label="Credentials file"
            what="a credentials file"
            accept=".creds,.txt,text/plain"
            ref={field.ref}
            value={field.value}
            onChange={field.onChange}
            takesPaste={looksLikeCreds}
            summary={typeof file === "object" ? <ClaimsLine claims={file.claims} /> : undefined}
            error={error("creds") ?? (typeof file === "string" ? file : undefined)}
            hint={`Drop a file here or paste its text. ${kept}`}
          />
        );
      }}
    />
  );
}

function looksLikeCreds(text: string): boolean {
  return text.includes("BEGIN NATS USER JWT");
}

function JWTFields() {
  const { control } = useFormContext<CredentialValues>();
  const error = useErrors();
  return (
    <div className="flex flex-col gap-4">
      <Controller
        control={control}
        name="jwt"
        render={({ field }) => {
          const claims = field.value ? readUserJWT(field.value.text) : undefined;
          return (
            <FileDrop
              label="User JWT"
              what="a user JWT"
              accept=".jwt,.txt,text/plain"
              ref={field.ref}
              value={field.value}
              onChange={field.onChange}
              summary={typeof claims === "object" ? <ClaimsLine claims={claims} /> : undefined}
              error={error("jwt") ?? (typeof claims === "string" ? claims : undefined)}
            />
          );
        }}
      />
      <SecretField name="seed" label="Seed" what="the seed" hint={`Begins with SU. ${kept}`} placeholder="SU…" />
    </div>
  );
}

/** Who a JWT says its bearer is. An ended one is said before the server has to. */
function ClaimsLine({ claims }: { claims: UserClaims }) {
  const ended = claims.expires !== undefined && claims.expires.getTime() <= Date.now();
  return (
    <>
      User {claims.name}
      {claims.account ? <span title={claims.account}>, account {shortKey(claims.account)}</span> : null}
      {claims.expires === undefined ? ", no end" : null}
      {claims.expires && !ended ? `, valid until ${formatDate(claims.expires)}` : null}
      {claims.expires && ended ? (
        <span className="font-medium text-warn">, ended on {formatDate(claims.expires)}</span>
      ) : null}
    </>
  );
}

/** Whom we trust and, unless that is the way to authenticate and so stands elsewhere, the certificate that we show. */
export function TLSFileFields({ caHint, certHint }: { caHint: string; certHint: string }) {
  const { control } = useFormContext<CredentialValues>();
  const auth = useWatch({ control, name: "auth" });
  return (
    <>
      <PEMField
        name="ca"
        label="Certificate authority"
        what="a CA certificate"
        summarise={describeCertificates}
        hint={caHint}
      />
      {auth === "tls" ? null : <ClientCertificateFields hint={certHint} />}
    </>
  );
}

/** Whether one of these fields is wrong, so that what folds them away has to open. */
export function useTLSFilesWrong(): boolean {
  const { control, formState } = useFormContext<CredentialValues>();
  const auth = useWatch({ control, name: "auth" });
  const { ca, cert, key } = formState.errors;
  return Boolean(ca ?? (auth === "tls" ? undefined : (cert ?? key)));
}

/** A client certificate and its key. */
function ClientCertificateFields({ hint }: { hint: string }) {
  return (
    <div className="flex flex-col gap-2">
      <PEMField name="cert" label="Client certificate" what="a client certificate" summarise={describeCertificates} />
      <PEMField
        name="key"
        label="Private key"
        what="its private key"
        summarise={describePrivateKey}
        hint={hint}
        secret
      />
    </div>
  );
}

interface PEMFieldProps {
  name: "ca" | "cert" | "key";
  label: string;
  what: string;
  summarise: (text: string) => string | undefined;
  hint?: string | undefined;
  secret?: boolean;
}

function PEMField({ name, label, what, summarise, hint, secret = false }: PEMFieldProps) {
  const { control } = useFormContext<CredentialValues>();
  const error = useErrors();
  return (
    <Controller
      control={control}
      name={name}
      render={({ field }) => (
        <FileDrop
          label={label}
          what={what}
          slim
          accept=".pem,.crt,.cer,.key,.txt,application/x-pem-file"
          icon={secret ? KeyRound : Award}
          ref={field.ref}
          value={field.value}
          onChange={field.onChange}
          summary={field.value ? summarise(field.value.text) : undefined}
          error={error(name)}
          hint={hint}
        />
      )}
    />
  );
}
