// Commands of the nats CLI that do what a page does. Names in them come from NATS and can be anything, so a command is kept
// as its arguments and written for a shell only at the end, each argument quoted by itself.
// The flags are those of natscli 0.1 and later: https://github.com/nats-io/natscli

import { assertNever } from "./assert-never";

/** Stands for what HeyNATS does not give out: in its place the person puts their own. */
interface Placeholder {
  placeholder: string;
}

export interface CliCommand {
  /** The program and everything behind it. */
  args: readonly (string | Placeholder)[];
}

/** What of a connection its commands need. There is no place in it for a secret. */
export interface CliConnection {
  urls: readonly string[];
  auth: "none" | "user" | "token" | "nkey" | "creds" | "jwt" | "tls";
  user?: string | undefined;
  jetstream_domain?: string | undefined;
  jetstream_api_prefix?: string | undefined;
  inbox_prefix?: string | undefined;
}

/**
 * A nats command over this connection: natsCli(connection, ["stream", "info"], ["ORDERS"]). What people named goes into
 * `names`: a name that looks like a flag or, with "@", like a file of arguments then stays a name.
 */
export function natsCli(
  connection: CliConnection,
  command: readonly string[],
  names: readonly string[] = [],
): CliCommand {
  const odd = names.some((name) => /^[-@]/.test(name));
  return { args: ["nats", ...connectionFlags(connection), ...command, ...(odd ? ["--"] : []), ...names] };
}

function connectionFlags(connection: CliConnection): (string | Placeholder)[] {
  const { urls, user, jetstream_domain: domain, jetstream_api_prefix: api, inbox_prefix: inbox } = connection;
  return [
    ...flag("--server", urls.join(",")),
    ...credentialFlags(connection.auth, user),
    ...flag("--js-domain", domain),
    ...flag("--js-api-prefix", api),
    ...flag("--inbox-prefix", inbox),
  ];
}

function flag(name: string, value: string | undefined): string[] {
  // In one argument with "=", so that a value that begins with a dash is no flag of its own.
  return value ? (value.startsWith("-") ? [`${name}=${value}`] : [name, value]) : [];
}

function credentialFlags(auth: CliConnection["auth"], user: string | undefined): (string | Placeholder)[] {
  switch (auth) {
    case "none":
    case "token":
      return [];
    case "user":
      return user ? flag("--user", user) : ["--user", { placeholder: "USER" }];
    case "nkey":
      return ["--nkey", { placeholder: "FILE" }];
    case "creds":
    case "jwt":
      return ["--creds", { placeholder: "FILE" }];
    case "tls":
      return ["--tlscert", { placeholder: "CERTIFICATE" }, "--tlskey", { placeholder: "KEY" }];
    default:
      return assertNever(auth);
  }
}

/** What to add to a command before it works, because HeyNATS never gives credentials out. */
export function credentialsNote(auth: CliConnection["auth"]): string | undefined {
  switch (auth) {
    case "none":
      return undefined;
    case "token":
      // Every version takes a user without password as a token; --token is younger.
      return "The token is left out: put it into the environment as NATS_USER.";
    case "user":
      return "The password is left out: put it into the environment as NATS_PASSWORD.";
    case "nkey":
      return "Put the file that holds the seed of your NKey in the place of FILE.";
    case "creds":
      return "Put your credentials file in the place of FILE.";
    case "jwt":
      return "Put a credentials file with your JWT and its seed in the place of FILE.";
    case "tls":
      return "Put the files of your client certificate and its key in the places of CERTIFICATE and KEY.";
    default:
      return assertNever(auth);
  }
}
