import { describe, expect, it } from "vitest";
import { type CliConnection, credentialsNote, natsCli } from "./cli";
import { shellLine } from "./shell";

const euProd: CliConnection = { urls: ["tls://n1.eu.lumen.shop:4222", "tls://n2.eu.lumen.shop:4222"], auth: "none" };
const line = (over: Partial<CliConnection>, names = ["ORDERS"]) =>
  shellLine(natsCli({ ...euProd, ...over }, ["stream", "info"], names), "sh");
const server = "nats --server tls://n1.eu.lumen.shop:4222,tls://n2.eu.lumen.shop:4222";

describe("natsCli", () => {
  it.each<[CliConnection["auth"], string]>([
    ["none", ""],
    ["creds", " --creds FILE"],
    ["jwt", " --creds FILE"],
    ["nkey", " --nkey FILE"],
    ["tls", " --tlscert CERTIFICATE --tlskey KEY"],
    ["user", " --user USER"],
    ["token", ""],
  ])("with %s leaves places for what it does not know", (auth, flags) => {
    expect(line({ auth })).toBe(`${server}${flags} stream info ORDERS`);
  });

  it("says whose connection it is, and where in JetStream", () => {
    expect(line({ auth: "user", user: "maria", jetstream_domain: "hub", inbox_prefix: "_INBOX_maria" })).toBe(
      `${server} --user maria --js-domain hub --inbox-prefix _INBOX_maria stream info ORDERS`,
    );
    expect(line({ jetstream_api_prefix: "$JS.hub.API" })).toBe(
      `${server} --js-api-prefix '$JS.hub.API' stream info ORDERS`,
    );
  });

  it("keeps a name a name when it looks like a flag or a file of arguments", () => {
    expect(line({}, ["--force"])).toBe(`${server} stream info -- --force`);
    expect(line({}, ["@orders"])).toBe(`${server} stream info -- @orders`);
    expect(line({ auth: "user", user: "-x" })).toBe(`${server} --user=-x stream info ORDERS`);
  });
});

it("says for every kind of credentials what is missing", () => {
  expect(credentialsNote("none")).toBeUndefined();
  for (const auth of ["creds", "jwt", "nkey"] as const) expect(credentialsNote(auth)).toContain("FILE");
  expect(credentialsNote("user")).toContain("NATS_PASSWORD");
  expect(credentialsNote("token")).toContain("NATS_USER");
  expect(credentialsNote("tls")).toContain("KEY");
});
