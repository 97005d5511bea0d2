import type { Page } from "@playwright/test";
import * as fixtures from "../../../web/src/testing/fixtures";
import type { FakeApi } from "../support/fake-api";
import { takeShots } from "../support/shots";

// The workbench, and the pages that say who and where one is.

const page1 = `/c/${fixtures.active.connection_id}`;

const fillForm = async (page: Page) => {
  await page.getByLabel("Server", { exact: true }).fill("tls://nats.eu.lumen.shop:4222");
  await page.getByRole("tab", { name: "Credentials file" }).click();
  await page
    .getByLabel("Credentials file")
    .last()
    .setInputFiles({
      name: "ops-readonly.creds",
      mimeType: "text/plain",
      buffer: Buffer.from(fixtures.credsFile({ name: "ops-readonly", exp: Date.UTC(2027, 1, 3, 12) / 1000 })),
    });
  await page.getByLabel("Name", { exact: true }).fill("eu-prod");
  await page.getByRole("radio", { name: "Production" }).click();
  await page.getByRole("checkbox", { name: /Read-only/ }).click();
};

const chip = (page: Page) => page.getByRole("button", { name: /^eu-prod/ });

/** Some traffic that was read within a moment, as if the page had been open for as long: each reading is 6 s after the last. */
const traffic = (readings: number) => async (page: Page, api: FakeApi) => {
  const start = fixtures.now.getTime() - readings * 6_000;
  let [reading, seconds] = [0, 0];
  api.statz = () => {
    reading++;
    seconds += 6 * (1 + Math.sin(reading / 19) * 0.05 + Math.sin(reading / 2.1) * 0.02);
    return { ...fixtures.laterStatz(seconds), at: new Date(start + reading * 6_000).toISOString() };
  };
  await page.getByText("Max payload").waitFor();
  await page.getByText("Table").first().waitFor();
  for (let press = 0; press < readings; press++) {
    const answered = page.waitForResponse(/account\/statz/);
    await page.keyboard.press("r");
    await answered;
  }
};
const tenMinutes = traffic(100);
const aMoment = traffic(3);

takeShots([
  { name: "connect-empty", path: "/", api: { connections: [] } },
  {
    name: "connect",
    page: true,
    path: "/",
    act: async (page, api) => {
      await fillForm(page);
      api.report = fixtures.failedAtAuth;
      await page.getByRole("button", { name: "Test" }).click();
      await page.getByText("Failed", { exact: true }).waitFor();
      api.report = fixtures.passed;
      await page.getByRole("button", { name: "Test" }).click();
      await page.getByText("Passed", { exact: true }).waitFor();
      await page.getByLabel("Server", { exact: true }).focus();
    },
  },
  {
    name: "connect-wrong",
    path: "/",
    api: {
      connect: fixtures.problem(401, "reauth_required", "demo.nats.io:4222 refused the credentials.", {
        hint: "Check them, or ask who runs the server for new ones.",
        nats: { description: "Authorization Violation" },
      }),
    },
    act: async (page) => {
      await page.getByLabel("Server", { exact: true }).fill("nats://demo.nats.io:4222");
      await page.getByRole("tab", { name: "User" }).click();
      await page.getByRole("textbox", { name: "User" }).fill("maria");
      await page.getByRole("textbox", { name: "Password" }).fill("wrong");
      await page.getByRole("button", { name: "Connect" }).click();
      await page.getByText("The connection could not be opened").waitFor();
    },
  },
  {
    name: "connect-options",
    path: "/",
    act: async (page) => {
      await page.getByRole("radio", { name: "Host and port" }).click();
      await page.getByRole("tab", { name: "JWT and seed" }).click();
      await page.getByRole("button", { name: /^TLS/ }).click();
      await page.getByRole("button", { name: /^Advanced/ }).click();
      await page.getByRole("radio", { name: "Domain" }).click();
      await page.getByRole("button", { name: "Connect" }).click();
    },
  },
  { name: "overview", page: true, path: page1, act: tenMinutes },
  {
    name: "overview-connection",
    path: page1,
    act: async (page, api) => {
      await aMoment(page, api);
      await chip(page).click();
      await page.getByRole("button", { name: "Disconnect" }).waitFor();
    },
  },
  {
    name: "overview-system",
    path: page1,
    api: { statsz: fixtures.statsz, account: { ...fixtures.account, account_name: "SYS", system: true } },
    act: aMoment,
  },
  { name: "overview-inspector", page: true, path: `${page1}?look=near_limit+PAYMENTS+messages`, act: aMoment },
  {
    name: "overview-parked",
    page: true,
    path: page1,
    act: async (page, api) => {
      api.history = fixtures.pingsBefore(fixtures.parked.changes[0]?.at);
      await aMoment(page, api);
      api.stats = fixtures.parked;
      await page.getByRole("button", { name: "Wake" }).waitFor();
    },
  },
  {
    name: "overview-reconnecting",
    path: page1,
    act: async (page, api) => {
      await aMoment(page, api);
      api.stats = fixtures.reconnecting;
      await page.getByRole("button", { name: "Now" }).waitFor();
    },
  },
  { name: "overview-unreachable", path: page1, api: { stats: fixtures.unreachable } },
  { name: "overview-needs-credentials", path: page1, api: { stats: fixtures.refused } },
  {
    name: "overview-silent",
    path: page1,
    api: { stats: fixtures.silent },
  },
  {
    name: "overview-table",
    path: page1,
    act: async (page, api) => {
      await aMoment(page, api);
      await page.getByRole("button", { name: "Table of Round trip" }).click();
    },
  },
  {
    name: "overview-cli",
    path: page1,
    act: async (page, api) => {
      await aMoment(page, api);
      await page.getByRole("button", { name: "Copy as CLI" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "account", page: true, path: `${page1}/account?subject=$JS.API.STREAM.PURGE.ORDERS` },
  {
    name: "palette",
    page: true,
    path: page1,
    act: async (page, api) => {
      await aMoment(page, api);
      await page.keyboard.press("ControlOrMeta+k");
      await page.getByRole("combobox").fill("prod");
    },
  },
  {
    name: "shortcuts",
    path: page1,
    act: async (page) => {
      await page.getByText("Max payload").waitFor();
      await page.keyboard.press("?");
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "pages",
    page: true,
    path: page1,
    act: async (page) => {
      await page.getByText("Max payload").waitFor();
      const menu = page.getByRole("button", { name: "Pages" });
      if (await menu.isVisible()) await menu.click();
      await page.getByRole("button", { name: "Settings" }).click();
      await page.getByRole("menu").waitFor();
    },
  },
  {
    name: "disconnect",
    path: page1,
    api: { stats: fixtures.held },
    act: async (page) => {
      await page.getByText("Max payload").waitFor();
      await chip(page).click();
      await page.getByRole("button", { name: "Watch in the dock" }).click();
      await page.getByRole("button", { name: "Unfold the dock" }).click();
      await chip(page).click();
      await page.getByRole("button", { name: "Disconnect" }).click();
      await page.getByRole("alertdialog").waitFor();
    },
  },
  {
    name: "dock",
    page: true,
    path: page1,
    act: async (page) => {
      await page.getByText("Max payload").waitFor();
      await chip(page).click();
      await page.getByRole("button", { name: "Watch in the dock" }).click();
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Unfold the dock" }).click();
      await page.getByRole("region", { name: "eu-prod" }).waitFor();
    },
  },
  {
    name: "heynats-gone",
    path: page1,
    act: async (page, api) => {
      await aMoment(page, api);
      api.down = true;
      await page.getByText("HeyNATS does not answer.").waitFor();
    },
  },
  { name: "not-found", path: "/nowhere" },
]);
