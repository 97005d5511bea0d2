import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "../support/axe";
import { test } from "../support/design-page";
import { expect } from "../support/guarded";

// The grid in a browser: what jsdom cannot show, as it lays nothing out, scrolls nothing and opens no tabs.

const grid = (page: Page, name: string) => page.getByRole("grid", { name, exact: true });
const row = (page: Page, name: string, key: string) =>
  grid(page, name)
    .locator('[role="row"][data-row]')
    .filter({ has: page.getByText(key, { exact: true }) });
const scroller = (of: Locator) => of.locator("xpath=../..");
const top = (of: Locator) => of.evaluate((element) => element.getBoundingClientRect().top);
const height = (of: Locator) => of.evaluate((element) => element.getBoundingClientRect().height);

async function open(page: Page, design: string, section: string, search = "") {
  await page.goto(`${design}${search}#${section}`);
  await expect(page.locator('[role="row"][data-row]').first()).toBeVisible();
}

/** Every row that can be seen is drawn: nothing is blank between head and foot. */
async function expectFilled(of: Locator) {
  await expect
    .poll(() =>
      of.evaluate((element) => {
        const view = element.parentElement?.parentElement?.getBoundingClientRect();
        if (!view) return "no view";
        const rows = [...element.querySelectorAll("[data-row]")].map((one) => one.getBoundingClientRect());
        const seen = rows.filter((one) => one.bottom > view.top + 28 && one.top < view.bottom);
        const first = Math.min(...seen.map((one) => one.top));
        const last = Math.max(...seen.map((one) => one.bottom));
        return first <= view.top + 28 && last >= view.bottom ? "filled" : `blank: ${first} to ${last}`;
      }),
    )
    .toBe("filled");
}

test.describe("streams", () => {
  test("measures what was drawn", async ({ page, design }) => {
    await open(page, design, "grid");
    expect(await height(row(page, "Streams", "AUDIT"))).toBe(28);
    expect(await height(grid(page, "Streams").getByRole("row").first())).toBe(28);
    expect(await height(page.getByRole("search").locator(".."))).toBe(40);
    expect(await height(page.getByText("1–").first().locator(".."))).toBe(30);
    await page.getByRole("radio", { name: "Comfortable" }).click();
    await expect.poll(() => height(row(page, "Streams", "AUDIT"))).toBe(36);
  });

  test("keeps its sort, filter and selection in the address", async ({ page, design }) => {
    await open(page, design, "grid");
    await row(page, "Streams", "AUDIT").getByText("88,402,117").click();
    await expect(page).toHaveURL(/selected=AUDIT/);
    await page.getByRole("button", { name: "Messages" }).first().click();
    await expect(page).toHaveURL(/sort=-messages/);
    await expect(grid(page, "Streams").locator("[data-row]").first()).toContainText("TELEMETRY");
    await page.reload();
    const selected = row(page, "Streams", "AUDIT");
    await expect(selected).toHaveAttribute("aria-selected", "true");
    await expect(selected).toBeInViewport();
    await expect(page.getByRole("columnheader", { name: "Messages" }).first()).toHaveAttribute(
      "aria-sort",
      "descending",
    );
  });

  test("is a link all over: Ctrl and the wheel's button open a tab", async ({ page, context, design }) => {
    await open(page, design, "grid");
    const audit = row(page, "Streams", "AUDIT");
    for (const target of [audit.getByText("AUDIT", { exact: true }), audit.getByText("88,402,117")]) {
      for (const how of [{ modifiers: ["ControlOrMeta" as const] }, { button: "middle" as const }]) {
        const [tab] = await Promise.all([context.waitForEvent("page"), target.click(how)]);
        await expect(tab).toHaveURL(/stream=AUDIT/);
        await tab.close();
      }
    }
    expect(page.url()).not.toContain("selected");
  });

  test("has the menu of a link where its name is", async ({ page, design }) => {
    await open(page, design, "grid");
    const target = page.evaluate(
      () =>
        new Promise<string | null | undefined>((resolve) => {
          const on = (event: MouseEvent) =>
            resolve(event.target instanceof Element ? event.target.closest("a")?.getAttribute("href") : undefined);
          addEventListener("contextmenu", on, { once: true });
        }),
    );
    await row(page, "Streams", "AUDIT").getByText("AUDIT", { exact: true }).click({ button: "right" });
    expect(await target).toContain("stream=AUDIT");
  });

  test("lets text be marked without selecting the row", async ({ page, design }) => {
    await open(page, design, "grid");
    for (const text of ["AUDIT", "88,402,117"]) {
      const box = await row(page, "Streams", "AUDIT").getByText(text, { exact: true }).boundingBox();
      if (!box) throw new Error(`${text} has no box`);
      await page.mouse.move(box.x + 1, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width - 1, box.y + box.height / 2, { steps: 5 });
      await page.mouse.up();
      expect(await page.evaluate(() => String(getSelection()).length)).toBeGreaterThan(4);
      expect(page.url()).not.toContain("selected");
      await page.evaluate(() => getSelection()?.removeAllRanges());
    }
  });

  test("filters with /, and leaves with Esc", async ({ page, design }) => {
    await open(page, design, "grid");
    await page.keyboard.press("/");
    const filter = page.getByRole("textbox", { name: "Filter by name or subject" });
    await expect(filter).toBeFocused();
    await page.keyboard.type("pay");
    await expect(page).toHaveURL(/filter=pay/);
    await expect(grid(page, "Streams").locator("[data-row]").first()).toContainText("PAYMENTS");
    await page.keyboard.type("zzz");
    await expect(page.getByRole("heading", { name: "Nothing matches “payzzz”" })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(filter).toHaveValue("");
    await expect(row(page, "Streams", "AUDIT")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(row(page, "Streams", "AUDIT")).toBeFocused();
  });

  test("keeps the focus on its row while that is scrolled far away", async ({ page, design }) => {
    await open(page, design, "grid");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const second = row(page, "Streams", "CART_APAC_000014");
    const focused = grid(page, "Streams").locator("[data-row]:focus");
    const name = await focused.textContent();
    await scroller(grid(page, "Streams")).evaluate((element) => element.scrollTo(0, 3_000));
    await expectFilled(grid(page, "Streams"));
    await expect(second).not.toBeInViewport();
    await expect(focused).not.toBeInViewport();
    expect(await focused.textContent()).toBe(name);
    await page.keyboard.press("ArrowDown");
    await expect(focused).toHaveAttribute("data-row", "2");
    await expect(focused).toBeInViewport();
    await page.keyboard.press("PageDown");
    await page.keyboard.press("End");
    await expect(focused).toHaveAttribute("data-row", "147");
    await expect(focused).toBeInViewport();
  });

  test("says to a screen reader what it is", async ({ page, design }) => {
    await open(page, design, "grid", "?selected=AUDIT");
    await expect(grid(page, "Streams")).toHaveAttribute("aria-rowcount", "149");
    await expect(grid(page, "Streams")).toMatchAriaSnapshot(`
      - grid "Streams":
        - rowgroup:
          - row:
            - columnheader "Name":
              - button "Name"
            - columnheader "Subjects"
            - columnheader "Messages":
              - button "Messages"
        - rowgroup:
          - row /AUDIT/ [selected]:
            - gridcell /Stream AUDIT/:
              - img "Stream"
              - link "AUDIT"
            - gridcell "audit.>"
            - gridcell "88,402,117"
    `);
    await expectAccessible(page);
  });
});

test.describe("a list without ends", () => {
  const name = "Messages without ends";
  const foot = (page: Page) =>
    grid(page, name)
      .locator("xpath=../../..")
      .getByText(/ held$/);

  /** The rows that are drawn and where in the grid they stand, px. */
  const standing = (of: Locator) =>
    of.evaluate((element) => {
      const view = element.parentElement?.parentElement?.getBoundingClientRect().top ?? 0;
      const rows = [...element.querySelectorAll("[data-row]")];
      return Object.fromEntries(
        rows.map((one) => [one.textContent, Math.round(one.getBoundingClientRect().top - view)]),
      );
    });

  test("keeps what is seen in its place when rows come before it", async ({ page, design }) => {
    await open(page, design, "grid-large");
    await grid(page, name).scrollIntoViewIfNeeded();
    await expect(foot(page)).toHaveText("400 held"); // the ones before were read by themselves
    const first = row(page, name, "188,328,119");
    expect(await top(first)).toBe((await top(scroller(grid(page, name)))) + 28);
  });

  test("keeps it there when rows are let go, at either end", async ({ page, design }) => {
    await open(page, design, "grid-large");
    const list = grid(page, name);
    await expect(foot(page)).toHaveText("400 held");
    const area = scroller(list);
    /** Scrolls there, and waits until rows that come or go have moved the bar. */
    const scroll = async (to: "start" | "end") => {
      const at = await area.evaluate(async (element, end) => {
        element.scrollTop = end === "end" ? element.scrollHeight - element.clientHeight - 100 : 100;
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return element.scrollTop;
      }, to);
      const before = await standing(list);
      await expect
        .poll(() => area.evaluate((element, from) => Math.abs(element.scrollTop - from), at))
        .toBeGreaterThan(2_000);
      await expectFilled(list);
      const after = await standing(list);
      const stayed = Object.keys(before).filter((text) => text in after);
      expect(stayed.length).toBeGreaterThan(5);
      for (const text of stayed)
        expect(Math.abs((after[text] ?? 0) - (before[text] ?? 0)), text).toBeLessThanOrEqual(1);
    };
    await area.evaluate((element) => {
      element.scrollTop = element.scrollHeight; // 600 are held from here on
    });
    await expect(foot(page)).toHaveText("600 held");
    await scroll("end");
    await scroll("end");
    await scroll("start");
    await scroll("start");
    await expect(foot(page)).toHaveText("600 held");
  });
});

test.describe("columns", () => {
  test("get wider by their edge, keep it, and come back with a double click", async ({ page, design }) => {
    await open(page, design, "grid");
    const head = grid(page, "Streams").getByRole("columnheader", { name: "Subjects" });
    const width = () => head.evaluate((element) => (element as HTMLElement).offsetWidth);
    const cell = () =>
      row(page, "Streams", "AUDIT")
        .getByRole("gridcell")
        .nth(1)
        .evaluate((one) => (one as HTMLElement).offsetWidth);
    expect(await width()).toBe(162);
    const edge = await head.locator("[data-edge]").boundingBox();
    if (!edge) throw new Error("no edge");
    await page.mouse.move(edge.x + 4, edge.y + 10);
    await page.mouse.down();
    await page.mouse.move(edge.x + 64, edge.y + 10, { steps: 4 });
    await page.mouse.up();
    expect(await width()).toBe(222);
    await page.reload();
    await expect.poll(width).toBe(222);
    expect(await cell()).toBe(222);
    await head.locator("[data-edge]").dblclick();
    await expect.poll(width).toBe(162);
    await grid(page, "Streams").getByRole("button", { name: "Name" }).focus();
    await page.keyboard.press("ArrowRight");
    await expect(head).toBeFocused();
    await page.keyboard.press("Shift+ArrowRight");
    await expect.poll(width).toBe(178);
  });

  test("are chosen in a menu that gives the focus back", async ({ page, design }) => {
    await open(page, design, "grid");
    await page.getByRole("button", { name: "Columns" }).click();
    await expect(page.getByRole("menu")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("menuitemcheckbox", { name: "Kind" }).click();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Columns" })).toBeFocused();
    await expect(grid(page, "Streams").getByRole("columnheader", { name: "Kind" })).toBeVisible();
  });

  test("scroll sideways together with their heads when there is no room", async ({ page, design }) => {
    await page.setViewportSize({ width: 980, height: 900 });
    await open(page, design, "grid");
    const of = grid(page, "Streams");
    await scroller(of).evaluate((element) => element.scrollTo(500, 0));
    const left = (one: Locator) => one.evaluate((element) => element.getBoundingClientRect().left);
    expect(await left(of.getByRole("columnheader").nth(2))).toBe(
      await left(row(page, "Streams", "AUDIT").getByRole("gridcell").nth(2)),
    );
  });
});

test("a line over the rows moves none of them under the pointer", async ({ page, design }) => {
  await open(page, design, "grid-states");
  const of = grid(page, "A line that comes and goes");
  const second = row(page, "A line that comes and goes", "CART_EVENTS");
  const place = async (one: Locator) => (await top(one)) - (await top(scroller(of)));
  const head = of.getByRole("columnheader").first();
  const line = scroller(of).getByText("From 14:28, 4 min old.");
  const stale = page.getByRole("checkbox", { name: "Stale" });
  await second.hover();
  const before = await place(second);
  await stale.press("Space");
  await expect(line).toBeVisible();
  expect(await place(second)).toBe(before);
  expect(await place(head)).toBe(0);
  // Once the pointer has gone the line gets its room, and the first row is seen again.
  await page.mouse.move(5, 5);
  await expect.poll(() => place(second)).toBeGreaterThan(before + 30);
  await second.hover();
  const after = await place(second);
  await stale.press("Space");
  await expect(line).toBeHidden();
  expect(await place(second)).toBe(after);
  await page.mouse.move(5, 5);
  await expect.poll(() => place(second)).toBe(before);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("a row has two lines and is large enough for a finger", async ({ page, design }) => {
    await open(page, design, "grid", "?selected=AUDIT");
    const audit = row(page, "Streams", "AUDIT");
    expect(await height(audit)).toBe(56);
    const at = async (text: string) => {
      const box = await audit.getByText(text, { exact: true }).boundingBox();
      if (!box) throw new Error(`${text} is not shown`);
      return box;
    };
    const [name, subject, messages, size] = [
      await at("AUDIT"),
      await at("audit.>"),
      await at("88,402,117"),
      await at("61.4GiB"),
    ];
    expect(subject.y).toBeGreaterThan(name.y + 10);
    expect(size.y).toBeGreaterThan(messages.y + 10);
    expect(subject.x).toBeCloseTo(name.x, 0);
    await audit.tap();
    await expect(page).toHaveURL(/selected=AUDIT/);
    const sideways = await scroller(grid(page, "Streams")).evaluate((one) => one.scrollWidth - one.clientWidth);
    expect(sideways).toBe(0);
  });

  test("a head is sorted by a finger that hits a little beside it", async ({ page, design }) => {
    await open(page, design, "grid");
    const box = await grid(page, "Streams").getByRole("button", { name: "Rate" }).boundingBox();
    if (!box) throw new Error("no head");
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height + 6);
    await expect(page).toHaveURL(/sort=-rate/);
  });

  test("the row at the top stays there when the phone is turned", async ({ page, design }) => {
    await open(page, design, "grid");
    await scroller(grid(page, "Streams")).evaluate((element) => element.scrollTo(0, 56 * 60));
    const first = page.getByText(/^61–/);
    await expect(first).toBeVisible();
    await page.setViewportSize({ width: 844, height: 900 });
    await expect(page.getByText(/^61–/)).toBeVisible();
    await expectFilled(grid(page, "Streams"));
  });
});

test("hostile names stay on their line and turn nothing around", async ({ page, design }) => {
  await open(page, design, "grid-kinds");
  const of = grid(page, "Hostile names");
  await of.scrollIntoViewIfNeeded();
  const rows = of.locator("[data-row]");
  await expect(rows).toHaveCount(15);
  for (const one of await rows.all()) expect(await height(one)).toBe(28);
  const long = rows.nth(1).locator("bdi");
  expect((await long.getAttribute("title"))?.length).toBeLessThan(2_100);
  expect(await long.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true);
  await expect(of).toContainText("invoice<U+202E>fdp.exe");
  await expect(of.getByRole("link", { name: "<img src=x onerror=alert(1)>" })).toBeVisible();
  // An Arabic name begins where the others do, and its count stands at the right.
  const left = (one: Locator) => one.evaluate((element) => element.getBoundingClientRect().left);
  expect(await left(rows.nth(2).locator("bdi"))).toBe(await left(rows.nth(0).locator("bdi")));
});

test.describe("many rows", () => {
  const many = "Many streams";

  test("100,000 are drawn a screenful at a time, wherever one scrolls", async ({ page, design }) => {
    await open(page, design, "grid-large", "?rows=100000");
    const of = grid(page, many);
    for (const to of [14_000, 1_400_000, 2_799_000, 500]) {
      await scroller(of).evaluate((element, y) => element.scrollTo(0, y), to);
      await expectFilled(of);
      expect(await of.locator("[data-row]").count()).toBeLessThan(60);
    }
  });

  test("a million are reached to the last one, and a wheel moves them as any others", async ({ page, design }) => {
    await open(page, design, "grid-large", "?rows=1000000");
    const of = grid(page, many);
    expect(await scroller(of).evaluate((element) => element.scrollHeight)).toBeLessThan(8_100_000);
    await of.locator("[data-row]").first().click();
    await page.keyboard.press("End");
    const last = of.locator("[data-row]:focus");
    await expect(last).toHaveAttribute("aria-rowindex", "1000001");
    await expect(last).toBeInViewport();
    await expect(page.getByText(/–1,000,000 of 1,000,000/)).toBeVisible();
    await page.keyboard.press("Escape");

    await scroller(of).evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
    await expectFilled(of);
    const middle = of.locator("[data-row]").nth(15);
    const index = Number(await middle.getAttribute("data-row"));
    expect(Math.abs(index - 500_000)).toBeLessThan(2_000);
    const same = of.locator(`[data-row="${index}"]`);
    const bar = () => scroller(of).evaluate((element) => element.scrollTop);
    const [before, barBefore] = [await top(same), await bar()];
    await same.hover();
    await page.mouse.wheel(0, 100);
    await expect.poll(() => top(same)).toBe(before - 100);
    // The scrollbar goes where it belongs once all is still, a third of the way, and the rows do not follow it.
    await expect.poll(async () => (await bar()) - barBefore).toBeLessThan(60);
    expect(await top(same)).toBe(before - 100);
    await page.mouse.wheel(0, -100);
    await expect.poll(() => top(same)).toBe(before);

    await same.click();
    await page.keyboard.press("Home");
    await expect(of.locator('[data-row="0"]')).toBeFocused();
    await expect(of.locator('[data-row="0"]')).toBeInViewport();
    await expectFilled(of);
  });

  test("the next page comes before its place is reached, and moves nothing", async ({ page, design }) => {
    await open(page, design, "grid-large");
    const of = grid(page, "Messages by pages");
    await of.scrollIntoViewIfNeeded();
    await expect(page.getByText("200 loaded")).toBeVisible();
    await scroller(of).evaluate((element) => element.scrollTo(0, 185 * 28));
    const seen = row(page, "Messages by pages", "188,337,930");
    const before = await top(seen);
    await expect(page.getByText("400 loaded")).toBeVisible();
    expect(await top(seen)).toBe(before);
  });

  test("gaps are bars until they are read", async ({ page, design }) => {
    await open(page, design, "grid-large");
    const of = grid(page, "A million messages");
    await of.scrollIntoViewIfNeeded();
    await scroller(of).evaluate((element) => element.scrollTo(0, element.scrollHeight / 3));
    const seen = async () => Number(await of.locator("[data-row]").nth(12).getAttribute("data-row"));
    await expect.poll(seen).toBeGreaterThan(100_000);
    const index = await seen();
    await expect(of.locator(`[data-row="${index}"]`)).toContainText((188_338_119 - index).toLocaleString("en-US"));
  });
});

test("several can be ticked with the keyboard", async ({ page, design }) => {
  await open(page, design, "grid");
  const name = "Streams to choose from";
  await row(page, name, "CHECKOUT").getByRole("checkbox").click();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(grid(page, name).getByRole("row", { selected: true })).toHaveCount(5);
  await page.keyboard.press("ControlOrMeta+a");
  await expect(page.getByText("40 of 148 selected")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByText("40 of 148 selected")).toBeHidden();
});
