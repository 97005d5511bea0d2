import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/axe";
import { expect } from "../support/guarded";
import { natsClient } from "../support/nats-client";
import { type NATS, test as real } from "../support/real";

// Messages of a real server: read, searched, sent, deleted, and only looked at.

const test = real.extend<{ server: NATS; client: Awaited<ReturnType<typeof natsClient>> }>({
  server: async ({ nats }, use) => {
    const store = test.info().outputPath("store");
    await use(await nats(`jetstream: { store_dir: "${store}" }\nmax_payload: 4MB`));
  },
  client: async ({ server }, use) => {
    const client = await natsClient(server.port);
    await use(client);
    client.close();
  },
});

/** Returns the address of the connection's streams. */
async function connect(page: Page, url: string, server: NATS): Promise<string> {
  await page.goto(url);
  await page.getByRole("textbox", { name: "Server" }).fill(server.url);
  await page.getByRole("textbox", { name: "Server" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  return `${page.url()}/streams`;
}

const rows = (page: Page, stream: string) =>
  page.getByRole("grid", { name: `Messages of ${stream}` }).getByRole("link");
const inspector = (page: Page, sequence: string) => page.getByRole("complementary", { name: `Inspector: ${sequence}` });

test("messages are read to both ends over deleted gaps, by sequence and by time, by keyboard alone", async ({
  page,
  heynats,
  server,
  client,
}) => {
  await client.js("STREAM.CREATE.GAPS", { name: "GAPS", subjects: ["gaps.>"], storage: "memory", allow_direct: true });
  const message = (_: unknown, index: number) => ({ subject: `gaps.${index % 3}`, data: `number ${index + 1}` });
  await client.store(Array.from({ length: 600 }, message));
  for (let seq = 201; seq <= 500; seq++) await client.js("STREAM.MSG.DELETE.GAPS", { seq, no_erase: true });
  const { message: stored } = await client.js("STREAM.MSG.GET.GAPS", { seq: 150 });
  const { url } = await heynats();
  const streams = await connect(page, url, server);
  await page.goto(`${streams}/GAPS/messages`);
  const sequences = rows(page, "GAPS");
  await expect(page.getByText("300 messages")).toBeVisible();
  await expect(sequences.first()).toHaveText("600");

  await page.keyboard.press("b");
  await expect(sequences.first()).toHaveText("1");
  await expect(page.getByRole("button", { name: "Older" })).toBeDisabled();
  await expect(page).toHaveURL(/from=first/);

  // In the middle of what was deleted: what is there next, and what was there before.
  await page.keyboard.press("n");
  await expect(page.getByRole("textbox", { name: "Sequence" })).toBeFocused();
  await page.keyboard.type("350");
  await page.keyboard.press("Enter");
  await expect(sequences.first()).toHaveText("501");
  await page.keyboard.press("[");
  await expect(sequences.filter({ hasText: /^200$/ })).toBeVisible();

  await page.keyboard.press("t");
  await expect(page.getByRole("textbox", { name: "Time" })).toBeFocused();
  await page.keyboard.type((stored as { time: string }).time);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/from=time/);
  // A moment is read to the millisecond, and several may be of the same.
  await expect(async () => {
    const first = Number(await sequences.first().textContent());
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThanOrEqual(150);
  }).toPass();

  await page.keyboard.press("e");
  await expect(sequences.first()).toHaveText("600");
  // What is stored now is offered, and not thrown between what one reads.
  await client.store([{ subject: "gaps.new", data: "the newest" }]);
  await expect(page.getByText("1 new", { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(sequences.first()).toHaveText("600");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(sequences.first()).toHaveText("601");
  await expectAccessible(page);
});

test("a search says how far it came, and goes on from there", async ({ page, heynats, server, client }) => {
  await client.js("STREAM.CREATE.LOG", { name: "LOG", subjects: ["log.>"], storage: "memory", allow_direct: true });
  const line = (index: number) => (index === 7 ? 'level=error user="Zoë"' : `level=info line=${index}`);
  await client.store(Array.from({ length: 15_000 }, (_, index) => ({ subject: "log.app", data: line(index + 1) })));
  const { url } = await heynats();
  const streams = await connect(page, url, server);
  await page.goto(`${streams}/LOG/messages?budget=10000`);
  await expect(page.getByText("15,000 messages")).toBeVisible();
  await page.keyboard.press("s");
  await page.keyboard.type("Zoë");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^10,000 of 15,000 messages were read/)).toBeVisible();
  await page.getByRole("button", { name: "Search further" }).click();
  await expect(page.getByText("Read 15,000, matched 1.")).toBeVisible();
  await expect(rows(page, "LOG")).toHaveText(["7"]);

  // An expression that is none is said at once, and one that is finds the same.
  await page.goto(`${streams}/LOG/messages?search=level%3Derr%28&mode=regexp`);
  await expect(page.getByText(/missing closing \)/)).toBeVisible();
  await page.goto(`${streams}/LOG/messages?search=level%3Derr%28or%29&mode=regexp`);
  await expect(rows(page, "LOG")).toHaveText(["7"]);
});

test("a large message is shown, sent as a link, copied, exported and deleted", async ({
  page,
  browser,
  heynats,
  server,
  client,
}) => {
  await client.js("STREAM.CREATE.FILES", {
    name: "FILES",
    subjects: ["files.>"],
    storage: "memory",
    allow_direct: true,
  });
  await client.js("STREAM.CREATE.COPIES", { name: "COPIES", subjects: ["copies.>"], storage: "memory" });
  const large = Buffer.alloc(2 * 1024 * 1024, "a line of a large file\n");
  await client.store([
    { subject: "files.text", data: large, headers: { "X-Tag": ["one", "two"], "Content-Type": ["text/plain"] } },
    { subject: "files.binary", data: Buffer.from([0, 255, 1, 254, 2, 253]) },
  ]);
  const { url } = await heynats();
  const streams = await connect(page, url, server);
  await page.goto(`${streams}/FILES/messages`);
  await rows(page, "FILES").filter({ hasText: /^1$/ }).click();
  const one = inspector(page, "1");
  await expect(one).toContainText("2 MiB");
  await expect(one).toContainText("two");
  await expect(one).toContainText("a line of a large file");
  await expectAccessible(page);

  const payload = page.waitForEvent("download");
  await one.getByRole("button", { name: "Download", exact: true }).click();
  await page.getByRole("link", { name: /^The payload/ }).click();
  expect((await readFile(await (await payload).path())).equals(large)).toBe(true);
  await page.keyboard.press("Escape");

  // Somebody else, without a session: they connect, and come out at the message.
  const link = page.url();
  const other = await (await browser.newContext()).newPage();
  await other.goto(link);
  await other.getByRole("textbox", { name: "Server" }).fill(server.url);
  await other.getByRole("textbox", { name: "Server" }).press("Enter");
  await expect(other).toHaveURL(/\/streams\/FILES\/messages\?.*open=1/);
  await expect(inspector(other, "1")).toContainText("a line of a large file");
  await other.context().close();

  // The same subject takes a tick; another one is taken at once.
  await one.getByRole("button", { name: "Publish a copy…" }).click();
  const copy = page.getByRole("dialog", { name: "Publish a copy of 1" });
  const send = copy.getByRole("button", { name: "Publish the copy" });
  await expect(send).toHaveAttribute("aria-disabled", "true");
  await copy.getByRole("textbox", { name: "To the subject" }).fill("copies.one");
  await expect(copy).toContainText("COPIES");
  await send.click();
  await expect(copy.getByText("COPIES has it as 1, on copies.one.")).toBeVisible();
  await copy.getByRole("button", { name: "Done" }).click();
  const copied = (await client.js("STREAM.MSG.GET.COPIES", { seq: 1 }))["message"] as { data: string; hdrs: string };
  expect(Buffer.from(copied.data, "base64").equals(large)).toBe(true);
  expect(Buffer.from(copied.hdrs, "base64").toString()).toMatch(/X-Tag: one\r\nX-Tag: two/);

  const file = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export messages" }).click();
  await page.getByRole("link", { name: "Save 2 messages" }).click();
  const lines = (await readFile(await (await file).path(), "utf8"))
    .trimEnd()
    .split("\n")
    .map((text) => JSON.parse(text));
  expect(lines).toHaveLength(3);
  expect(Buffer.from(lines[0].data).equals(large)).toBe(true);
  expect(lines[1]).toMatchObject({ sequence: 2, encoding: "base64", data: "AP8B/gL9" });

  await one.getByRole("button", { name: "Delete…" }).click();
  const gone = page.getByRole("alertdialog", { name: "Delete message 1" });
  await expect(gone.getByRole("textbox")).toBeFocused();
  await page.keyboard.type("1");
  await page.keyboard.press("Enter");
  await expect(gone).toBeHidden();
  await expect(rows(page, "FILES")).toHaveText(["2"]);
  await expect(client.js("STREAM.MSG.GET.FILES", { seq: 1 })).rejects.toThrow("no message found");
});

test("who looks at a work queue takes nothing from those who work", async ({ page, heynats, server, client }) => {
  await client.js("STREAM.CREATE.JOBS", {
    name: "JOBS",
    subjects: ["jobs.>"],
    storage: "memory",
    retention: "workqueue",
  });
  const config = { durable_name: "worker", ack_policy: "explicit" };
  await client.js("CONSUMER.DURABLE.CREATE.JOBS.worker", { stream_name: "JOBS", config });
  await client.store(
    Array.from({ length: 200 }, (_, index) => ({ subject: `jobs.${index % 2}`, data: `job ${index}` })),
  );
  // What a look must not change; the time of the answer is another one each time.
  const state = async () => {
    const { ts: _, ...consumer } = await client.js("CONSUMER.INFO.JOBS.worker");
    const { state: stream } = await client.js("STREAM.INFO.JOBS");
    return { consumer, stream };
  };
  const before = await state();

  const { url } = await heynats();
  const streams = await connect(page, url, server);
  await page.goto(`${streams}/JOBS/messages`);
  await expect(page.getByText("200 messages")).toBeVisible();
  await expect(page.getByText(/this is a work queue, looking takes nothing/)).toBeVisible();
  await page.keyboard.press("b");
  await expect(rows(page, "JOBS").first()).toHaveText("1");
  await page.goto(`${streams}/JOBS/messages?subject=jobs.1&search=job+3`);
  await expect(page.getByText("Read 100, matched 6.")).toBeVisible();
  await page.goto(`${streams}/JOBS/messages?open=5`);
  await expect(inspector(page, "5")).toContainText("job 4");
  await page.goto(`${streams}/JOBS/subjects`);
  await expect(page.getByRole("grid", { name: "Subjects" }).getByRole("link").first()).toContainText("jobs.");
  await page.goto(`${streams}/JOBS`);
  await expect(page.getByRole("heading", { name: /JOBS$/, level: 1 })).toBeVisible();
  expect(await state()).toEqual(before);
});
