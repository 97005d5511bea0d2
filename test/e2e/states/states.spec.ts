import * as fixtures from "../../../web/src/testing/fixtures";
import { expectAccessible } from "../support/axe";
import { fakeApi } from "../support/fake-api";
import { expect, type Page } from "../support/guarded";
import { type State, test, testStates } from "../support/states";

// Every state of every page, at four widths, in both themes: axe finds nothing, nothing scrolls sideways, and what can be
// acted on can be reached.

const connection = `/c/${fixtures.active.connection_id}`;
const account = `${connection}/account`;

const states: readonly State[] = [
  { name: "connect", path: "/", shows: "New connection" },
  { name: "connect, nothing open", path: "/", shows: "New connection", api: { connections: [] } },
  { name: "connect, the way back", path: "/?return=/c/old", shows: "That connection is gone." },
  { name: "overview", path: connection, shows: "PAYMENTS" },
  { name: "overview of the system account", path: connection, shows: "41 d", api: { statsz: fixtures.statsz } },
  {
    name: "overview, little to see",
    path: connection,
    shows: "This user may not list streams.",
    api: {
      statz: () => ({ ...fixtures.statz, visible: false, reason: "This user may not ask for it.", servers: [] }),
      summary: { ...fixtures.summary, available: false, reason: "This user may not list streams.", attention: [] },
    },
  },
  { name: "overview, a finding open", path: `${connection}?look=near_limit+PAYMENTS+messages`, shows: "Evidence" },
  { name: "not answering", path: connection, shows: "Not answering.", api: { stats: fixtures.silent } },
  { name: "parked", path: connection, shows: "Parked after 30 min.", api: { stats: fixtures.parked } },
  { name: "reconnecting", path: connection, shows: "Reconnecting.", api: { stats: fixtures.reconnecting } },
  { name: "unreachable", path: connection, shows: "Unreachable.", api: { stats: fixtures.unreachable } },
  { name: "needs credentials", path: connection, shows: /needs new credentials/, api: { stats: fixtures.refused } },
  {
    name: "cannot be shown",
    path: connection,
    shows: "The connection cannot be shown",
    api: { stats: fixtures.problem(500, "internal", "Something went wrong inside HeyNATS.") },
  },
  {
    name: "account cannot be read",
    path: connection,
    shows: "Server and account could not be read",
    api: { account: fixtures.problem(403, "nats_permission", "This user may not ask $JS.API.INFO.") },
  },
  { name: "account", path: `${account}?subject=$JS.API.STREAM.PURGE.ORDERS`, shows: "What I may do" },
  {
    name: "account, nothing known",
    path: account,
    shows: /is not known/,
    api: { account: { ...fixtures.account, user: "", unknown: "Nobody answers on $SYS.REQ.USER.INFO." } },
  },
  { name: "no such page", path: "/nowhere", shows: "There is no page here" },
];

testStates(states);

test("every kind of authentication", async ({ page, site }) => {
  await fakeApi(page);
  await page.goto(site);
  await page.getByRole("button", { name: /^TLS/ }).click();
  await page.getByRole("button", { name: /^Advanced/ }).click();
  for (const kind of ["None", "User", "Token", "NKey", "Credentials file", "JWT and seed", "TLS certificate"]) {
    await page.getByRole("tab", { name: kind }).click();
    await page.getByRole("button", { name: "Connect" }).click();
    await expectAccessible(page);
  }
});

test("a test that failed, and one that passed", async ({ page, site }) => {
  const api = await fakeApi(page, { report: fixtures.failedAtAuth });
  await page.goto(site);
  await page.getByRole("textbox", { name: "Server" }).fill("nats://a");
  await page.getByRole("button", { name: "Test" }).click();
  await expect(page.getByText("Failed", { exact: true })).toBeVisible();
  api.report = fixtures.passed;
  await page.getByRole("button", { name: "Test" }).click();
  await expect(page.getByText("Passed", { exact: true })).toBeVisible();
  await expectAccessible(page);
});

test("other credentials, of every kind and for TLS", async ({ page, site }) => {
  await fakeApi(page, { stats: fixtures.refused });
  await page.goto(`${site}${connection}`);
  await page.getByRole("button", { name: /^TLS/ }).click();
  await page.getByRole("button", { name: "Use these" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Other kinds" }).click();
  await page.getByRole("tab", { name: "TLS certificate" }).click();
  await expectAccessible(page);
});

const chip = (page: Page) => page.getByRole("button", { name: /^eu-prod/ });

test.describe("what lies over a page", () => {
  for (const width of [1440, 390]) {
    test(`is accessible at ${width}`, async ({ page, site }) => {
      await fakeApi(page, { stats: fixtures.held });
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${site}${connection}`);
      await chip(page).click();
      await page.getByRole("button", { name: "Watch in the dock" }).click();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Disconnect" }).click();
      await expect(page.getByRole("alertdialog")).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Unfold the dock" }).click();
      await expect(page.getByRole("region", { name: "eu-prod" })).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("ControlOrMeta+k");
      await expect(page.getByRole("combobox", { name: "Go to or run" })).toBeFocused();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await page.keyboard.press("?");
      await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
      await expectAccessible(page);
    });
  }

  test("is the list of pages where there is no rail", async ({ page, site }) => {
    await fakeApi(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${site}${connection}`);
    await page.getByRole("button", { name: "Pages" }).click();
    await expect(page.getByRole("dialog", { name: "Pages" })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("menuitemradio", { name: "UTC" }).click();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Account" }).click();
    await expect(page.getByRole("heading", { name: "Account", level: 1 })).toBeVisible();
    await expect(page.getByRole("dialog")).toBeHidden();
  });

  test("is what the page comes to as commands", async ({ page, site }) => {
    await fakeApi(page);
    await page.goto(`${site}${connection}`);
    await page.getByRole("button", { name: "Copy as CLI" }).click();
    await expect(page.getByRole("dialog", { name: "The same with the nats CLI" })).toBeVisible();
    await expectAccessible(page);
  });
});

test("charts are tables too", async ({ page, site }) => {
  await fakeApi(page);
  await page.clock.setFixedTime(fixtures.now);
  await page.goto(`${site}${connection}`);
  await page.getByRole("button", { name: "Table of Round trip" }).click();
  await expect(page.getByRole("table", { name: /Round trip/ })).toBeVisible();
  await expectAccessible(page);
});

test("what was read before the connection was parked", async ({ page, site }) => {
  const api = await fakeApi(page);
  await page.goto(`${site}${connection}`);
  await expect(page.getByRole("region", { name: "Account", exact: true })).toBeVisible();
  api.stats = fixtures.parked;
  await expect(page.getByText(/Wakes on your next click\./)).toBeVisible();
  await expectAccessible(page);
});

test.describe("HeyNATS gone", () => {
  test.use({ allowConsole: [[/net::ERR_CONNECTION_REFUSED/], { scope: "test" }] });

  test("is said over the page, and over when it is back", async ({ page, site }) => {
    const api = await fakeApi(page);
    await page.goto(`${site}${connection}`);
    await expect(page.getByRole("region", { name: "Account", exact: true })).toBeVisible();
    api.down = true;
    await expect(page.getByText("HeyNATS does not answer.")).toBeVisible();
    await expectAccessible(page);
    api.down = false;
    await expect(page.getByText("HeyNATS does not answer.")).toBeHidden();
  });
});

test("a hidden page asks nothing", async ({ page, site }) => {
  const api = await fakeApi(page);
  await page.clock.install();
  await page.goto(`${site}${connection}`);
  await expect(page.getByRole("region", { name: "Account", exact: true })).toBeVisible();
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await page.clock.runFor(2_000); // what was on its way
  const before = api.requests.length;
  await page.clock.runFor(60_000);
  expect(api.requests.length).toBe(before);
});
