import type { Page } from "@playwright/test";
import { test } from "../support/design-page";
import { expect } from "../support/guarded";

// Values of ten megabytes and more. What is looked at is whether all of it can be reached; how long the page stood still
// is noted and not asserted, for it says as much about the machine.

const values: Record<string, { ends: string | RegExp; view?: string; tree?: boolean }> = {
  "10 MB of JSON on one line": { ends: / {2}}\d+\]$/, tree: true },
  "10 MB of text on one line": { ends: /[a-z]{40}$/ },
  "One JSON string of 10 MB": { ends: /\}$/, tree: true },
  "A million elements": { ends: /999999\d+\]$/, tree: true },
  "Five million lines": { ends: /0\d*5000003\]$/, tree: true },
  "100,000 levels": { ends: /200001\]$/, tree: true },
  "10 MB of MessagePack": { ends: /\]$/, tree: true },
  "10 MB of noise": { ends: /0098967\w/, view: "hex" },
  "A bomb of 200 MB in gzip": { ends: "" },
};

for (const [name, { ends, view = "pretty", tree = false }] of Object.entries(values)) {
  test(name, async ({ page, design }) => {
    await page.addInitScript(() => {
      const tasks: number[] = [];
      Object.assign(window, { tasks });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(Math.round(duration));
      }).observe({ type: "longtask" });
    });
    await page.goto(`${design}#payload-large`);
    await page.getByRole("button", { name, exact: true }).click();
    await expect(page.getByRole("status").filter({ hasText: name })).toBeVisible({ timeout: 30_000 });
    await note(page, name, "made");

    await page.getByRole("button", { name: "Show it" }).click();
    const lines = page.getByRole("region", { name: `Payload, ${view}` });
    await expect(lines).toBeVisible({ timeout: 30_000 });
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0, { timeout: 30_000 });
    await note(page, name, "shown");

    // Some steps of the wheel, then straight to the end.
    await lines.hover();
    for (let i = 0; i < 10; i++) await page.mouse.wheel(0, 700);
    await note(page, name, "scrolled");
    await lines.focus();
    await page.keyboard.press("End");
    await expect.poll(() => lines.evaluate((element) => element.textContent ?? "")).toMatch(ends);
    await note(page, name, "at the end");

    if (tree) {
      await page.getByRole("radio", { name: "Tree" }).click();
      await page.getByRole("tree").focus();
      await page.keyboard.press("End");
      await expect(page.getByRole("treeitem", { selected: true })).toBeInViewport();
      await note(page, name, "as a tree");
    }
    await page.keyboard.press("Control+f");
    await page.keyboard.type("e");
    await expect(page.getByRole("search").getByRole("status")).toHaveText(/^1 of|Not found/, { timeout: 30_000 });
    await note(page, name, "searched");
  });
}

/** Writes down the long tasks since the last note. */
async function note(page: Page, name: string, step: string) {
  const tasks = await page.evaluate(() => {
    const { tasks: seen } = window as unknown as { tasks: number[] };
    return seen.splice(0);
  });
  const longest = tasks.length > 0 ? `${Math.max(...tasks)} ms the longest of ${tasks.length}` : "none over 50 ms";
  test.info().annotations.push({ type: "long tasks", description: `${name}, ${step}: ${longest}` });
}
