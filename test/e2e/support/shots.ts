import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import * as fixtures from "../../../web/src/testing/fixtures";
import { type FakeApi, fakeApi } from "./fake-api";
import { test } from "./guarded";
import { servePage } from "./static-page";

// Pictures of every page and state in both themes, for docs/images: `npm run screenshots`. The pages themselves come in
// three widths, their states in one. With SHOTS=folder everything comes in three, to be looked at and not to be kept.

const folder = process.env["SHOTS"] ?? fileURLToPath(new URL("../../../docs/images", import.meta.url));

interface Shot {
  name: string;
  /** A page rather than one of its states. */
  page?: true;
  path: string;
  api?: Partial<FakeApi>;
  /** What is done before the page is opened. */
  before?: (page: Page) => Promise<void>;
  /** Time goes on: rates need it. */
  moving?: true;
  act?: (page: Page, api: FakeApi) => Promise<void>;
}

const widths = { wide: 1440, medium: 1024, narrow: 390 };

export function takeShots(shots: readonly Shot[]) {
  for (const shot of shots) {
    for (const theme of ["light", "dark"] as const) {
      test(`${shot.name}, ${theme}`, async ({ browser }) => {
        await mkdir(folder, { recursive: true });
        const site = await servePage();
        const sizes = shot.page || process.env["SHOTS"] ? widths : { wide: widths.wide };
        for (const [size, width] of Object.entries(sizes)) {
          const context = await browser.newContext({
            viewport: { width, height: width < 500 ? 844 : 900 },
            colorScheme: theme,
            reducedMotion: "reduce",
          });
          const page = await context.newPage();
          await stage(page, shot, site.url);
          await page.screenshot({ path: `${folder}/${shot.name}-${size}-${theme}.png`, fullPage: width < 500 });
          await context.close();
        }
        await site.close();
      });
    }
  }
}

/** Brings a page to where its picture is taken. */
async function stage(page: Page, shot: Shot, url: string) {
  if (!shot.moving) await page.clock.setFixedTime(fixtures.now);
  await shot.before?.(page);
  const api = await fakeApi(page, { ...shot.api });
  await page.goto(`${url}${shot.path}`);
  await page.waitForLoadState("networkidle").catch(() => undefined);
  await shot.act?.(page, api);
  await page.evaluate(() => document.fonts.ready);
}
