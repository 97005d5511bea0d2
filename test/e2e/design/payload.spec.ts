import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/axe";
import { test } from "../support/design-page";
import { expect } from "../support/guarded";

// The payload viewer in a browser, under the policy of the server: what has no layout cannot be cut into rows, and what has
// no policy would let a decoder make code.

const payload = (page: Page, of: string) => page.getByRole("region", { name: `Payload of ${of}`, exact: true });
const code = (page: Page, of: string, view: string) => page.getByRole("region", { name: `Payload of ${of}, ${view}` });
const choose = (page: Page, of: string, view: string) => payload(page, of).getByRole("radio", { name: view }).click();

test.beforeEach(async ({ page, design }) => {
  await page.goto(`${design}#payload`);
  await expect(page.getByRole("heading", { level: 1, name: "Payload" })).toBeVisible();
});

test("reads every format, and runs none of it", async ({ page }) => {
  const shows = {
    "188,338,103": '"ledger": 9007199254740993,',
    "telemetry.van.gps": "\"frame\": h'deadbeef0010',",
    locker_4445: '"since": 1(1795357912),',
    "orders.eu.export": '"order_id": "ord_01JD8Q334",',
    "support.chat": "<script>alert(1)</script> <img src=x onerror=alert(1)>",
    "shipping.label": "Lieferung nach M\\xfcnchen",
  };
  for (const [of, text] of Object.entries(shows)) await expect(code(page, of, "pretty")).toContainText(text);
  await expect(code(page, "products.image", "hex")).toContainText("89 50 4e 47 0d 0a 1a 0a");
});

test("axe finds nothing in any view", async ({ page }) => {
  for (const view of ["Tree", "Hex", "Raw"]) {
    await choose(page, "188,338,103", view);
    await payload(page, "188,338,103").getByRole("button", { name: "Find" }).click();
    await page.keyboard.type("or");
    await expect(payload(page, "188,338,103").getByText(/^1 of/)).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
  }
});

test("is used with the keyboard alone", async ({ page }) => {
  const first = payload(page, "188,338,103");
  await first.getByRole("radio", { name: "Pretty" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(first.getByRole("radio", { name: "Tree" })).toBeFocused();
  const tree = first.getByRole("tree");
  for (let i = 0; i < 4; i++) await page.keyboard.press("Tab");
  await expect(tree).toBeFocused();
  await page.keyboard.press("End");
  await expect(first.getByRole("treeitem", { name: "second of its name", selected: true })).toBeInViewport();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  await expect(first.getByRole("treeitem")).toHaveCount(1);

  await choose(page, "188,338,103", "Pretty");
  const lines = code(page, "188,338,103", "pretty");
  await lines.focus();
  await page.keyboard.press("End");
  await expect(lines.getByText("second of its name")).toBeInViewport();
  await page.keyboard.press("Control+f");
  await page.keyboard.type("cus_2Jd8");
  await expect(first.locator("mark")).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(lines).toBeFocused();
});

test("keeps every line in its place, whatever is written in it", async ({ page }) => {
  const lines = code(page, "support.chat", "pretty");
  const boxes = await lines.evaluate((element) =>
    [...element.querySelectorAll("div")]
      .filter((one) => one.className.includes("h-[18px]"))
      .map((one) => one.offsetHeight),
  );
  expect(new Set(boxes)).toEqual(new Set([18]));
  // Turned around, ".exe" would stand at the left of "fdp".
  const order = await lines.evaluate((element) => {
    const line = [...element.querySelectorAll("div")].find((one) => one.textContent?.startsWith("3invoice"));
    const text = line?.querySelector("span:nth-child(2)")?.lastChild;
    if (!text?.textContent) return undefined;
    const left = (word: string) => {
      const range = document.createRange();
      const at = text.textContent?.indexOf(word) ?? -1;
      range.setStart(text, at);
      range.setEnd(text, at + word.length);
      return range.getBoundingClientRect().left;
    };
    return left("fdp") < left(".exe");
  });
  expect(order).toBe(true);
});

test("shows a long line in pieces, or wrapped, and all of it", async ({ page }) => {
  const lines = code(page, "support.chat", "pretty");
  const sideways = () => lines.evaluate((element) => element.scrollWidth > element.clientWidth);
  const letters = () => lines.evaluate((element) => element.textContent?.match(/all work/g)?.length);
  expect(await sideways()).toBe(true);
  const whole = await letters();
  await payload(page, "support.chat").getByRole("button", { name: "Wrap long lines" }).click();
  await expect.poll(sideways).toBe(false);
  const text = await lines.evaluate((element) => element.textContent ?? "");
  expect(text.match(/all work/g)?.length).toBeGreaterThanOrEqual((whole ?? 0) - 6); // some are cut by a row's end
});

test("goes by the width: eight bytes of hex where sixteen do not fit", async ({ page }) => {
  await choose(page, "188,338,103", "Hex");
  await expect(code(page, "188,338,103", "hex")).toContainText("00000008");
  await expect(code(page, "telemetry.van.gps", "hex")).not.toContainText("00000008");
});

test("copies all of it and saves it as it was stored", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const part = payload(page, "orders.eu.export");
  await expect(code(page, "orders.eu.export", "pretty")).toContainText("ord_01JD8Q334");
  await part.getByRole("button", { name: "Copy" }).click();
  await expect(part.getByRole("button", { name: "Copied" })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.match(/"order_id"/g)).toHaveLength(900);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    part.getByRole("button", { name: "Download as it was stored" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("orders.eu.export.gz");
  const bytes = await readFile(await download.path());
  expect([...bytes.subarray(0, 3)]).toEqual([0x1f, 0x8b, 8]);

  const [hostile] = await Promise.all([
    page.waitForEvent("download"),
    payload(page, "support.chat").getByRole("button", { name: "Download as it was stored" }).click(),
  ]);
  expect(hostile.suggestedFilename()).toBe("support.chat.txt");
});

test("gets the rest when it is asked for", async ({ page }) => {
  const part = payload(page, "orders.eu.archive");
  await expect(part).toContainText("The first 64 KiB of");
  await part.getByRole("button", { name: "Load all" }).click();
  await expect(part).not.toContainText("The first 64 KiB of");
  await expect(code(page, "orders.eu.archive", "pretty")).toContainText("ord_01JD8Q334");
});

test("fits a narrow screen, with targets for fingers", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 900 });
  const first = payload(page, "188,338,103");
  for (const target of [first.getByRole("radio", { name: "Tree" }), first.getByRole("button", { name: "Copy" })])
    expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(42);
  await choose(page, "188,338,103", "Tree");
  const row = first.getByRole("treeitem").first();
  expect((await row.boundingBox())?.height).toBe(44);
});
