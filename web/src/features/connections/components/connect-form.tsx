import { useId, useState } from "react";
import { Controller, FormProvider, type UseFormReturn, useForm, useFormContext, useWatch } from "react-hook-form";
import { ProblemError } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import type { ConnectRequest, Environment } from "@/api/types";
import { resolveWith } from "@/shared/lib/form-problems";
import { Button } from "@/shared/ui/button";
import { Check } from "@/shared/ui/check";
import { Disclosure } from "@/shared/ui/disclosure";
import { EnvironmentMark, environmentNames } from "@/shared/ui/environment-mark";
import { Field, TextInput } from "@/shared/ui/field";
import { ProblemView } from "@/shared/ui/problem";
import { Segmented } from "@/shared/ui/segmented";
import { useConnect } from "../api/connect";
import { splitUserinfo } from "../lib/address";
import { type ConnectValues, checkConnect, connectField, emptyForm, toConnectRequest } from "../lib/connect-form";
import { CredentialFields, TLSFileFields, useTLSFilesWrong } from "./credential-fields";

interface Props {
  onConnected: (connectionId: string) => void;
  onTest: (request: ConnectRequest) => void;
  testing: boolean;
}

/** Everything it takes to open a connection. Its secrets are forgotten as soon as the connection stands. */
export function ConnectForm({ onConnected, onTest, testing }: Props) {
  const form = useForm<ConnectValues>({ defaultValues: emptyForm, resolver: resolveWith(checkConnect) });
  const connect = useConnect();
  const headingId = useId();

  const submit = form.handleSubmit(async (values) => {
    try {
      const opened = await connect.mutateAsync(toConnectRequest(values));
      form.reset(emptyForm);
      connect.reset();
      onConnected(opened.connection_id);
    } catch (error) {
      showAtFields(form, error);
    }
  });
  const test = form.handleSubmit((values) => onTest(toConnectRequest(values)));

  return (
    <FormProvider {...form}>
      <form
        aria-labelledby={headingId}
        noValidate
        autoComplete="off"
        onSubmit={(event) => void submit(event)}
        className="flex max-w-[680px] flex-col gap-5 px-10 py-7 max-xl:px-6 max-sm:gap-[18px] max-sm:px-4 max-sm:py-5"
      >
        <h1 id={headingId} className="page-title">
          New connection
        </h1>
        <AddressFields />
        <div className="flex min-w-0 flex-col gap-1.5">
          <span aria-hidden className="font-medium text-small">
            Authentication
          </span>
          <CredentialFields />
        </div>
        <NameAndEnvironment />
        <Safety />
        <Options />
        {connect.error ? (
          <div className="border-line border-t pt-4">
            <ProblemView problem={problemText("The connection could not be opened", connect.error)} />
          </div>
        ) : null}
        <div className="flex items-center gap-2 border-line border-t pt-5 max-sm:*:flex-1">
          <Button type="submit" look="ink" size="form" busy={connect.isPending}>
            Connect
          </Button>
          <Button size="form" busy={testing} onClick={() => void test()}>
            Test
          </Button>
        </div>
      </form>
    </FormProvider>
  );
}

/** What the server found wrong with a field stands at that field, like what the page finds itself. */
function showAtFields(form: UseFormReturn<ConnectValues>, error: unknown) {
  if (!(error instanceof ProblemError)) return;
  for (const { location, message } of error.problem.errors ?? []) {
    const field = connectField(location);
    if (field) form.setError(field, { type: "server", message });
  }
}

function AddressFields() {
  const { register, control, setValue, getValues, formState } = useFormContext<ConnectValues>();
  const address = useWatch({ control, name: "address" });
  const { errors } = formState;
  const kind = (
    <Controller
      control={control}
      name="address"
      render={({ field }) => (
        <Segmented
          label="How to say the address"
          value={field.value}
          onChange={field.onChange}
          options={[
            { value: "url", label: "URL" },
            { value: "host", label: "Host and port" },
          ]}
        />
      )}
    />
  );

  // A pasted URL often carries its user and password; they go where they cannot be read along.
  const moveUserinfo = () => {
    const found = splitUserinfo(getValues("url"));
    if (!found) return;
    setValue("url", found.urls);
    if (found.token) {
      setValue("auth", "token");
      setValue("token", found.token);
    } else {
      setValue("auth", "user");
      setValue("username", found.username ?? "");
      setValue("password", found.password ?? "");
    }
  };

  return address === "url" ? (
    <Field
      label="Server"
      error={errors.url?.message}
      hint="Several addresses of one cluster: separate them with commas."
    >
      <div className="flex gap-2 max-sm:flex-col">
        <TextInput
          mono
          type="text"
          inputMode="url"
          placeholder="nats://127.0.0.1:4222"
          {...register("url", { onBlur: moveUserinfo })}
        />
        {kind}
      </div>
    </Field>
  ) : (
    <div className="flex gap-2 max-sm:flex-col max-sm:gap-3">
      <Field label="Host" error={errors.host?.message} className="flex-1">
        <TextInput mono placeholder="127.0.0.1" {...register("host")} />
      </Field>
      <Field label="Port" error={errors.port?.message} className="w-24 max-sm:w-full">
        <TextInput mono inputMode="numeric" placeholder="4222" {...register("port")} />
      </Field>
      <div className="pt-[22px] max-sm:pt-0">{kind}</div>
    </div>
  );
}

const environments = ["none", "development", "staging", "production"] as const;

function NameAndEnvironment() {
  const { register, control, formState } = useFormContext<ConnectValues>();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-4 max-lg:grid-cols-1 max-sm:gap-[18px]">
      <Field label="Name" error={formState.errors.name?.message}>
        <TextInput maxLength={128} placeholder="optional" {...register("name")} />
      </Field>
      <div className="flex min-w-0 flex-col gap-1.5">
        <span aria-hidden className="font-medium text-small">
          Environment
        </span>
        <Controller
          control={control}
          name="environment"
          render={({ field }) => (
            <Segmented
              label="Environment"
              value={field.value}
              onChange={field.onChange}
              options={environments.map((value) => ({ value, ...environmentOption(value) }))}
            />
          )}
        />
      </div>
    </div>
  );
}

function environmentOption(value: Environment | "none") {
  return value === "none"
    ? { label: "None" }
    : { label: environmentNames[value], mark: <EnvironmentMark environment={value} /> };
}

function Safety() {
  const { control } = useFormContext<ConnectValues>();
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 font-medium text-small">Safety</legend>
      <Controller
        control={control}
        name="readOnly"
        render={({ field }) => (
          <Check
            label="Read-only"
            explain="refuse everything that changes data"
            checked={field.value}
            onChange={field.onChange}
          />
        )}
      />
    </fieldset>
  );
}

function Options() {
  const { formState } = useFormContext<ConnectValues>();
  const [tlsOpen, setTLSOpen] = useState(false);
  const [advancedOpen, setAdvancedOpen] = useState(false);
  const tlsFilesWrong = useTLSFilesWrong();
  const { serverName, jetstreamDomain, jetstreamPrefix, inboxPrefix } = formState.errors;
  return (
    <div>
      <Disclosure
        title="TLS"
        summary={useTLSSummary()}
        open={tlsOpen || tlsFilesWrong || Boolean(serverName)}
        onOpenChange={setTLSOpen}
      >
        <TLSFields />
      </Disclosure>
      <Disclosure
        title="Advanced"
        summary={useAdvancedSummary()}
        open={advancedOpen || Boolean(jetstreamDomain ?? jetstreamPrefix ?? inboxPrefix)}
        onOpenChange={setAdvancedOpen}
      >
        <AdvancedFields />
      </Disclosure>
    </div>
  );
}

function useTLSSummary(): string {
  const { control } = useFormContext<ConnectValues>();
  const [ca, cert, first, serverName] = useWatch({ control, name: ["ca", "cert", "tlsFirst", "serverName"] });
  const parts = [
    ca ? "server certificate checked by your CA" : "server certificate checked by the system’s roots",
    cert ? "client certificate" : undefined,
    first ? "handshake first" : undefined,
    serverName ? `as ${serverName}` : undefined,
  ];
  return parts.filter(Boolean).join(", ");
}

function TLSFields() {
  const { register, control, formState } = useFormContext<ConnectValues>();
  return (
    <>
      <TLSFileFields
        caHint="In place of the system’s roots."
        certHint="For servers that ask for a client certificate as well."
      />
      <Field
        label="Server name"
        error={formState.errors.serverName?.message}
        hint="What the server’s certificate is issued for, when it differs from the address."
      >
        <TextInput mono placeholder="optional" {...register("serverName")} />
      </Field>
      <Controller
        control={control}
        name="tlsFirst"
        render={({ field }) => (
          <Check
            label="Handshake first"
            explain="before the server’s INFO, when it is set up that way"
            checked={field.value}
            onChange={field.onChange}
          />
        )}
      />
    </>
  );
}

function useAdvancedSummary(): string {
  const { control } = useFormContext<ConnectValues>();
  const [jetstream, domain, prefix, inbox] = useWatch({
    control,
    name: ["jetstream", "jetstreamDomain", "jetstreamPrefix", "inboxPrefix"],
  });
  const parts = [
    jetstream === "domain" && domain ? `domain ${domain}` : undefined,
    jetstream === "prefix" && prefix ? `prefix ${prefix}` : undefined,
    inbox ? `inbox ${inbox}` : undefined,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : "JetStream domain or prefix, inbox prefix";
}

function AdvancedFields() {
  const { register, control, formState } = useFormContext<ConnectValues>();
  const jetstream = useWatch({ control, name: "jetstream" });
  return (
    <>
      <div className="flex min-w-0 flex-col gap-1.5">
        <span aria-hidden className="font-medium text-small">
          JetStream
        </span>
        <Controller
          control={control}
          name="jetstream"
          render={({ field }) => (
            <Segmented
              label="JetStream"
              className="self-start"
              value={field.value}
              onChange={field.onChange}
              options={[
                { value: "default", label: "Default" },
                { value: "domain", label: "Domain" },
                { value: "prefix", label: "API prefix" },
              ]}
            />
          )}
        />
      </div>
      {jetstream === "domain" ? (
        <Field label="Domain" error={formState.errors.jetstreamDomain?.message}>
          <TextInput mono placeholder="hub" {...register("jetstreamDomain")} />
        </Field>
      ) : null}
      {jetstream === "prefix" ? (
        <Field label="API prefix" error={formState.errors.jetstreamPrefix?.message}>
          <TextInput mono placeholder="JS.acme.API" {...register("jetstreamPrefix")} />
        </Field>
      ) : null}
      <Field
        label="Inbox prefix"
        error={formState.errors.inboxPrefix?.message}
        hint="Where answers come to, when the account may not subscribe to _INBOX."
      >
        <TextInput mono placeholder="_INBOX" {...register("inboxPrefix")} />
      </Field>
    </>
  );
}
