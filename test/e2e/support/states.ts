import { expectAccessible } from "./axe";
import { type FakeApi, fakeApi } from "./fake-api";
import { expect, test as guarded, type Page } from "./guarded";
import { servePage } from "./static-page";

/** Tests of the built page alone, with an API of fixtures. */
export const test = guarded.extend<object, { site: string }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use) => {
      const served = await servePage();
      await use(served.url);
      await served.close();
    },
    { scope: "worker" },
  ],
});

/** A page in a state, and what is to be seen then. */
export interface State {
  name: string;
  path: string;
  shows: string | RegExp;
  api?: Partial<FakeApi>;
  /** What is done before the page is opened. */
  before?: (page: Page) => Promise<void>;
  /** What a person does before it is looked at. */
  act?: (page: Page) => Promise<void>;
}

/** The last is looked at for its width alone: what is in it is the same as in the one before. */
const widths = [1440, 1024, 390, 360];

/** Looks at each in four widths: nothing scrolls sideways, and axe finds nothing in both themes. */
export function testStates(states: readonly State[]) {
  for (const { name, path, shows, api, before, act } of states) {
    test(name, async ({ page, site }) => {
      test.slow(); // six looks with axe, on whatever machine
      await before?.(page);
      await fakeApi(page, { ...api });
      await page.goto(`${site}${path}`);
      await act?.(page);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        await expect(page.getByText(shows).first()).toBeVisible();
        const sideways = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(sideways, `nothing scrolls sideways at ${width}`).toBeLessThanOrEqual(0);
        if (width !== widths.at(-1)) await expectAccessible(page);
      }
    });
  }
}
