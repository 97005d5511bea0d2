import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/axe";
import { test } from "../support/design-page";
import { expect } from "../support/guarded";

const dialog = (page: Page) => page.getByRole("alertdialog");
const red = (page: Page) => dialog(page).getByRole("button", { name: /^Purge/ });

test.beforeEach(async ({ page, design }) => {
  await page.goto(`${design}#confirm`);
  await expect(page.getByRole("button", { name: "Purge…" })).toBeVisible();
});

test("takes the name, exactly, for a yes", async ({ page }) => {
  await page.getByRole("button", { name: "Purge…" }).click();
  await expect(dialog(page).getByRole("textbox")).toBeFocused();
  await page.keyboard.type("payments");
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toContainText("Only capitals are different from PAYMENTS.");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "Purge…" })).toBeFocused();

  await page.keyboard.press("Enter");
  await page.keyboard.type("PAYMENTS");
  await expect(red(page)).toHaveText("Purge 61,402 messages");
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByText("Purged", { exact: true })).toBeVisible();
});

test("stays open while the request is out, and shows the refusal", async ({ page }) => {
  await page.getByRole("button", { name: "to be refused" }).click();
  await page.keyboard.type("PAYMENTS");
  await page.keyboard.press("Enter");
  await expect(red(page)).toHaveAttribute("aria-busy", "true");
  await page.keyboard.press("Escape");
  await expect(dialog(page).getByRole("alert")).toContainText("PAYMENTS was not purged");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
});

for (const width of [1440, 390]) {
  test(`axe finds nothing in any of its states at ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    for (const trigger of ["Purge…", "being read", "not to be read", "link to break", "A name that lies"]) {
      await page.getByRole("button", { name: trigger }).click();
      await expect(dialog(page)).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.type("PAYMENTS");
      await page.keyboard.press("Enter");
      if (trigger === "Purge…") {
        await expect(dialog(page)).toBeHidden();
        continue;
      }
      if (trigger === "link to break") await expect(dialog(page)).toContainText("The purge may have happened");
      else await expect(red(page)).toHaveAttribute("aria-disabled", "true");
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await expect(dialog(page)).toBeHidden();
    }
  });
}
