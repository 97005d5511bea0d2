import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/axe";
import { test } from "../support/design-page";
import { expect } from "../support/guarded";

const lines = (page: Page, name: string) => page.getByRole("region", { name: `${name}, line by line` });
const revisions = "Stored 43 to yours";
const config = "ORDERS, now to ORDERS, as edited";

test.beforeEach(async ({ page, design }) => {
  await page.goto(`${design}#diff`);
  await expect(lines(page, revisions)).toBeVisible();
});

test("says with signs and words what was added and removed, not with colour alone", async ({ page }) => {
  await expect(lines(page, revisions)).toContainText('3−Removed:   "max_order_total": 2500,');
  await expect(lines(page, revisions)).toContainText('3+Added:   "max_order_total": 3000,');
  await page.getByRole("radio", { name: "41 → yours" }).click();
  await expect(lines(page, "41 to yours")).toContainText('Added:   "max_items": 60,');
});

test("stands side by side where there is room", async ({ page }) => {
  await page.getByRole("radio", { name: "Side by side" }).first().click();
  const [before, after] = [page.getByText("2500").first(), page.getByText("3000").first()];
  const [left, right] = [await before.boundingBox(), await after.boundingBox()];
  expect(left?.y).toBe(right?.y);
  expect(right?.x).toBeGreaterThan((left?.x ?? 0) + 300);
  await expectAccessible(page);
  await page.setViewportSize({ width: 800, height: 900 });
  await expect(page.getByRole("radio", { name: "Side by side" })).toHaveCount(0);
  expect((await before.boundingBox())?.y).not.toBe((await after.boundingBox())?.y);
});

test("goes from change to change and unfolds, by keyboard", async ({ page }) => {
  const region = lines(page, config);
  await region.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press("n");
  await expect(region.getByText("platform-")).toBeInViewport();
  await page.keyboard.press("n");
  await expect(region.getByText("store-999")).toBeInViewport();
  await page.keyboard.press("Tab");
  await expect(region.getByRole("button").first()).toBeFocused();
  const words = (await region.getByRole("button").first().textContent()) ?? "";
  await page.keyboard.press("Enter");
  await expect(region.getByRole("button", { name: words })).toHaveCount(0);
  await expectAccessible(page);
});

test("finds many changes in a worker of its own", async ({ page }) => {
  const worker = page.waitForEvent("worker");
  await page.getByRole("button", { name: "Compare 1,200 changes" }).click();
  expect((await worker).url()).toMatch(/edit\.worker/);
  const difference = page.getByRole("region", { name: "Difference, telemetry 1 to telemetry 2" });
  await expect(difference).toContainText("+1,200", { timeout: 20_000 });
  await expect(difference.getByRole("status")).toHaveText("1,200 changes");
});

test("gives up in a while on what is too different, and still shows it", async ({ page }) => {
  await page.getByRole("button", { name: "Compare 60,000 lines" }).click();
  await expect(page.getByText("Too different to compare line by line.")).toBeVisible({ timeout: 20_000 });
  const region = lines(page, "telemetry 1 to telemetry 2");
  await region.focus();
  await page.keyboard.press("End");
  await expect(region).toContainText("30000+Added: ");
  await expectAccessible(page);
});
