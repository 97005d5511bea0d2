import type { CredentialsRequest } from "@/api/types";
import { isUserSeed, readCredsFile, readUserJWT } from "@/shared/lib/nats-credentials";
import { describeCertificates, describePrivateKey, isEncryptedKey } from "@/shared/lib/pem";
import type { DroppedFile } from "@/shared/ui/file-drop";

export const authKinds = ["none", "user", "token", "nkey", "creds", "jwt", "tls"] as const;
export type AuthKind = (typeof authKinds)[number];

export const authNames: Record<AuthKind, string> = {
  none: "None",
  user: "User",
  token: "Token",
  nkey: "NKey",
  creds: "Credentials file",
  jwt: "JWT and seed",
  tls: "TLS certificate",
};

/** What both forms that take credentials have in common. Every field but those of the chosen kind is ignored. */
export interface CredentialValues {
  auth: AuthKind;
  username: string;
  password: string;
  token: string;
  nkeySeed: string;
  creds: DroppedFile | undefined;
  jwt: DroppedFile | undefined;
  seed: string;
  ca: DroppedFile | undefined;
  cert: DroppedFile | undefined;
  key: DroppedFile | undefined;
  tlsFirst: boolean;
  serverName: string;
}

export const noCredentials: CredentialValues = {
  auth: "none",
  username: "",
  password: "",
  token: "",
  nkeySeed: "",
  creds: undefined,
  jwt: undefined,
  seed: "",
  ca: undefined,
  cert: undefined,
  key: undefined,
  tlsFirst: false,
  serverName: "",
};

export type CredentialProblems = Partial<Record<keyof CredentialValues, string>>;

/** Those that can take another's place: a connection does not lose its credentials by being given none. */
export const replacementKinds = authKinds.filter((kind) => kind !== "none");

/** What is wrong with the fields of the chosen kind, in words, by field. */
export function checkCredentials(values: CredentialValues): CredentialProblems {
  return { ...checkKind(values), ...checkTLS(values) };
}

/** As checkCredentials, for a connection that has credentials: those for TLS may be given alone, the rest is kept. */
export function checkReplacement(values: CredentialValues): CredentialProblems {
  return onlyTLS(values) ? checkTLS({ ...values, auth: "none" }) : checkCredentials(values);
}

function onlyTLS(values: CredentialValues): boolean {
  const given = values.ca ?? values.cert ?? values.key;
  return given !== undefined && Object.values(toKind(values)).every((secret) => secret === "");
}

function checkKind(values: CredentialValues): CredentialProblems {
  switch (values.auth) {
    case "none":
    case "tls":
      return {};
    case "user":
      return values.username ? {} : { username: "Say who you are." };
    case "token":
      return values.token ? {} : { token: "The token is missing." };
    case "nkey":
      return checkSeed("nkeySeed", values.nkeySeed);
    case "creds": {
      const file = values.creds ? readCredsFile(values.creds.text) : "The credentials file is missing.";
      return typeof file === "string" ? { creds: file } : {};
    }
    case "jwt": {
      const claims = values.jwt ? readUserJWT(values.jwt.text) : "The JWT is missing.";
      return { ...(typeof claims === "string" ? { jwt: claims } : {}), ...checkSeed("seed", values.seed) };
    }
  }
}

function checkSeed(field: "nkeySeed" | "seed", seed: string): CredentialProblems {
  return isUserSeed(seed) ? {} : { [field]: "A user’s seed begins with SU and has 58 characters." };
}

function checkTLS({ auth, ca, cert, key }: CredentialValues): CredentialProblems {
  const wrong: CredentialProblems = {};
  if (ca && !describeCertificates(ca.text)) wrong.ca = "There is no certificate in PEM form in it.";
  if (cert && !describeCertificates(cert.text)) wrong.cert = "There is no certificate in PEM form in it.";
  if (key && !describePrivateKey(key.text)) wrong.key = "There is no private key in PEM form in it.";
  if (key && isEncryptedKey(key.text)) wrong.key = "The key is locked with a passphrase. HeyNATS needs it unlocked.";
  if (!cert && (key || auth === "tls")) wrong.cert = "The certificate is missing.";
  if (!key && (cert || auth === "tls")) wrong.key = "The private key is missing.";
  return wrong;
}

/** The part of a request that says who we are. */
export function toCredentials(values: CredentialValues): CredentialsRequest {
  const tls = {
    ...(values.ca ? { ca: values.ca.text } : {}),
    ...(values.cert ? { cert: values.cert.text } : {}),
    ...(values.key ? { key: values.key.text } : {}),
    ...(values.tlsFirst ? { first: true } : {}),
    ...(values.serverName.trim() ? { server_name: values.serverName.trim() } : {}),
  };
  return { ...toKind(values), ...(Object.keys(tls).length > 0 ? { tls } : {}) };
}

/** The request that a valid replacement stands for. */
export function toReplacement(values: CredentialValues): CredentialsRequest {
  return toCredentials(onlyTLS(values) ? { ...values, auth: "none" } : values);
}

function toKind(values: CredentialValues): CredentialsRequest {
  switch (values.auth) {
    case "none":
    case "tls":
      return {};
    case "user":
      return { username: values.username, password: values.password };
    case "token":
      return { token: values.token };
    case "nkey":
      return { nkey_seed: values.nkeySeed.trim() };
    case "creds":
      return { creds: values.creds?.text ?? "" };
    case "jwt":
      return { jwt: values.jwt?.text.trim() ?? "", seed: values.seed.trim() };
  }
}

// Where the API says a problem is, and the field that holds it.
const locations: Record<string, keyof CredentialValues> = {
  username: "username",
  password: "password",
  token: "token",
  nkey_seed: "nkeySeed",
  creds: "creds",
  jwt: "jwt",
  seed: "seed",
  "tls.ca": "ca",
  "tls.cert": "cert",
  "tls.key": "key",
  "tls.server_name": "serverName",
};

/** The field behind a problem's location ("body.tls.ca"), if it is one of ours. */
export function credentialField(location: string): keyof CredentialValues | undefined {
  return locations[location.replace(/^body\./, "")];
}
