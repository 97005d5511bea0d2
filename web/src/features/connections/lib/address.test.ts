import { describe, expect, it } from "vitest";
import { checkUrls, normaliseUrls, shortUrls, splitUserinfo } from "./address";

describe("checkUrls", () => {
  it.each([
    "nats://127.0.0.1:4222",
    "demo.nats.io",
    "localhost:4222",
    "tls://a:4222, tls://b:4222",
    "wss://edge.example/nats",
    "nats://[::1]:4222",
  ])("takes %s", (text) => expect(checkUrls(text)).toBeUndefined());

  it("asks for an address", () => expect(checkUrls("  ")).toMatch(/Say where/));
  it("names the scheme that is none", () => expect(checkUrls("http://a:4222")).toMatch(/http:\/\/ is no NATS address/));
  it("names the address that is none", () =>
    expect(checkUrls("nats://a:4222,nats://:99999")).toMatch(/nats:\/\/:99999/));
});

it("adds the scheme that was left out", () => {
  expect(normaliseUrls("demo:4222, tls://b")).toBe("nats://demo:4222,tls://b");
});

describe("splitUserinfo", () => {
  it("takes user and password out of every address", () => {
    expect(splitUserinfo("nats://maria:s%20ecret@a:4222,nats://maria:s%20ecret@b:4222")).toEqual({
      urls: "nats://a:4222,nats://b:4222",
      username: "maria",
      password: "s ecret",
    });
  });

  it("takes what has no colon for a token", () => {
    expect(splitUserinfo("nats://s3cr3t@a")).toEqual({ urls: "nats://a", token: "s3cr3t" });
  });

  it("leaves an address without any alone", () => expect(splitUserinfo("nats://a:4222")).toBeUndefined());
});

it("says how many more there are", () => {
  expect(shortUrls(["nats://a", "nats://b", "nats://c"])).toBe("nats://a, +2");
  expect(shortUrls(["nats://a"])).toBe("nats://a");
});
