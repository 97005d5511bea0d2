import { caught, number, object, optional, string } from "./zod";

// Reads what a credentials file says about itself, in the browser, so that a wrong or an ended one is seen before it is sent.
// Nothing here checks a signature: the server decides.

/** What a user JWT says. Names and keys are the issuer's text: hostile until shown as text. */
export interface UserClaims {
  name: string;
  /** Public key of the account. */
  account?: string;
  /** Absent when the JWT has no end. */
  expires?: Date;
}

export interface CredsFile {
  jwt: string;
  claims: UserClaims;
}

const jwtBlock = /-{3,}BEGIN NATS USER JWT-{3,}\s+([A-Za-z0-9_.-]+)\s+-{3,}END NATS USER JWT-{3,}/;
const seedBlock = /-{3,}BEGIN USER NKEY SEED-{3,}\s+(S[A-Z2-7]+)\s+-{3,}END USER NKEY SEED-{3,}/;

/** Reads a .creds file; a string is the sentence that says why it is none. */
export function readCredsFile(text: string): CredsFile | string {
  const jwt = jwtBlock.exec(text)?.[1];
  if (!jwt) return "This is not a credentials file: it has no NATS USER JWT block.";
  if (!seedBlock.test(text)) return "The file has a user JWT but no USER NKEY SEED block.";
  const claims = readUserJWT(jwt);
  return typeof claims === "string" ? claims : { jwt, claims };
}

/** Reads the claims of a user JWT; a string is the sentence that says why it is none. */
export function readUserJWT(jwt: string): UserClaims | string {
  const [, body, signature] = jwt.trim().split(".");
  if (!body || !signature) return "This is not a JWT: it needs three parts with dots between.";
  const claims = decode(body);
  if (!claims) return "The JWT cannot be read.";
  if (claims.nats?.type !== undefined && claims.nats.type !== "user") {
    return `This is the JWT of an ${claims.nats.type}, not of a user.`;
  }
  const account = claims.nats?.issuer_account ?? claims.iss;
  return {
    name: claims.name || claims.sub || "unnamed",
    ...(account ? { account } : {}),
    ...(claims.exp ? { expires: new Date(claims.exp * 1000) } : {}),
  };
}

const text = caught(optional(string()), undefined);

const rawClaims = object({
  name: text,
  sub: text,
  iss: text,
  exp: caught(optional(number()), undefined),
  nats: caught(optional(object({ type: text, issuer_account: text })), undefined),
});

function decode(part: string): ReturnType<typeof rawClaims.parse> | undefined {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    return rawClaims.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data;
  } catch {
    return undefined;
  }
}

/** "ABJH…3KQD": enough of a public key to tell it from another. */
export function shortKey(key: string): string {
  return key.length <= 12 ? key : `${key.slice(0, 4)}…${key.slice(-4)}`;
}

/** A user's seed: SU and 56 more of the base32 alphabet. */
export function isUserSeed(text: string): boolean {
  return /^SU[A-Z2-7]{56}$/.test(text.trim());
}
