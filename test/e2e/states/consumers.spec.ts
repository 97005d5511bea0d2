import {
  consumerDetail,
  consumerList,
  consumers,
  fetched,
  hostileConsumers,
} from "../../../web/src/testing/consumer-fixtures";
import * as fixtures from "../../../web/src/testing/fixtures";
import { expectAccessible } from "../support/axe";
import { type FakeApi, fakeApi } from "../support/fake-api";
import { expect } from "../support/guarded";
import { test, testStates } from "../support/states";

const connection = `/c/${fixtures.active.connection_id}`;
const list = `${connection}/consumers`;
const one = `${connection}/streams/ORDERS/consumers/shipping-eu`;
const api = "/api/nats/streams/ORDERS/consumers/shipping-eu";

const answers = {
  "/api/nats/consumers": consumerList(),
  "/api/nats/streams/ORDERS/consumers": consumerList(consumers.filter(({ stream }) => stream === "ORDERS")),
  [api]: consumerDetail(),
  "/api/nats/streams/ORDERS": { config: { name: "ORDERS", retention: "interest" } },
  [`${api}/next`]: { messages: [fetched(), fetched({ sequence: 4_102_810, ack: "$JS.ACK.second", delivered: 3 })] },
  [`${api}/ack`]: { acknowledged: true },
};
const writable = { stats: fixtures.stats({ read_only: false }), answers };
const withList = (answer: unknown): Partial<FakeApi> => ({ answers: { ...answers, "/api/nats/consumers": answer } });
const withOne = (answer: unknown): Partial<FakeApi> => ({ ...writable, answers: { ...answers, [api]: answer } });

testStates([
  { name: "consumers", path: list, shows: "shipping-eu", api: { answers } },
  {
    name: "consumers, one open",
    path: `${list}?selected=ORDERS%2Fshipping-eu`,
    shows: "Where it is",
    api: { answers },
  },
  { name: "consumers, none", path: list, shows: "No consumers in this account yet", api: withList(consumerList([])) },
  {
    name: "consumers, filtered to nothing",
    path: `${list}?q=nothing&verdict=stuck`,
    shows: "Nothing matches “nothing”",
    api: withList({ ...consumerList(), consumers: [], total: 0 }),
  },
  {
    name: "consumers, not all",
    path: list,
    shows: "The consumers of 2 streams could not all be read.",
    api: withList(
      consumerList(consumers, {
        partial: true,
        missing: ["SECRET", "OTHER"],
        missing_total: 2,
        missing_reason: "This user may not ask $JS.API.CONSUMER.LIST.SECRET.",
      }),
    ),
  },
  {
    name: "consumers that cannot be read",
    path: list,
    shows: "The consumers could not be read",
    api: withList(fixtures.problem(503, "jetstream_unavailable", "This account has no JetStream.")),
  },
  { name: "consumers with hostile names", path: list, shows: /onerror/, api: withList(consumerList(hostileConsumers)) },
  {
    name: "consumers, parked",
    path: list,
    shows: "Nothing was read yet.",
    api: { stats: fixtures.parked, answers },
  },
  { name: "consumer", path: one, shows: "It is a real delivery", api: writable },
  { name: "consumer over a read-only connection", path: one, shows: "Next message by hand", api: { answers } },
  {
    name: "consumer, paused push with groups",
    path: one,
    shows: "Paused",
    api: withOne(
      consumerDetail({
        paused: true,
        config: { ...consumerDetail().config, pause_until: "2026-11-24T06:00:00Z", deliver_subject: "deliver.eu" },
        verdict: { level: "paused", code: "paused", title: "Paused", sentence: "Until 24 Nov 06:00 UTC." },
      }),
    ),
  },
  {
    name: "consumer that is not there",
    path: one,
    shows: "There is no consumer of this name",
    api: withOne(fixtures.problem(404, "consumer_not_found", "There is no such consumer.")),
  },
  {
    name: "consumer, messages in hand",
    path: one,
    shows: "delivery 3",
    api: writable,
    act: async (page) => {
      await page.getByRole("button", { name: "Fetch 1 message" }).click();
      await page.getByRole("button", { name: "Ack 4,102,803" }).click();
      await expect(page.getByText("Acknowledged", { exact: true })).toBeVisible();
    },
  },
]);

test("what asks before a consumer is changed", async ({ page, site }) => {
  await fakeApi(page, writable);
  await page.goto(`${site}${one}`);
  for (const name of ["Pause…", "Reset…", "Delete…"]) {
    await page.getByRole("button", { name }).click();
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("alertdialog")).toBeHidden();
  }
});

test("a change without an answer", async ({ page, site }) => {
  await fakeApi(page, {
    ...writable,
    answers: {
      ...answers,
      [`${api}/pause`]: fixtures.problem(502, "outcome_unknown", "The link broke before the answer came."),
    },
  });
  await page.goto(`${site}${one}`);
  await page.getByRole("button", { name: "Pause…" }).click();
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(page.getByText("The pause may have happened")).toBeVisible();
  await expectAccessible(page);
});

test.describe("what opens over the list", () => {
  for (const width of [1440, 390]) {
    test(`is accessible at ${width}`, async ({ page, site }) => {
      await fakeApi(page, {
        answers: { ...answers, "/api/nats/streams": { streams: [{ name: "ORDERS" }, { name: "PAYMENTS" }], total: 2 } },
      });
      await page.setViewportSize({ width, height: 844 });
      await page.goto(`${site}${list}`);
      if (width < 500) {
        await page.getByRole("button", { name: "Filters" }).click();
        await expect(page.getByRole("dialog", { name: "Filters" })).toBeVisible();
        await expectAccessible(page);
      } else {
        await page.getByRole("button", { name: "How" }).click();
        await expect(page.getByRole("dialog", { name: "How a verdict is worked out" })).toBeVisible();
        await expectAccessible(page);
        await page.keyboard.press("Escape");
      }
      await page.getByRole("button", { name: "Stream any" }).click();
      await expect(page.getByRole("combobox", { name: "Stream" })).toBeFocused();
      await expect(page.getByRole("option", { name: "PAYMENTS" })).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.type("x");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(/stream=/);
    });
  }
});
