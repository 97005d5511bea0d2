import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/axe";
import { expect } from "../support/guarded";
import { test } from "../support/real";

// Streams made, changed and deleted over a real server.

async function openPlayground(page: Page, url: string): Promise<string> {
  await page.goto(url);
  await page.getByRole("button", { name: "Open Playground" }).click();
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  return `${page.url()}/streams`;
}

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const dialog = (page: Page) => page.getByRole("alertdialog");

async function confirm(page: Page, name: string, button: RegExp) {
  const box = dialog(page).getByRole("textbox", { name: "Type the stream’s name" });
  await box.fill(name);
  await dialog(page).getByRole("button", { name: button }).click();
  await expect(dialog(page)).toBeHidden();
}

async function choose(page: Page, stream: string, item: string) {
  await page.getByRole("button", { name: `More for ${stream}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
  await expect(dialog(page)).toBeVisible();
}

test("a stream is made from the form, edited as JSON, and the server's refusal stands at its field", async ({
  page,
  heynats,
}) => {
  const { url } = await heynats("--demo");
  const streams = await openPlayground(page, url);
  await page.goto(streams.replace(/streams$/, "new-stream"));
  await field(page, "Name").fill("INVOICES");
  await field(page, "Subjects").fill("invoices.>");
  await field(page, "Replicas").fill("3"); // the playground is one server
  await page.getByRole("button", { name: "Create stream" }).click();
  await expect(page.getByText("INVOICES was not created")).toBeVisible();
  await expect(page.getByText("10074")).toBeVisible();
  await expectAccessible(page);
  await field(page, "Replicas").fill("1");
  await page.getByRole("button", { name: "Create stream" }).click();
  await expect(page).toHaveURL(/\/streams\/INVOICES$/);

  await page.goto(`${streams}/INVOICES/edit?view=json`);
  const code = page.getByRole("textbox", { name: "Configuration as JSON" });
  await code.getByText('"max_msgs"').click();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft"); // before the comma
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("5000");
  await page.getByRole("button", { name: "Review 1 change" }).click();
  await expect(page.getByRole("region", { name: "In words" })).toContainText("5,000");
  await page.getByRole("button", { name: "Save INVOICES" }).click();
  await expect(page).toHaveURL(/\/configuration$/);
  await expect(page.getByRole("region", { name: "Limits" })).toContainText("5,000");
});

test("two people edit the same stream, and nothing of either is lost", async ({ page, heynats }) => {
  const { url } = await heynats("--demo");
  const streams = await openPlayground(page, url);
  const other = await page.context().newPage();
  for (const one of [page, other]) {
    await one.goto(`${streams}/RETURNS/edit`);
    await expect(field(one, "Description")).toBeVisible();
  }
  await field(other, "Description").fill("Theirs");
  await field(other, "Age").fill("48h");
  await field(page, "Age").fill("72h");
  await field(page, "Messages per subject").fill("7");
  await other.getByRole("button", { name: "Review 2 changes" }).click();
  await other.getByRole("button", { name: "Save RETURNS" }).click();
  await expect(other).toHaveURL(/\/configuration$/);
  await other.close();

  // Whether the page has noticed by itself meanwhile or hears it from the server, it ends in the same place.
  const both = page.getByRole("region", { name: "Both of you changed" });
  const compare = page.getByRole("button", { name: "Compare" });
  await page.getByRole("button", { name: "Review 2 changes" }).click();
  await page.getByRole("button", { name: "Save RETURNS" }).or(compare).first().click();
  if (await dialog(page).isVisible()) await confirm(page, "RETURNS", /^Save/);
  await expect(both.or(compare).first()).toBeVisible();
  if (await compare.isVisible()) await compare.click();
  await expect(both).toContainText("3d");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Go on with both" }).click();
  await page.getByRole("button", { name: "Save RETURNS" }).click();
  await expect(page).toHaveURL(/\/configuration$/);
  const limits = page.getByRole("region", { name: "Limits" });
  await expect(limits).toContainText("3d");
  await expect(limits).toContainText("Messages per subjectmax_msgs_per_subject7");
  await expect(page.getByRole("region", { name: "What it keeps" })).toContainText("Theirs");
});

test("a purge by subject says what it hits, and hits only that", async ({ page, heynats }) => {
  const { url } = await heynats("--demo");
  const streams = await openPlayground(page, url);
  await page.goto(`${streams}/ORDERS/configuration`);
  await choose(page, "ORDERS", "Purge…");
  await dialog(page).getByLabel("Only of subject").fill("orders.eu.>");
  await expect(dialog(page)).toContainText(/\d+ messages? on orders\.eu\.>/);
  await expect(dialog(page)).toContainText("ORDERS_COPY mirrors it and keeps its copy");
  await expectAccessible(page);
  await confirm(page, "ORDERS", /^Purge/);
  await expect(page.getByText(/\d+ messages? of ORDERS (is|are) purged/)).toBeVisible();
});

test("a stream is backed up, deleted, restored and sealed", async ({ page, heynats }, info) => {
  const { url } = await heynats("--demo");
  const streams = await openPlayground(page, url);
  await page.goto(`${streams}/AUDIT/configuration`);
  await choose(page, "AUDIT", "Back up…");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog(page).getByRole("button", { name: "Download" }).click(),
  ]);
  const file = info.outputPath("AUDIT.tar");
  await download.saveAs(file);
  expect((await readFile(file)).subarray(0, 11).toString()).toBe("backup.json");
  await dialog(page).getByRole("button", { name: "Close" }).click();

  await choose(page, "AUDIT", "Delete…");
  await confirm(page, "AUDIT", /^Delete/);
  await expect(page).toHaveURL(/\/streams$/);

  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await page.getByLabel("Backup file").setInputFiles(file);
  await expect(dialog(page)).toContainText(/AUDIT\s*\d+ messages/);
  await dialog(page).getByRole("button", { name: "Restore", exact: true }).click();
  await dialog(page).getByRole("button", { name: "Open AUDIT" }).click();
  await expect(page).toHaveURL(/\/streams\/AUDIT$/);

  await choose(page, "AUDIT", "Seal…");
  await expect(dialog(page)).toContainText("for ever");
  await confirm(page, "AUDIT", /^Seal for good/);
  await page.goto(`${streams}/AUDIT/configuration`);
  await expect(page.getByRole("region", { name: "Protection" })).toContainText("Sealedsealedon");
});
