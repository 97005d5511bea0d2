import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/axe";
import { test } from "../support/design-page";
import { expect } from "../support/guarded";

const edited = (page: Page) => page.getByRole("region", { name: "A stream is edited", exact: true });
const code = (page: Page) => edited(page).getByRole("textbox", { name: "Configuration as JSON" });
const view = (page: Page, name: string) => edited(page).getByRole("radio", { name, exact: true });

test.beforeEach(async ({ page, design }) => {
  await page.goto(`${design}#document`);
  await expect(view(page, "JSON")).toBeVisible();
});

test("form and JSON are the same document, both ways", async ({ page }) => {
  await edited(page).getByLabel("Size", { exact: true }).fill("1 GiB");
  await view(page, "JSON").click();
  await expect(code(page)).toContainText('"max_bytes": 1073741824');
  await expect(code(page)).toContainText("18446744073709551615");
  await code(page).getByText('"max_bytes"').click();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("0");
  await view(page, "Form").click();
  await expect(edited(page).getByLabel("Size", { exact: true })).toHaveValue("1,073,741,820 B");
});

test("what is no JSON stays, and says where it stops being it", async ({ page }) => {
  await view(page, "JSON").click();
  await code(page).click();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("x");
  await expect(edited(page).getByRole("alert")).toContainText("Line 1, column 1: A value has to stand here.");
  await view(page, "Form").click();
  await expect(code(page)).toBeVisible();
  await expect(edited(page).getByRole("status").first()).toHaveText("The rest shows it once line 1 can be read.");
  await expectAccessible(page);
  await edited(page).getByRole("button", { name: "Go there" }).click();
  await page.keyboard.press("Delete");
  await view(page, "Form").click();
  await expect(edited(page).getByLabel("Age", { exact: true })).toHaveValue("12h");
});

test("Tab indents, and Esc then Tab leaves", async ({ page }) => {
  await view(page, "JSON").click();
  await code(page).click();
  await page.keyboard.press("Tab");
  await expect(code(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(code(page)).not.toBeFocused();
});

test("every view is accessible, wide and narrow", async ({ page }) => {
  test.slow();
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const name of ["JSON", "Changes", "Form"]) {
      await view(page, name).click();
      await expectAccessible(page);
    }
  }
});

test("what is refused, new or changed twice is accessible", async ({ page }) => {
  test.slow();
  for (const [kind, title] of [
    ["Refused", "It was refused"],
    ["New", "A stream is made"],
    ["Changed twice", "Somebody else changed it"],
  ] as const) {
    await page.getByRole("radio", { name: kind, exact: true }).click();
    await expect(page.getByRole("region", { name: title, exact: true })).toBeVisible();
    await expectAccessible(page);
  }
});
