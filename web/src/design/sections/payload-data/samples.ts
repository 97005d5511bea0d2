import { ExtData, encode as encodeMsgpack } from "@msgpack/msgpack";
import { Encoder } from "cbor-x/index-no-eval";

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** As it was published: one line, with a number that no JavaScript number holds and a member that stands twice. */
export const order = utf8(
  '{"order_id":"ord_01JD8Q4V2H","customer":"cus_2Jd8","currency":"EUR","total":249.90,"items":[{"sku":"LMP-OAK-40",' +
    '"quantity":1,"price":189.9},{"sku":"BLB-E27-2K","quantity":2,"price":30}],"payment":{"method":"card","network":"visa",' +
    '"attempt":2,"captured":false},"reason":"card_declined","ledger":9007199254740993,"failed_at":"2026-11-22T14:32:07.884Z",' +
    '"stored":1795357927884,"tags":[],"note":null,"note":"second of its name"}',
);

export const msgpack: Uint8Array = encodeMsgpack(
  {
    id: "van_4056",
    lat: 51.33082,
    lon: 12.54582,
    heading: 276,
    odometer: 18_446_744_073_709_551_615n,
    satellites: [4, 9, 13, 21],
    fix: new Date("2026-11-22T14:32:07.884Z"),
    frame: Uint8Array.of(0xde, 0xad, 0xbe, 0xef, 0x00, 0x10),
    vendor: new ExtData(17, Uint8Array.of(1, 2, 3, 4)),
    gap: Number.NaN,
    speed: 50,
  },
  { useBigInt64: true },
);

const cborEncoder = new Encoder({ mapsAsObjects: false, tagUint8Array: false, useRecords: false });
export const cbor: Uint8Array = cborEncoder.encode(
  new Map<unknown, unknown>([
    ["id", "locker_4445"],
    ["code", "E_DOOR_JAM"],
    ["box", 17],
    ["since", new Date("2026-11-22T14:31:52Z")],
    ["nothing", undefined],
    [
      "sensors",
      new Map<unknown, unknown>([
        [1, 5.5],
        [2, -4],
        [3, true],
      ]),
    ],
    ["signature", Uint8Array.from({ length: 32 }, (_, i) => (i * 37) & 0xff)],
  ]),
);

export const exportOfOrders = utf8(
  Array.from({ length: 900 }, (_, i) =>
    JSON.stringify({
      order_id: `ord_01JD8Q${(4_000 + i).toString(36).toUpperCase()}`,
      currency: i % 7 ? "EUR" : "GBP",
      total: 19.9 + (i % 90),
      items: [{ sku: "LMP-OAK-40", quantity: 1 + (i % 3) }],
      placed_at: new Date(Date.UTC(2026, 10, 22, 14, 32, i % 60)).toISOString(),
    }),
  ).join("\n"),
);

/** Text of people who know what a browser does with text. */
export const hostile = utf8(
  [
    "2026-11-22T14:32:07.884Z support: hello, my order is late",
    "<script>alert(1)</script> <img src=x onerror=alert(1)> &lt;b&gt;",
    "invoice_\u202efdp.exe   looks like a document, is a program",
    "pay\u200bpal.com   has a letter without width in it",
    "שלום עולם, 3 פריטים; then left to right again",
    "مرحبا: الطلب رقم 4445 متأخر",
    "zero \u0000 bell \u0007 escape \u001b[31mred\u001b[0m",
    "👩‍💻 and 日本語 and Grüße\tand a tab",
    "H̷̡̢̛͔̩̭̗̱̎̈́̊e̸̢̛̦̻͉̎̈́̿͠ ̶̡̛̼̻̣̾̓̚c̶̢̛̘̳̎̽o̵͎͒m̷̱̈́e̶̪̿s̸̬̔ stays in its line",
    `one long line: ${"all work and no play makes a dull log ".repeat(120)}`,
  ].join("\n"),
);

export const latin1 = latin("Lieferung nach München, Köln und Nürnberg\nStraße 12\nbezahlt: 249,90 £\n");

export const broken = utf8('{\n  "order_id": "ord_01JD8Q4V2H",\n  "total": 249.9,\n  "items": [],\n}\n');

export const image = Uint8Array.of(
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d],
  ...latin("IHDR"),
  ...Array.from({ length: 400 }, (_, i) => (i * i * 31 + 7) & 0xff),
);

/** Packs bytes as a publisher would. */
export async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new CompressionStream("gzip");
  const writer = stream.writable.getWriter();
  const packed = new Response(stream.readable).arrayBuffer();
  await writer.write(Uint8Array.from(bytes));
  await writer.close();
  return new Uint8Array(await packed);
}
