import { describe, expect, it } from "vitest";
import { account, credsFile, seed } from "@/testing/fixtures";
import { isUserSeed, readCredsFile, readUserJWT, shortKey } from "./nats-credentials";

const exp = Date.UTC(2027, 1, 3) / 1000;

describe("readCredsFile", () => {
  it("says who the file is for and until when", () => {
    const file = readCredsFile(credsFile({ name: "ops-readonly", exp }));
    expect(file).toMatchObject({
      claims: { name: "ops-readonly", account: account.account, expires: new Date(exp * 1000) },
    });
  });

  it("reads Windows line ends", () => {
    expect(readCredsFile(credsFile({ name: "ops" }).replaceAll("\n", "\r\n"))).toMatchObject({
      claims: { name: "ops" },
    });
  });

  it("leaves the end out when there is none", () => {
    const file = readCredsFile(credsFile({ name: "ops" }));
    expect(typeof file === "object" && file.claims.expires).toBeUndefined();
  });

  it("says what is missing", () => {
    expect(readCredsFile("hello")).toMatch(/not a credentials file/);
    expect(readCredsFile(credsFile({ name: "ops" }).split("-----BEGIN USER")[0] ?? "")).toMatch(/no USER NKEY SEED/);
  });
});

describe("readUserJWT", () => {
  const jwt = (claims: unknown) => `e30.${btoa(JSON.stringify(claims))}.c2ln`;

  it("refuses the JWT of an account", () => {
    expect(readUserJWT(jwt({ name: "SHOP", nats: { type: "account" } }))).toMatch(/JWT of an account, not of a user/);
  });

  it("falls back to the issuer when the issuer is the account itself", () => {
    expect(readUserJWT(jwt({ name: "x", iss: "ABC" }))).toMatchObject({ account: "ABC" });
  });

  it.each(["", "a", "a.b", "a.!!!.c", `a.${btoa("[1,2]")}.c`, `a.${btoa("null")}.c`])("refuses %j", (text) =>
    expect(readUserJWT(text)).toBeTypeOf("string"),
  );

  it("ignores claims of the wrong kind", () => {
    expect(readUserJWT(jwt({ name: 5, exp: "soon", sub: "UABC", nats: 3 }))).toEqual({ name: "UABC" });
  });
});

it("knows the form of a user's seed", () => {
  expect(isUserSeed(seed)).toBe(true);
  expect(isUserSeed(` ${seed}\n`)).toBe(true);
  expect(isUserSeed(seed.replace("SU", "SA"))).toBe(false);
  expect(isUserSeed(seed.slice(1))).toBe(false);
});

it("shortens a key so that it can still be told from another", () => {
  expect(shortKey(account.account)).toBe("ADSH…B3KQ");
  expect(shortKey("$G")).toBe("$G");
});
