import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/axe";
import { expect } from "../support/guarded";
import { test } from "../support/real";

// What a person publishes and asks, against a real server: the streams of the playground take it.

async function openPlayground(page: Page, url: string): Promise<string> {
  await page.goto(url);
  await page.getByRole("button", { name: "Open Playground" }).click();
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  return page.url().replace(/\/$/, "");
}

const payload = (page: Page) => page.getByRole("textbox", { name: "Payload" });
const subject = (page: Page) => page.getByRole("combobox", { name: "Subject" });

test("a message is written and published by keyboard, stored, found in the stream, and taken up again", async ({
  page,
  heynats,
}) => {
  const { url } = await heynats("--demo");
  await openPlayground(page, url);
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await expect(page.getByRole("heading", { name: "Publish", level: 1 })).toBeVisible();
  await subject(page).fill("ord");
  await expect(page.getByRole("option", { name: "orders.*.*" })).toBeVisible();
  await subject(page).fill("orders.eu.created");
  const beside = page.getByRole("region", { name: "Where it goes, and what was published before" });
  await expect(beside).toContainText("ORDERS keeps it");

  await payload(page).click();
  await page.keyboard.type('{"order":1,');
  await expect(page.getByText(/^Not JSON: line 1/)).toBeVisible();
  await page.keyboard.type('"note":"by hand"}');
  await expect(page.getByText("Valid JSON")).toBeVisible();
  await page.getByRole("button", { name: "Format" }).click();
  await page.getByRole("button", { name: "Add a header" }).click();
  await page.keyboard.type("Trace");
  await page.keyboard.press("Tab");
  await page.keyboard.type("a-1");
  await page.getByRole("button", { name: /^Stream/ }).click();
  await page.getByRole("checkbox", { name: /Wait until a stream acknowledges it/ }).click();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Stored", { exact: true })).toBeVisible();
  await expect(beside.getByRole("button", { name: /^orders\.eu\.created/ })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: /^Look at/ }).click();
  const inspector = page.getByRole("complementary").filter({ hasText: "Trace" });
  await expect(inspector).toContainText("a-1");
  await expect(inspector).toContainText("by hand");
  await page.goBack();
  await beside.getByRole("button", { name: /^orders\.eu\.created/ }).click();
  await expect(payload(page)).toContainText("by hand");
});

test("many are published and counted; one that the stream refuses is refused in the server's words", async ({
  page,
  heynats,
}) => {
  const { url } = await heynats("--demo");
  const base = await openPlayground(page, url);
  await page.goto(`${base}/publish?subject=orders.eu.created`);
  await page.getByRole("button", { name: /^Repeat and fill in/ }).click();
  await page.getByLabel("How many").fill("250");
  await page.getByRole("button", { name: /^Stream/ }).click();
  await page.getByRole("checkbox", { name: /Wait until a stream acknowledges it/ }).click();
  await page.getByRole("button", { name: "Publish 250 messages" }).click();
  await expect(page.getByText("250 published")).toBeVisible();

  await page.getByLabel("How many").fill("1");
  await page.getByLabel("Only if its last sequence is", { exact: true }).fill("1");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("It was not published")).toBeVisible();
  await expect(page.getByText(/wrong last sequence/).first()).toBeVisible();
  await expectAccessible(page);
});

test("a file is checked before its first line is sent, and then published", async ({ page, heynats }) => {
  const { url } = await heynats("--demo");
  const base = await openPlayground(page, url);
  await page.goto(`${base}/publish?view=file`);
  const drop = async (text: string) => {
    await page.locator('input[type="file"]').setInputFiles({
      name: "orders.ndjson",
      mimeType: "application/x-ndjson",
      buffer: Buffer.from(text),
    });
  };
  const line = '{"subject":"orders.eu.created","jetstream":true}\n';
  await drop(`${line}{"subject":"orders.*"}\n`);
  await page.getByRole("button", { name: "Publish 2 messages" }).click();
  await expect(page.getByText(/Line 2: A message goes to one subject/)).toBeVisible();
  await expect(page.getByText("0 of 2 are published")).toBeVisible();
  await drop(line.repeat(3));
  await page.getByRole("button", { name: "Publish 3 messages" }).click();
  await expect(page.getByText("3 published")).toBeVisible();
  await expectAccessible(page);
});

test("a request has its reply with the time it took, and nobody listening is said", async ({ page, heynats }) => {
  const { url } = await heynats("--demo");
  await openPlayground(page, url);
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await subject(page).fill("$JS.API.INFO");
  await page.getByRole("checkbox", { name: /To a subject of NATS itself/ }).click();
  await page.getByLabel("Times").fill("20");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("20 requests sent.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Payload of reply 1", exact: true })).toContainText(
    "account_info_response",
  );
  await page.getByRole("button", { name: "Table of Latency of first replies" }).click();
  await expect(page.getByRole("table")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Times").fill("1");
  await subject(page).fill("nobody.home");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Nobody is listening", { exact: true })).toBeVisible();
});
