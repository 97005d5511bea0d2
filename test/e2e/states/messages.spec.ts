import * as fixtures from "../../../web/src/testing/fixtures";
import { messageAt, messageEnds, messagePage, noneStored, streamOf } from "../../../web/src/testing/message-fixtures";
import { expectAccessible } from "../support/axe";
import { type FakeApi, fakeApi } from "../support/fake-api";
import { expect, type Page } from "../support/guarded";
import { test, testStates } from "../support/states";

const { last } = messageEnds;
const path = `/c/${fixtures.active.connection_id}/streams/ORDERS/messages`;
const api = "/api/nats/streams/ORDERS/messages";
const gone = last - 3;
const opened = last - 2;

const answers: Record<string, unknown> = {
  [api]: ({ search }: { search: string }) => messagePage(search),
  [`${api}/${opened}`]: messageAt(opened),
  [`${api}/${last - 18}`]: { ...messageAt(last - 18), data: `{"archive":"${"x".repeat(1024 * 1024)}` },
  [`${api}/${gone}`]: fixtures.problem(404, "message_not_found", "There is no such message."),
};
const writable: Partial<FakeApi> = { stats: fixtures.stats({ read_only: false }), answers };
const withPage = (page: unknown): Partial<FakeApi> => ({ answers: { ...answers, [api]: page } });

testStates([
  { name: "messages", path, shows: "4,118,006 messages", api: { answers } },
  { name: "messages, one open", path: `${path}?open=${opened}`, shows: "Permalink", api: writable },
  {
    name: "messages, one open over a read-only connection",
    path: `${path}?open=${opened}`,
    shows: "Permalink",
    api: { answers },
  },
  { name: "messages, a large one open", path: `${path}?open=${last - 18}`, shows: "of 2 MiB", api: writable },
  {
    name: "messages, two compared",
    path: `${path}?open=${opened}&compare=${last}`,
    shows: /^Compared with/,
    api: writable,
  },
  {
    name: "messages, a link to one that is gone",
    path: `${path}?from=seq:${gone}&open=${gone}`,
    shows: /is gone$/,
    api: writable,
  },
  { name: "messages of a subject", path: `${path}?subject=orders.eu.>`, shows: /match of/, api: { answers } },
  {
    name: "messages, filtered to nothing",
    path: `${path}?subject=payments.>`,
    shows: "Nothing matches “payments.>”",
    api: { answers },
  },
  {
    name: "messages, a search",
    path: `${path}?search=%22total%22:17.9&budget=10000`,
    shows: /^Read [\d,]+, matched/,
    api: { answers },
  },
  {
    name: "messages, a search that found nothing",
    path: `${path}?search=nowhere&budget=10000`,
    shows: "Search further",
    api: { answers },
  },
  {
    name: "messages, beyond the end",
    path: `${path}?from=seq:900000000`,
    shows: "There is nothing from 900,000,000 on",
    api: { answers },
  },
  {
    name: "messages, none",
    path,
    shows: "There are no messages in it",
    api: withPage(({ search }: { search: string }) => messagePage(search, noneStored)),
  },
  {
    name: "messages of a work queue",
    path,
    shows: "4,118,006 messages",
    api: {
      answers: {
        ...answers,
        "/api/nats/streams/ORDERS": streamOf({ retention: "workqueue", allow_direct: false }),
        [api]: ({ search }: { search: string }) => ({ ...messagePage(search), method: "get", partial: true }),
      },
    },
  },
  {
    name: "messages that cannot be read",
    path,
    shows: "The messages of ORDERS could not be read",
    api: withPage(fixtures.problem(403, "nats_permission", "This user may not ask $JS.API.STREAM.MSG.GET.ORDERS.")),
  },
  { name: "messages, parked", path, shows: /^Parked after/, api: { stats: fixtures.parked, answers } },
]);

/** What a person reaches from the list, at a width. */
async function list(page: Page, site: string, width: number, search = "") {
  await fakeApi(page, writable);
  await page.setViewportSize({ width, height: 844 });
  await page.goto(`${site}${path}${search}`);
  await expect(page.getByText("4,118,006 messages")).toBeVisible();
}

const beginAt = (page: Page) => page.getByRole("group", { name: "Begin at" });

test.describe("what opens over the messages", () => {
  test("is accessible", async ({ page, site }) => {
    test.slow();
    await list(page, site, 1440);
    for (const [kind, field] of [
      ["Sequence", "Sequence"],
      ["Time", "Time"],
    ] as const) {
      await beginAt(page).getByRole("button", { name: kind }).click();
      await expect(page.getByRole("textbox", { name: field })).toBeFocused();
      await page.keyboard.type("nonsense");
      await page.keyboard.press("Enter");
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("textbox", { name: field })).toBeHidden();
    }
    await page.getByRole("button", { name: "up to 250k" }).click();
    await expect(page.getByRole("radio", { name: "RE2 expression" })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("combobox", { name: "Filter by subject" }).fill("orders.eu.");
    await expect(page.getByRole("option").first()).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await expectAccessible(page);
  });

  test("is accessible on a phone, too", async ({ page, site }) => {
    test.slow();
    await list(page, site, 390);
    await page.getByRole("button", { name: "Begin at, and search" }).click();
    await expect(beginAt(page)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Export messages…" }).click();
    await expect(page.getByRole("dialog", { name: "Export messages" })).toBeVisible();
    await expectAccessible(page);
  });
});

test.describe("what asks before something is done with a message", () => {
  for (const width of [1440, 390]) {
    test(`is accessible at ${width}`, async ({ page, site }) => {
      test.slow();
      await fakeApi(page, writable);
      await page.setViewportSize({ width, height: 844 });
      await page.goto(`${site}${path}?open=${opened}`);
      for (const [button, role] of [
        ["Publish a copy…", "dialog"],
        ["Delete…", "alertdialog"],
      ] as const) {
        await page.getByRole("button", { name: button }).click();
        await expect(page.getByRole(role).getByRole("textbox")).toBeFocused();
        await expectAccessible(page);
        await page.keyboard.press("Escape");
        await expect(page.getByRole(role)).toBeHidden();
        await expect(page.getByRole("button", { name: button })).toBeFocused();
      }
      await page.getByRole("button", { name: "Download", exact: true }).click();
      await expect(page.getByRole("link", { name: /^The payload/ })).toBeVisible();
      await expectAccessible(page);
    });
  }
});

test("a copy that nobody answered for", async ({ page, site }) => {
  await fakeApi(page, {
    ...writable,
    answers: {
      ...answers,
      [`${api}/${opened}/copy`]: fixtures.problem(502, "outcome_unknown", "The link broke before the answer came."),
    },
  });
  await page.goto(`${site}${path}?open=${opened}`);
  await page.getByRole("button", { name: "Publish a copy…" }).click();
  await page.getByRole("checkbox", { name: /^To the same subject again/ }).click();
  await page.getByRole("button", { name: "Publish the copy" }).click();
  await expect(page.getByText("The copy may have been published")).toBeVisible();
  await expectAccessible(page);
});

test("rows that are far away are let go and read again, and nothing jumps", async ({ page, site }) => {
  const held = await fakeApi(page, writable);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${site}${path}`);
  const grid = page.getByRole("grid", { name: "Messages of ORDERS" });
  await expect(grid.locator("[data-row]").first()).toBeVisible();
  const area = grid.locator("xpath=../..");
  const topmost = () =>
    area.evaluate((element) => {
      const top = element.getBoundingClientRect().top + 28;
      const rows = [...element.querySelectorAll("[data-row]")];
      const row = rows.find((one) => one.getBoundingClientRect().bottom > top + 1);
      return Number(row?.querySelector("a")?.textContent?.replaceAll(",", ""));
    });
  const asked = () => held.requests.filter(({ line }) => line === `GET ${api}`).length;
  // Far enough that the first rows are no longer held.
  let before = last;
  for (let screens = 0; screens < 30; screens++) {
    const pages = asked();
    await area.evaluate((element) => {
      element.scrollTop = element.scrollHeight;
    });
    await expect.poll(asked).toBeGreaterThan(pages);
    await expect.poll(topmost).toBeLessThan(before);
    before = await topmost();
  }
  expect(before).toBeLessThan(last - 2 * 2_000);
  await expect(page).toHaveURL(/at=\d+/);
  // And back to the first, in the order in which they are stored, with none missing.
  await expect(async () => {
    await area.evaluate((element) => {
      element.scrollTop = 0;
    });
    expect(await topmost()).toBe(last);
  }).toPass();
  const rows = await grid.locator("[data-row] a").allTextContents();
  const sequences = rows.slice(0, 20).map((text) => Number(text.replaceAll(",", "")));
  expect(sequences).toEqual(Array.from({ length: 20 }, (_, index) => last - 2 * index));
  await expect(page).not.toHaveURL(/at=/);
});
