import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/axe";
import { expect } from "../support/guarded";
import { natsClient } from "../support/nats-client";
import { type NATS, test } from "../support/real";

// Subjects and streams followed: a burst that is faster than any page, a server that dies under it, and all by keyboard.

test.use({ allowConsole: [/Failed to load resource|WebSocket connection to/] });

async function connect(page: Page, url: string, server: NATS) {
  await page.goto(url);
  await page.getByRole("textbox", { name: "Server" }).fill(server.url);
  await page.getByRole("textbox", { name: "Server" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  return page.url();
}

const figure = async (page: Page, term: string) => {
  const figures = page.getByRole("region", { name: "Figures" });
  const text = await figures.getByText(term, { exact: true }).locator("..").textContent();
  return Number(/[\d,]+/.exec((text ?? "").replace(term, ""))?.[0]?.replaceAll(",", ""));
};

const numbered = (subject: string, from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ subject, data: `message ${from + index}`.padEnd(128) }));

test("a burst is shown or counted, to the last message", async ({ page, heynats, nats }) => {
  const server = await nats("");
  const { url } = await heynats();
  const connection = await connect(page, url, server);
  await page.goto(`${connection}/live`);
  await expectAccessible(page);
  await page.getByRole("combobox", { name: "Subject" }).fill("burst.>");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Nothing has come yet")).toBeVisible();

  const client = await natsClient(server.port);
  const count = 200_000;
  for (let from = 0; from < count; from += 20_000) await client.publish(numbered("burst.one.two", from, 20_000));
  await expect(page.getByText("message 199999")).toBeVisible({ timeout: 30_000 });
  await expect(async () => expect(await figure(page, "Produced")).toBe(count)).toPass();
  await expect(async () => {
    expect((await figure(page, "Received")) + (await figure(page, "Dropped"))).toBe(count);
  }).toPass();
  const kept = await figure(page, "Kept");
  expect(kept).toBeLessThanOrEqual(100_000);
  expect(kept).toBeGreaterThan(0);
  await expectAccessible(page);

  // All by keyboard: up two, open, look at the one before, close, filter, empty.
  await page.keyboard.press("k");
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  const inspector = page.getByRole("complementary", { name: /Inspector/ });
  await expect(inspector).toContainText("message 199998");
  await page.keyboard.press("k");
  await expect(inspector).toContainText("message 199997");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(inspector).toBeHidden();
  await page.keyboard.press("/");
  await page.keyboard.type("/19999\\d/");
  await expect(page.getByText(/^10 of/)).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("c");
  await expect(page.getByText("Nothing has come yet")).toBeVisible();
  client.close();
});

test("a server that dies leaves a gap in a subject and none in a stream", async ({ page, heynats, nats }, info) => {
  const config = `jetstream: { store_dir: "${info.outputPath("store")}" }`;
  const server = await nats(config);
  const before = await natsClient(server.port);
  await before.js("STREAM.CREATE.ORDERS", { name: "ORDERS", subjects: ["orders.>"], storage: "file" });
  await before.store(numbered("orders.eu", 1, 20));
  const { url } = await heynats();
  const connection = await connect(page, url, server);

  await page.goto(`${connection}/live?subject=talk`);
  await expect(page.getByText("Nothing has come yet")).toBeVisible();
  await before.publish(numbered("talk", 1, 3));
  await expect(page.getByText("message 3")).toBeVisible();
  await page.getByRole("link", { name: "Follow another" }).click();
  await page.getByRole("radio", { name: "Stream" }).click();
  await page.getByRole("combobox", { name: "Stream" }).fill("ORDERS");
  await page.keyboard.press("Escape");
  await page.getByRole("radio", { name: "Last" }).click();
  await page.getByRole("textbox", { name: "How many" }).fill("5");
  await page.getByRole("button", { name: "Follow", exact: true }).click();
  await expect(page.getByRole("row")).toHaveCount(5);
  await expect(page.getByRole("row").first()).toContainText("16");

  before.close();
  await server.stop("SIGKILL");
  await expect(page.getByText("Reconnecting.")).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
  const again = await nats(config, { port: server.port });
  const after = await natsClient(again.port);
  await after.store(numbered("orders.eu", 21, 4));
  await expect(page.getByRole("row")).toHaveCount(9, { timeout: 30_000 });
  for (const [index, row] of (await page.getByRole("row").all()).entries())
    await expect(row).toContainText(`message ${16 + index}`);

  // The other tail went on meanwhile.
  await page.getByRole("navigation", { name: "Followed" }).getByRole("link", { name: /talk/ }).click();
  await expect(page.getByText(/The link to NATS was lost for/)).toBeVisible();
  await after.publish(numbered("talk", 4, 1));
  await expect(page.getByText("message 4")).toBeVisible();
  await expectAccessible(page);

  // Elsewhere it goes on in the dock, and a reload brings it back.
  await page.getByRole("link", { name: "Account" }).click();
  const dock = page.getByRole("region", { name: "Dock" });
  await dock.getByRole("button", { name: /^talk/ }).click();
  await after.publish(numbered("talk", 5, 1));
  await expect(dock.getByText("message 5")).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByRole("link", { name: /^2 live/ })).toBeVisible();
  await dock.getByRole("button", { name: /^talk/ }).click();
  await after.publish(numbered("talk", 6, 1));
  await expect(dock.getByText("message 6")).toBeVisible();
  after.close();
});

test("on a phone, below a base path", async ({ page, heynats, nats }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const server = await nats("");
  const { url } = await heynats("--base-path", "/tools/nats");
  await page.goto(url);
  await page.getByRole("textbox", { name: "Server" }).fill(server.url);
  await page.getByRole("textbox", { name: "Server" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  await page.goto(`${page.url()}/live?subject=${encodeURIComponent("größe.>")}`);
  await expect(page.getByText("Nothing has come yet")).toBeVisible();
  const client = await natsClient(server.port);
  await client.publish([{ subject: "größe.<b>", data: "<img src=x onerror=alert(1)>", headers: { A: ["1", "2"] } }]);
  await page.getByText("<img src=x onerror=alert(1)>").click();
  const inspector = page.getByRole("complementary", { name: /Inspector/ });
  await expect(inspector).toContainText("Headers 2");
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  client.close();
});
