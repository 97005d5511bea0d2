import { effects, ordersText, writable } from "../../../web/src/testing/admin-fixtures";
import * as fixtures from "../../../web/src/testing/fixtures";
import { listOf } from "../../../web/src/testing/stream-fixtures";
import { expectAccessible } from "../support/axe";
import { type FakeApi, fakeApi } from "../support/fake-api";
import { expect, type Page } from "../support/guarded";
import { test, testStates } from "../support/states";

// Making and changing streams, and the steps that go for good.

const streams = `/c/${fixtures.active.connection_id}/streams`;
const newStream = `/c/${fixtures.active.connection_id}/new-stream`;
const orders = `${streams}/ORDERS`;
const one = "/api/nats/streams/ORDERS";

const hostile = {
  description: "<img src=x onerror=alert(1)>\u202e gnorw\nsecond line",
  metadata: { "<b>name</b>": "\u202evalue", "_nats.ver": "2.15.2", long: "x".repeat(400) },
  [`future_${"y".repeat(80)}`]: { a: ["🦊", "ש"] },
};
const answers = (over: Record<string, unknown> = {}) => ({
  "/api/nats/streams": listOf(""),
  [one]: JSON.parse(ordersText(over)),
  [`${one}/effects`]: effects,
});
const api = (over: Record<string, unknown> = {}): Partial<FakeApi> => ({ stats: writable, answers: answers(over) });
const refused = fixtures.problem(422, "nats_refused", "Maximum replicas is 5.", {
  nats: { err_code: 10_052, description: "maximum replicas is 5" },
  errors: [{ location: "body.config.num_replicas", message: "maximum replicas is 5" }],
});

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const openAll = async (page: Page) => {
  for (const name of ["Publishing", "Reading", "Mirror and sources", "Disk and place", "Protection", "Metadata"])
    await page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
};

testStates([
  { name: "configuration", path: `${orders}/configuration`, shows: "max_msgs_per_subject", api: api() },
  { name: "configuration, hostile", path: `${orders}/configuration`, shows: /onerror/, api: api(hostile) },
  { name: "edit", path: `${orders}/edit`, shows: "It can only", api: api(), act: openAll },
  { name: "edit, hostile", path: `${orders}/edit`, shows: /does not know/, api: api(hostile) },
  { name: "edit as JSON", path: `${orders}/edit?view=json`, shows: "Valid JSON", api: api() },
  {
    name: "edit, what changes",
    path: `${orders}/edit`,
    shows: "What will happen",
    api: api(),
    act: async (page) => {
      await field(page, "Messages").fill("1M");
      await page.getByRole("button", { name: "Review 1 change" }).click();
    },
  },
  {
    name: "edit, refused",
    path: `${orders}/edit`,
    shows: "ORDERS was not changed",
    api: { ...api(), answers: { ...answers(), [`PUT ${one}`]: refused } },
    act: async (page) => {
      await field(page, "Replicas").fill("5");
      await page.getByRole("button", { name: "Review 1 change" }).click();
      await page.getByRole("button", { name: "Save ORDERS" }).click();
    },
  },
  {
    name: "edit, over a read-only connection",
    path: `${orders}/edit?view=changes`,
    shows: "Nothing changes.",
    api: { answers: answers() },
  },
  { name: "new stream", path: newStream, shows: "Create stream", api: api(), act: openAll },
  { name: "new stream, as JSON", path: `${newStream}?view=json`, shows: "Valid JSON", api: api() },
  { name: "duplicate", path: `${newStream}?copy=ORDERS`, shows: "A copy of ORDERS.", api: api() },
]);

const dialog = (page: Page) => page.getByRole("alertdialog");

for (const width of [1440, 390]) {
  test(`what asks before a step is accessible at ${width}`, async ({ page, site }) => {
    test.slow();
    await fakeApi(page, api());
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${site}${orders}/configuration`);
    for (const item of ["Back up…", "Purge…", "Seal…", "Delete…"]) {
      await page.getByRole("button", { name: "More for ORDERS" }).click();
      await page.getByRole("menuitem", { name: item }).click();
      await expect(dialog(page)).toContainText(item === "Back up…" ? "as one file" : "Type the stream’s name");
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await expect(dialog(page)).toBeHidden();
    }
    await page.goto(`${site}${streams}`);
    await page.getByRole("button", { name: "Restore", exact: true }).click();
    await expect(dialog(page)).toContainText("Drop a backup");
    await expectAccessible(page);
  });
}

test("two changes of the same stream, side by side", async ({ page, site }) => {
  const fake = await fakeApi(page, api());
  await page.goto(`${site}${orders}/edit`);
  await field(page, "Age").fill("72h");
  fake.answers[one] = JSON.parse(ordersText({ max_age: 172_800e9, description: "Theirs" }, "2"));
  await page
    .getByRole("button", { name: "Refresh" })
    .or(page.getByRole("button", { name: /^Read again/ }))
    .first()
    .click();
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByRole("region", { name: "Both of you changed" })).toBeVisible();
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await expectAccessible(page);
  }
});
