import { describe, expect, it } from "vitest";
import { fileName } from "./file-name";
import { payloadBytes } from "./from-api";
import { hexRow, hexRowCount, hexText } from "./hex";
import { momentOf } from "./moments";
import { atOnce, inSlices, type Work } from "./slices";
import { forSeeds, utf8 } from "./testing/random";

describe("the name to save under", () => {
  it("is the subject's, with the ending of the format", () => {
    expect(fileName("orders.eu.failed 188338103", "json")).toBe("orders.eu.failed 188338103.json");
    expect(fileName("checkout.limits.eu.json", "json")).toBe("checkout.limits.eu.json");
    expect(fileName("", "binary")).toBe("payload.bin");
  });

  it("is never a path, a hidden file, a device or a trick", () => {
    expect(fileName("../../etc/passwd", "text")).toBe("etc-passwd.txt");
    expect(fileName("C:\\Windows\\x", "text")).toBe("C-Windows-x.txt");
    expect(fileName(".bashrc", "text")).toBe("bashrc.txt");
    expect(fileName("con", "text")).toBe("_con.txt");
    expect(fileName("invoice\u202efdp", "gzip")).toBe("invoice-fdp.gz");
    expect(fileName("a".repeat(500), "cbor")).toHaveLength(105);
    forSeeds(300, (random) => {
      expect(fileName(`${random.text(20)}${random.of(["/", "..", ""])}`, "json")).not.toMatch(
        /[/\\<>:"|?*\p{Cc}\p{Cf}]|^\./u,
      );
    });
  });
});

describe("times in values", () => {
  it("are seen in ISO 8601 and in counts since 1970", () => {
    const time = "2026-11-22T14:32:07.884Z";
    const ms = Date.parse(time);
    for (const spelled of [
      time,
      String(ms),
      `${ms}000`,
      `${ms}000000`,
      "2026-11-22T15:32:07.884+01:00",
      "1795357927.884",
    ])
      expect(momentOf(spelled)?.toISOString(), spelled).toBe(time);
    expect(momentOf("1795357927")?.toISOString()).toBe("2026-11-22T14:32:07.000Z");
  });

  it("are not seen in what only looks like one", () => {
    for (const spelled of [
      "2026-11-22",
      "2026-13-45T99:99:99Z",
      "2026-11-22T14:32:07",
      "249.9",
      "0000000001",
      "9999999999999",
      "ord_1795357927",
      "",
    ])
      expect(momentOf(spelled), spelled).toBeUndefined();
  });
});

describe("a hex dump", () => {
  it("shows where, what, and what it is in ASCII", () => {
    const bytes = utf8('{"order_id":"ord_01é"}');
    expect(hexRow(bytes, 0, 16)).toEqual({
      offset: "00000000",
      hex: "7b 22 6f 72 64 65 72 5f  69 64 22 3a 22 6f 72 64",
      ascii: '{"order_id":"ord',
    });
    expect(hexRow(bytes, 1, 16)).toEqual({
      offset: "00000010",
      hex: "5f 30 31 c3 a9 22 7d                            ",
      ascii: '_01.."}',
    });
    expect(hexRow(bytes, 0, 16).hex).toHaveLength(hexRow(bytes, 1, 16).hex.length);
    expect(hexRowCount(bytes.length, 8)).toBe(3);
  });

  it("is copied sixteen bytes a line", () => {
    expect(atOnce(hexText(Uint8Array.from({ length: 18 }, (_, i) => i)))).toBe(
      "00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f\n10 11",
    );
  });
});

describe("what the API sends", () => {
  it("becomes the bytes that were stored", () => {
    expect([...payloadBytes({ data: "é", encoding: "utf8" })]).toEqual([0xc3, 0xa9]);
    expect([...payloadBytes({ data: "H4sI/w==", encoding: "base64" })]).toEqual([0x1f, 0x8b, 0x08, 0xff]);
  });
});

describe("work in slices", () => {
  function* count(to: number): Work<number> {
    for (let i = 0; i < to; i++) yield;
    return to;
  }

  it("comes to the same end, with room in between", async () => {
    let turns = 0;
    let done = false;
    const spin = () => {
      turns++;
      if (!done) setTimeout(spin, 0);
    };
    spin();
    expect(await inSlices(count(20_000), undefined, 0)).toBe(20_000);
    done = true;
    expect(turns).toBeGreaterThan(1);
    expect(atOnce(count(5))).toBe(5);
  });

  it("can be stopped", async () => {
    const abort = new AbortController();
    const endless = inSlices(count(Number.POSITIVE_INFINITY), abort.signal, 1);
    abort.abort();
    await expect(endless).rejects.toThrow("aborted");
  });
});
