import type { Page } from "@playwright/test";
import { test } from "../support/design-page";
import { expect } from "../support/guarded";

// What only a real canvas shows. The rest of the charts is tested beside them.

test.use({ allowConsole: [[/willReadFrequently/], { scope: "test" }] }); // these tests read pixels, the page never does

test.beforeEach(async ({ page, design }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(`${design}#charts`);
  await expect(chart(page).locator("canvas")).toBeVisible();
});

const chart = (page: Page) => page.getByRole("region", { name: "Round trip", exact: true });

/** How many pixels of the canvas have the colour of a token, in one part of its width. */
function pixels(page: Page, token: string, [from, to]: readonly [number, number] = [0, 1]): Promise<number> {
  return chart(page)
    .locator("canvas")
    .evaluate(
      (canvas: HTMLCanvasElement, { name, start, end }) => {
        const context = canvas.getContext("2d");
        const [, ...wanted] = /(\d+), (\d+), (\d+)/.exec(getComputedStyle(canvas).getPropertyValue(name)) ?? [];
        const left = Math.floor(start * canvas.width);
        const { data } = context?.getImageData(
          left,
          0,
          Math.max(1, Math.floor((end - start) * canvas.width)),
          canvas.height,
        ) ?? { data: [] };
        let found = 0;
        for (let at = 0; at < data.length; at += 4) {
          if (data[at + 3] === 255 && wanted.every((channel, index) => data[at + index] === Number(channel))) found++;
        }
        return found;
      },
      { name: token, start: from, end: to },
    );
}

test("lines have the colours of the theme, and take those of the next one", async ({ page }) => {
  await expect.poll(() => pixels(page, "--chart-1")).toBeGreaterThan(100);
  expect(await pixels(page, "--chart-2")).toBeGreaterThan(50);
  const light = await chart(page).evaluate((element) => getComputedStyle(element).getPropertyValue("--chart-1"));
  await page.getByRole("radio", { name: "Dark" }).click();
  const dark = await chart(page).evaluate((element) => getComputedStyle(element).getPropertyValue("--chart-1"));
  expect(dark).not.toBe(light);
  await expect.poll(() => pixels(page, "--chart-1")).toBeGreaterThan(100);
  await page.getByRole("radio", { name: "System" }).click();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => pixels(page, "--chart-1")).toBeGreaterThan(100);
});

test("no line crosses the gap", async ({ page }) => {
  await expect.poll(() => pixels(page, "--chart-1")).toBeGreaterThan(100);
  // The reconnect lies between 26 and 26.8 minutes of the hour.
  expect(await pixels(page, "--chart-1", [26.05 / 60, 26.75 / 60])).toBe(0);
  expect(await pixels(page, "--chart-1", [23 / 60, 25 / 60])).toBeGreaterThan(5);
  expect(await pixels(page, "--chart-1", [28 / 60, 30 / 60])).toBeGreaterThan(5);
});

test("the pointer shows a sample in the heading, or what a gap was, and nothing moves", async ({ page }) => {
  const plot = chart(page).getByRole("slider");
  const before = await chart(page).boundingBox();
  const box = await plot.boundingBox();
  if (!box || !before) throw new Error("the chart is not there");
  await plot.hover({ position: { x: box.width / 2, y: 20 } });
  await expect(chart(page).getByText("14:02:00")).toBeVisible();
  await expect(chart(page).getByRole("listitem").first()).toHaveText(/^median\d+\.\dms$/);
  await plot.hover({ position: { x: (26.4 / 60) * box.width, y: 20 } });
  await expect(chart(page).getByText("Reconnecting, 48 s")).toBeVisible();
  expect(await chart(page).boundingBox()).toEqual(before);
  await page.mouse.move(2, 2);
  await expect(chart(page).getByText("ms, last hour")).toBeVisible();
});

test("the canvas follows the width of its region", async ({ page }) => {
  const width = () =>
    chart(page)
      .locator("canvas")
      .evaluate((canvas) => canvas.clientWidth);
  const wide = await width();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(width).toBeLessThan(wide / 1.5);
  await expect.poll(() => pixels(page, "--chart-1")).toBeGreaterThan(50);
});

test("as a table it is as high as it was", async ({ page }) => {
  const before = await chart(page).boundingBox();
  await chart(page).getByRole("button", { name: "Table of Round trip" }).click();
  await expect(chart(page).getByRole("table")).toBeVisible();
  expect((await chart(page).boundingBox())?.height).toBe(before?.height);
});
