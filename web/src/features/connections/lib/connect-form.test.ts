import { describe, expect, it } from "vitest";
import { credsFile, seed } from "@/testing/fixtures";
import { type ConnectValues, checkConnect, connectField, emptyForm, toConnectRequest } from "./connect-form";

const form = (over: Partial<ConnectValues>): ConnectValues => ({ ...emptyForm, url: "nats://a:4222", ...over });

const cert = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const key = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n";

describe("toConnectRequest", () => {
  it("sends only what the chosen kind needs, whatever else was typed", () => {
    expect(toConnectRequest(form({ auth: "token", token: "t", username: "u", password: "p", nkeySeed: seed }))).toEqual(
      {
        url: "nats://a:4222",
        token: "t",
      },
    );
  });

  it.each<[Partial<ConnectValues>, object]>([
    [{ auth: "none" }, {}],
    [
      { auth: "user", username: "u", password: "p" },
      { username: "u", password: "p" },
    ],
    [{ auth: "nkey", nkeySeed: ` ${seed} ` }, { nkey_seed: seed }],
    [{ auth: "creds", creds: { text: credsFile({ name: "x" }) } }, { creds: credsFile({ name: "x" }) }],
    [
      { auth: "jwt", jwt: { text: "a.b.c\n" }, seed },
      { jwt: "a.b.c", seed },
    ],
    [{ auth: "tls", cert: { text: cert }, key: { text: key } }, { tls: { cert, key } }],
    [{ ca: { text: cert }, tlsFirst: true, serverName: " n " }, { tls: { ca: cert, first: true, server_name: "n" } }],
    [
      { name: " eu ", environment: "production", readOnly: true },
      { name: "eu", environment: "production", read_only: true },
    ],
    [{ jetstream: "domain", jetstreamDomain: "hub", jetstreamPrefix: "x" }, { jetstream_domain: "hub" }],
    [
      { jetstream: "prefix", jetstreamPrefix: "JS.x.API", inboxPrefix: "_I" },
      { jetstream_api_prefix: "JS.x.API", inbox_prefix: "_I" },
    ],
  ])("%j", (values, request) => expect(toConnectRequest(form(values))).toEqual({ url: "nats://a:4222", ...request }));

  it("sends host and port instead of a URL", () => {
    expect(toConnectRequest(form({ address: "host", host: " a ", port: "" }))).toEqual({ host: "a", port: 4222 });
  });
});

describe("checkConnect", () => {
  it("finds nothing wrong with the simplest connection", () => expect(checkConnect(form({}))).toEqual({}));

  it.each<[Partial<ConnectValues>, keyof ConnectValues]>([
    [{ url: "" }, "url"],
    [{ address: "host", host: "" }, "host"],
    [{ address: "host", host: "a", port: "70000" }, "port"],
    [{ address: "host", host: "a", port: "x" }, "port"],
    [{ auth: "user" }, "username"],
    [{ auth: "token" }, "token"],
    [{ auth: "nkey", nkeySeed: "SA" }, "nkeySeed"],
    [{ auth: "creds" }, "creds"],
    [{ auth: "creds", creds: { text: "nonsense" } }, "creds"],
    [{ auth: "jwt", seed }, "jwt"],
    [{ auth: "tls", cert: { text: cert } }, "key"],
    [{ key: { text: key } }, "cert"],
    [{ ca: { text: "nonsense" } }, "ca"],
    [{ cert: { text: cert }, key: { text: key.replaceAll("PRIVATE", "ENCRYPTED PRIVATE") } }, "key"],
    [{ jetstream: "domain", jetstreamDomain: "a.b" }, "jetstreamDomain"],
    [{ jetstream: "prefix", jetstreamPrefix: "JS.>" }, "jetstreamPrefix"],
    [{ inboxPrefix: "a b" }, "inboxPrefix"],
  ])("%j is wrong at %s", (values, field) => expect(Object.keys(checkConnect(form(values)))).toEqual([field]));
});

it("knows the field behind a problem's location", () => {
  expect(connectField("body.url")).toBe("url");
  expect(connectField("body.tls.ca")).toBe("ca");
  expect(connectField("body.nkey_seed")).toBe("nkeySeed");
  expect(connectField("body.something")).toBeUndefined();
});
