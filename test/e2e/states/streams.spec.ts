import * as fixtures from "../../../web/src/testing/fixtures";
import {
  lineage,
  listOf,
  manyStreams,
  mirror,
  noStream,
  orders,
  streams,
  subjects,
  summaryOf,
} from "../../../web/src/testing/stream-fixtures";
import { expectAccessible } from "../support/axe";
import { type FakeApi, fakeApi } from "../support/fake-api";
import { expect } from "../support/guarded";
import { test, testStates } from "../support/states";

const list = `/c/${fixtures.active.connection_id}/streams`;
const one = `${list}/ORDERS`;

const withList = (answer: unknown): Partial<FakeApi> => ({ answers: { "GET /api/nats/streams": answer } });
const withOne = (answer: unknown): Partial<FakeApi> => ({ answers: { "GET /api/nats/streams/ORDERS": answer } });
const withPart = (part: string, answer: unknown): Partial<FakeApi> => ({
  answers: { [`GET /api/nats/streams/ORDERS/${part}`]: answer },
});

const hostile = ['<img/src=x/onerror="alert(1)">', "\u202Egnilaer", "🦊🦊🦊", "n".repeat(255)].map((name) =>
  summaryOf(name, { subjects: [`<b>.${"x".repeat(200)}`], description: "<script>alert(1)</script>" }),
);

testStates([
  { name: "streams", path: list, shows: "CART_EVENTS" },
  { name: "streams, one open", path: `${list}?selected=ORDERS`, shows: "shipping-eu" },
  {
    name: "streams, narrowed down",
    path: `${list}?q=orders&kind=mirror,stream&sort=-bytes`,
    shows: "ORDERS_US_MIRROR",
  },
  {
    name: "streams over a connection that may write",
    path: list,
    shows: "AUDIT",
    api: { stats: fixtures.stats({ read_only: false }) },
  },
  { name: "streams, none", path: list, shows: "No streams in this account yet", api: withList(listOf("", [])) },
  { name: "streams, filtered to nothing", path: `${list}?q=ordesr`, shows: "Nothing matches “ordesr”" },
  {
    name: "streams, not all",
    path: list,
    shows: "Not all of 24 streams.",
    api: withList({ ...listOf(""), partial: true, missing: ["LOST_1", "LOST_2"], missing_total: 2 }),
  },
  {
    name: "streams that cannot be read",
    path: list,
    shows: "Streams could not be read",
    api: withList(fixtures.problem(504, "nats_timeout", "The server did not answer in time.")),
  },
  {
    name: "streams that are not visible",
    path: list,
    shows: "Streams are not visible to this connection",
    api: withList(fixtures.problem(403, "nats_permission", "This user may not publish to $JS.API.STREAM.LIST.")),
  },
  {
    name: "streams without JetStream",
    path: list,
    shows: "No JetStream here",
    api: withList(fixtures.problem(503, "jetstream_unavailable", "JetStream is not enabled for this account.")),
  },
  { name: "streams with hostile names", path: list, shows: /onerror/, api: withList(listOf("", hostile)) },
  { name: "streams, parked", path: list, shows: "Nothing was read yet.", api: { stats: fixtures.parked } },

  { name: "stream", path: one, shows: "Owned by the checkout team." },
  {
    name: "stream over a connection that may write",
    path: one,
    shows: "Step down…",
    api: { stats: fixtures.stats({ read_only: false }) },
  },
  { name: "stream, a mirror that is cut off", path: `${list}/ORDERS_US_MIRROR`, shows: /stream not found/ },
  {
    name: "stream, little known",
    path: one,
    shows: "The server does not say where it is kept.",
    api: withOne({
      ...orders,
      cluster: undefined,
      config: { ...orders.config, description: "", metadata: {}, num_replicas: 1, subjects: [] },
      state: {
        ...orders.state,
        messages: 0,
        bytes: 0,
        first_ts: "0001-01-01T00:00:00Z",
        last_ts: "0001-01-01T00:00:00Z",
      },
    }),
  },
  {
    name: "stream that cannot be read",
    path: one,
    shows: "ORDERS could not be read",
    api: withOne(fixtures.problem(504, "nats_timeout", "The server did not answer in time.")),
  },
  { name: "stream that is not there", path: `${list}/ORDERZ`, shows: "There is no stream" },
  { name: "stream, parked", path: one, shows: "Nothing was read yet.", api: { stats: fixtures.parked } },

  { name: "subjects", path: `${one}/subjects`, shows: "orders.eu.created" },
  {
    name: "subjects, none on a filter",
    path: `${one}/subjects?filter=orders`,
    shows: "No message on “orders”",
    api: withPart("subjects", { ...subjects, subjects: [], total: 0 }),
  },
  {
    name: "subjects, not all",
    path: `${one}/subjects`,
    shows: "18 of about 4,000.",
    api: withPart("subjects", { ...subjects, partial: true, total: 4_000 }),
  },

  { name: "lineage", path: `${one}/lineage`, shows: "is mirrored by" },
  { name: "lineage as a graph", path: `${one}/lineage?view=graph`, shows: "cut off" },
  {
    name: "lineage, alone",
    path: `${one}/lineage`,
    shows: "It stands by itself",
    api: withPart("lineage", { ...lineage, edges: [], nodes: lineage.nodes.slice(0, 1) }),
  },
]);

test("what opens over the list", async ({ page, site }) => {
  await fakeApi(page);
  await page.goto(`${site}${list}`);
  await page.getByRole("button", { name: "Kind any" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Mirrors" }).click();
  await expect(page).toHaveURL(/kind=mirror/);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Filters" }).click();
  await expect(page.getByRole("dialog", { name: "Filters" })).toBeVisible();
  await expectAccessible(page);
});

test("streams found in the palette", async ({ page, site }) => {
  await fakeApi(page);
  await page.goto(`${site}${list}`);
  await expect(page.getByText("AUDIT", { exact: true })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: "Go to or run" }).fill("orders");
  await expect(page.getByRole("option", { name: /mirror of ORDERS_US/ })).toBeVisible();
  await expectAccessible(page);
});

test("what asks before a copy goes", async ({ page, site }) => {
  await fakeApi(page, { stats: fixtures.stats({ read_only: false }) });
  await page.goto(`${site}${one}`);
  await page.getByRole("button", { name: "Step down…" }).click();
  await expect(page.getByRole("alertdialog", { name: "Step down as leader of ORDERS" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Remove n3-euw…" }).click();
  await expect(page.getByRole("alertdialog", { name: "Remove n3-euw from ORDERS" })).toBeVisible();
  await expectAccessible(page);
});

test("what was read before the connection was parked, and before the stream was deleted", async ({ page, site }) => {
  const api = await fakeApi(page);
  await page.goto(`${site}${list}`);
  await expect(page.getByText("AUDIT", { exact: true })).toBeVisible();
  api.stats = fixtures.parked;
  await expect(page.getByText(/Wakes on your next click\./)).toBeVisible();
  await expectAccessible(page);
  api.stats = fixtures.active;
  await page.goto(`${site}${list}/ORDERS`);
  await expect(page.getByRole("region", { name: "Limits" })).toBeVisible();
  api.answers = { "GET /api/nats/streams/ORDERS": noStream };
  await page.keyboard.press("r");
  await expect(page.getByRole("heading", { name: "There is no stream ORDERS any more" })).toBeVisible();
});

test("ten thousand streams are scrolled through, page by page, and the way back is where it was", async ({
  page,
  site,
}) => {
  const many = manyStreams(10_000);
  const answer = ({ search }: { search: string }) => listOf(search, many);
  await fakeApi(page, withList(answer));
  await page.goto(`${site}${list}`);
  await expect(page.getByText(/of 10,000/)).toBeVisible();
  await page.getByText("STREAM_00000", { exact: true }).click();
  await expect(page).toHaveURL(/selected=STREAM_00000/);
  await page.keyboard.press("Escape");
  // Each End goes as far as was read, and has more read.
  const range = page.getByText(/of 10,000/);
  await expect(async () => {
    await page.keyboard.press("End");
    await expect(range).toContainText(/1,[0-9]{3}–1,[0-9]{3} of/, { timeout: 500 });
  }).toPass();
  const before = await range.textContent();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/streams\/STREAM_0[0-9]+$/);
  await page.goBack();
  await expect(range).toHaveText(before ?? "");
});

test("the streams behind another stream can be reached by the keyboard alone", async ({ page, site }) => {
  await fakeApi(page, {
    answers: { "GET /api/nats/streams/ORDERS_EU": mirror, "GET /api/nats/streams/ORDERS_EU/lineage": lineage },
  });
  await page.goto(`${site}${one}/lineage?view=graph`);
  const graph = page.getByRole("region", { name: "Graph" });
  await graph.focus();
  await page.keyboard.press("Tab");
  await expect(graph.getByRole("link", { name: /^.*ORDERS_EU/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/streams\/ORDERS_EU\/lineage\?view=graph$/);
});

test("the number of streams stands beside them", async ({ page, site }) => {
  await fakeApi(page);
  await page.goto(`${site}${list}`);
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Streams/ })).toContainText(
    String(streams.length),
  );
});
