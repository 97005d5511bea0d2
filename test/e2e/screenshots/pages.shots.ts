import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import * as fixtures from "../../../web/src/testing/fixtures";
import { type FakeApi, fakeApi } from "../support/fake-api";
import { test } from "../support/guarded";
import { servePage } from "../support/static-page";

// Pictures of every page and state in both themes, for docs/images: `npm run screenshots`. The pages themselves come in
// three widths, their states in one. With SHOTS=folder everything comes in three, to be looked at and not to be kept.

const folder = process.env["SHOTS"] ?? fileURLToPath(new URL("../../../docs/images", import.meta.url));
const page1 = `/c/${fixtures.active.connection_id}`;

interface Shot {
  name: string;
  /** A page rather than one of its states. */
  page?: true;
  path: string;
  api?: Partial<FakeApi>;
  act?: (page: Page, api: FakeApi) => Promise<void>;
}

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

const shots: Shot[] = [
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
  { name: "connection", page: true, path: page1 },
  { name: "connection-held", path: page1, api: { stats: fixtures.held } },
  {
    name: "connection-parked",
    path: page1,
    act: async (page, api) => {
      await page.getByText("Max payload").waitFor();
      api.stats = fixtures.parked;
      await page.getByRole("button", { name: "Wake" }).waitFor();
    },
  },
  {
    name: "connection-reconnecting",
    path: page1,
    act: async (page, api) => {
      await page.getByText("Max payload").waitFor();
      api.stats = fixtures.reconnecting;
      await page.getByRole("button", { name: "Now" }).waitFor();
    },
  },
  { name: "connection-unreachable", path: page1, api: { stats: fixtures.unreachable } },
  { name: "connection-needs-credentials", path: page1, api: { stats: fixtures.refused } },
  {
    name: "connection-needs-credentials-tls",
    path: page1,
    api: { stats: { ...fixtures.refused, auth: "user" } },
    act: async (page) => {
      await page.getByRole("textbox", { name: "User" }).fill("ops-readonly");
      await page.getByRole("button", { name: /^TLS/ }).click();
    },
  },
  { name: "connection-silent", path: page1, api: { stats: fixtures.silent } },
  {
    name: "connection-disconnect",
    path: page1,
    api: { stats: fixtures.held },
    act: async (page) => {
      await page.getByRole("button", { name: "Disconnect" }).click();
      await page.getByRole("alertdialog").waitFor();
    },
  },
  {
    name: "heynats-gone",
    path: page1,
    act: async (page, api) => {
      await page.getByText("Max payload").waitFor();
      api.down = true;
      await page.getByText("HeyNATS does not answer.").waitFor();
    },
  },
  { name: "not-found", path: "/nowhere" },
];

const widths = { wide: 1440, medium: 1024, narrow: 390 };

for (const shot of shots) {
  for (const theme of ["light", "dark"] as const) {
    test(`${shot.name}, ${theme}`, async ({ browser }) => {
      await mkdir(folder, { recursive: true });
      const site = await servePage();
      for (const [size, width] of Object.entries(shot.page || process.env["SHOTS"] ? widths : { wide: widths.wide })) {
        const context = await browser.newContext({
          viewport: { width, height: width < 500 ? 844 : 900 },
          colorScheme: theme,
          reducedMotion: "reduce",
        });
        const page = await context.newPage();
        await page.clock.setFixedTime(fixtures.now);
        const api = await fakeApi(page, { ...shot.api });
        await page.goto(`${site.url}${shot.path}`);
        await page.waitForLoadState("networkidle").catch(() => undefined);
        await shot.act?.(page, api);
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({ path: `${folder}/${shot.name}-${size}-${theme}.png`, fullPage: width < 500 });
        await context.close();
      }
      await site.close();
    });
  }
}
