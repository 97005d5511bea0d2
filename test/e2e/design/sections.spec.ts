import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/axe";
import { sectionNames, test } from "../support/design-page";
import { expect } from "../support/guarded";

// Every section of the design page, wide and narrow, in both themes: axe finds nothing, nothing scrolls sideways, and the
// guard of every test holds: no complaint on the console, no breach of the policy, no foreign request.

for (const name of sectionNames) {
  for (const width of [1440, 390]) {
    test(`${name} at ${width}`, async ({ page, design }) => {
      await page.setViewportSize({ width, height: 900 });
      await openSection(page, design, name);
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(sideways, "nothing scrolls sideways").toBeLessThanOrEqual(0);
      await expectAccessible(page);
    });
  }
}

test("every section has its address and its place in the list", async ({ page, design }) => {
  await openSection(page, design, "formatting");
  const links = page.getByRole("navigation", { name: "Sections" }).getByRole("link");
  await expect(links).toHaveCount(sectionNames.length);
  await links.filter({ hasText: "Formatting" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Formatting" })).toBeVisible();
  expect(page.url()).toBe(`${design}#formatting`);
});

async function openSection(page: Page, design: string, name: string) {
  await page.goto(`${design}#${name}`);
  await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForLoadState("networkidle"); // what the section loads itself, such as the charts
  await expect(page.getByRole("main")).not.toContainText(/could not be (drawn|loaded)/);
}
