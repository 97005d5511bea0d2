import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { sectionNames, test } from "../support/design-page";

// Pictures of the design page for docs/images, in both themes: `npm run screenshots`. SHOTS=folder puts them elsewhere.

const folder = process.env["SHOTS"] ?? fileURLToPath(new URL("../../../docs/images", import.meta.url));

for (const name of sectionNames) {
  for (const theme of ["light", "dark"] as const) {
    test(`design ${name}, ${theme}`, async ({ page, design }) => {
      await mkdir(folder, { recursive: true });
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.goto(`${design}#${name}`);
      await page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: `${folder}/design-${name}-${theme}.png`, fullPage: true });
    });
  }
}
