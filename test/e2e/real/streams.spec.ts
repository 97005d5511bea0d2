import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/axe";
import { expect } from "../support/guarded";
import { test } from "../support/real";

// Streams of the playground, and of servers that show none.

const row = (page: Page, name: string) => page.getByRole("row").filter({ has: page.getByText(name, { exact: true }) });

async function openPlayground(page: Page, url: string): Promise<string> {
  await page.goto(url);
  await page.getByRole("button", { name: "Open Playground" }).click();
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  return page.url();
}

async function connect(page: Page, url: string, server: string) {
  await page.goto(url);
  await page.getByRole("textbox", { name: "Server" }).fill(server);
  await page.getByRole("textbox", { name: "Server" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
}

test("a stream is found, looked at and followed to its origin by keyboard alone", async ({ page, heynats }) => {
  const { url } = await heynats("--demo");
  await openPlayground(page, url);
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  // A rate needs a second reading.
  await expect(row(page, "TELEMETRY")).toContainText("/s", { timeout: 30_000 });
  await expect(row(page, "REFUNDS")).toContainText("92%");
  await expectAccessible(page);

  await page.keyboard.press("/");
  await page.keyboard.type("copy");
  await expect(row(page, "TELEMETRY")).toBeHidden();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /ORDERS_COPY$/, level: 1 })).toBeVisible();
  await expect(page.getByRole("region", { name: /^Mirror/ })).toContainText("ORDERS");
  await expect(page.getByRole("region", { name: "Figures" })).toContainText("/s", { timeout: 30_000 });
  await expectAccessible(page);

  const lineage = page.getByRole("link", { name: "Lineage" });
  await lineage.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("table", { name: "Lineage" })).toContainText("is mirrored by");
  await page.getByRole("link", { name: "ORDERS", exact: true }).first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /\/ ORDERS$/, level: 1 })).toBeVisible();
});

test("any stream is one name away, and its subjects lead to their messages", async ({ page, heynats }) => {
  const { url } = await heynats("--demo", "--base-path", "/tools/nats");
  await openPlayground(page, `${url}/`);
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("paym");
  await expect(page.getByRole("option", { name: /^PAYMENTS/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /PAYMENTS$/, level: 1 })).toBeVisible();

  await page.getByRole("link", { name: /^Subjects/ }).click();
  const filter = page.getByRole("textbox", { name: "Filter, with * and >" });
  await filter.fill("payments");
  await page.getByRole("button", { name: "Show payments.>" }).click();
  const first = page.getByRole("grid", { name: "Subjects" }).getByRole("link").first();
  await expect(first).toContainText("payments.");
  await expect(first).toHaveAttribute("href", /^\/tools\/nats\/c\/.*\/messages\?subject=payments\./);
  await expectAccessible(page);
  await first.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/tools\/nats\/c\/[\w-]+\/streams\/PAYMENTS\/messages\?subject=payments\./);
});

test("sorting, filters and what is open survive a reload", async ({ page, heynats }) => {
  const { url } = await heynats("--demo");
  const home = await openPlayground(page, url);
  await page.goto(`${home}/streams`);
  await page
    .getByRole("columnheader", { name: /Messages/ })
    .getByRole("button")
    .first()
    .click();
  await expect(page).toHaveURL(/sort=-messages/);
  await page.getByRole("button", { name: "Kind any" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Key-value buckets" }).click();
  await page.keyboard.press("Escape");
  await expect(row(page, "TELEMETRY")).toBeHidden();
  await page.getByText("KV_config", { exact: true }).click();
  await expect(page.getByRole("complementary", { name: "Inspector: KV_config" })).toContainText("$KV.config.>");
  await page.reload();
  await expect(page.getByRole("complementary", { name: "Inspector: KV_config" })).toContainText("$KV.config.>");
  await expect(row(page, "TELEMETRY")).toBeHidden();
  await expect(page.getByRole("columnheader", { name: "Messages", exact: true })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
});

test("who may not list streams is told so, and so is who has no JetStream", async ({ page, heynats, nats }) => {
  const { url } = await heynats();
  const bare = await nats("");
  await connect(page, url, bare.url);
  await page.getByRole("link", { name: /^Streams/ }).click();
  await expect(page.getByRole("heading", { name: "No JetStream here" })).toBeVisible();

  const { url: target } = await nats(`
    jetstream: { store_dir: "${test.info().outputPath("store")}" }
    authorization: { users: [
      { user: maria, password: pw, permissions: { publish: { deny: "$JS.API.STREAM.>" } } }
    ] }`);
  await connect(page, url, target.replace("//", "//maria:pw@"));
  await page.getByRole("link", { name: /^Streams/ }).click();
  await expect(page.getByRole("heading", { name: "Streams are not visible to this connection" })).toBeVisible();
  await expectAccessible(page);
});
