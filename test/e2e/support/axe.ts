import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";

const source = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** The nodes of everything else are not looked for, which takes half of the time. */
const resultTypes: RunOptions["resultTypes"] = ["violations"];

/** All in the light; in the dark what depends on colours, which is all that is another. */
const rules = {
  light: { resultTypes, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
  dark: { resultTypes, runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } },
} satisfies Record<string, RunOptions>;

/** Finds nothing wrong with the page as it stands, in the light and in the dark. */
export async function expectAccessible(page: Page) {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate("window.axe === undefined").then(async (missing) => {
      // The page's policy forbids foreign scripts; the test puts axe in through the debugger instead.
      if (missing) await page.evaluate(await axeSource());
    });
    const { violations } = await page.evaluate<AxeResults, RunOptions>((options) => {
      const { axe } = window as unknown as { axe: { run: (options: RunOptions) => Promise<AxeResults> } };
      return axe.run(options);
    }, rules[colorScheme]);
    const found = violations.map(({ id, help, nodes }) => ({
      id,
      help,
      theme: colorScheme,
      nodes: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`),
    }));
    expect(found).toEqual([]);
  }
}

let text: Promise<string> | undefined;

async function axeSource(): Promise<string> {
  text ??= import("node:fs/promises").then(({ readFile }) => readFile(source, "utf8"));
  return await text;
}
