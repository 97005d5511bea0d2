import type { ConnectRequest, Environment } from "@/api/types";
import { checkUrls, normaliseUrls } from "./address";
import {
  type CredentialValues,
  checkCredentials,
  credentialField,
  noCredentials,
  toCredentials,
} from "./credential-form";

export interface ConnectValues extends CredentialValues {
  address: "url" | "host";
  url: string;
  host: string;
  port: string;
  name: string;
  environment: Environment | "none";
  readOnly: boolean;
  jetstream: "default" | "domain" | "prefix";
  jetstreamDomain: string;
  jetstreamPrefix: string;
  inboxPrefix: string;
}

export const emptyForm: ConnectValues = {
  ...noCredentials,
  address: "url",
  url: "",
  host: "",
  port: "4222",
  name: "",
  environment: "none",
  readOnly: false,
  jetstream: "default",
  jetstreamDomain: "",
  jetstreamPrefix: "",
  inboxPrefix: "",
};

export type ConnectProblems = Partial<Record<keyof ConnectValues, string>>;

/** What is wrong with the form, in words, by field. The server checks all of it again. */
export function checkConnect(values: ConnectValues): ConnectProblems {
  return { ...checkAddress(values), ...checkCredentials(values), ...checkAdvanced(values) };
}

function checkAddress({ address, url, host, port }: ConnectValues): ConnectProblems {
  if (address === "url") {
    const wrong = checkUrls(url);
    return wrong ? { url: wrong } : {};
  }
  const n = Number(port || "4222");
  return {
    ...(host.trim() ? {} : { host: "Say where your NATS is, a name or an IP address." }),
    ...(Number.isInteger(n) && n >= 1 && n <= 65535 ? {} : { port: "1 to 65535." }),
  };
}

const plainSubject = /^[^\s*>]+$/;

function checkAdvanced(values: ConnectValues): ConnectProblems {
  const wrong: ConnectProblems = {};
  if (values.jetstream === "domain" && !/^[^\s*>.]+$/.test(values.jetstreamDomain)) {
    wrong.jetstreamDomain = "A domain is one word without dots, * and >.";
  }
  if (values.jetstream === "prefix" && !plainSubject.test(values.jetstreamPrefix)) {
    wrong.jetstreamPrefix = "A prefix is a subject without *, > and spaces.";
  }
  if (values.inboxPrefix && !plainSubject.test(values.inboxPrefix)) {
    wrong.inboxPrefix = "A prefix is a subject without *, > and spaces.";
  }
  return wrong;
}

/** The request that a valid form stands for. */
export function toConnectRequest(values: ConnectValues): ConnectRequest {
  return {
    ...(values.address === "url"
      ? { url: normaliseUrls(values.url) }
      : { host: values.host.trim(), port: Number(values.port || "4222") }),
    ...toCredentials(values),
    ...(values.name.trim() ? { name: values.name.trim() } : {}),
    ...(values.environment !== "none" ? { environment: values.environment } : {}),
    ...(values.readOnly ? { read_only: true } : {}),
    ...(values.jetstream === "domain" ? { jetstream_domain: values.jetstreamDomain } : {}),
    ...(values.jetstream === "prefix" ? { jetstream_api_prefix: values.jetstreamPrefix } : {}),
    ...(values.inboxPrefix ? { inbox_prefix: values.inboxPrefix } : {}),
  };
}

const locations: Record<string, keyof ConnectValues> = {
  url: "url",
  host: "host",
  port: "port",
  name: "name",
  jetstream_domain: "jetstreamDomain",
  jetstream_api_prefix: "jetstreamPrefix",
  inbox_prefix: "inboxPrefix",
};

/** The field behind a problem's location ("body.url"), if the form has one. */
export function connectField(location: string): keyof ConnectValues | undefined {
  return locations[location.replace(/^body\./, "")] ?? credentialField(location);
}
