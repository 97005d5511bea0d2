import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/axe";
import { expect } from "../support/guarded";
import { natsClient } from "../support/nats-client";
import { type NATS, test } from "../support/real";

// Streams downloaded and uploaded: how far it is, stopped half way, refused, and with a server that dies in between.

// A download that fails is also said on the console.
test.use({ allowConsole: [/Failed to load resource/] });

async function connect(page: Page, url: string, server: NATS, user?: { name: string; password: string }) {
  await page.goto(url);
  await page
    .getByRole("textbox", { name: "Server" })
    .fill(server.url.replace("//", user ? `//${user.name}:${user.password}@` : "//"));
  await page.getByRole("textbox", { name: "Server" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  return `${page.url()}/streams`;
}

const dialog = (page: Page) => page.getByRole("alertdialog");

async function choose(page: Page, item: string) {
  await page.getByRole("button", { name: "More for BIG" }).click();
  await page.getByRole("menuitem", { name: item }).click();
  await expect(dialog(page)).toBeVisible();
}

/** Makes what is sent as slow as a connection far away. */
async function slow(page: Page, bytesPerSecond: number) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond,
  });
}

const big = { name: "BIG", subjects: ["big.>"], storage: "file" };

/** 12 MB that do not get smaller, and a consumer. */
async function fill(server: NATS) {
  const client = await natsClient(server.port);
  await client.js("STREAM.CREATE.BIG", big);
  for (let i = 0; i < 4; i++)
    await client.store(Array.from({ length: 12 }, () => ({ subject: "big.one", data: randomBytes(250_000) })));
  await client.js("CONSUMER.CREATE.BIG.worker", {
    stream_name: "BIG",
    config: { name: "worker", durable_name: "worker", ack_policy: "explicit" },
  });
  client.close();
}

test("a restore is cancelled, cut by a server that dies, and done in the end", async ({
  page,
  heynats,
  nats,
}, info) => {
  const store = `jetstream: { store_dir: "${info.outputPath("store")}" }`;
  const server = await nats(store);
  await fill(server);
  const { url } = await heynats();
  const streams = await connect(page, url, server);
  await page.goto(`${streams}/BIG`);
  await choose(page, "Back up…");
  await expect(dialog(page)).toContainText("48 messages, 11.");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog(page).getByRole("button", { name: "Download" }).click(),
  ]);
  const file = info.outputPath("BIG.tar");
  await download.saveAs(file);
  await expect(dialog(page)).toContainText(/BIG\.tar is downloaded, 11\.\d MiB/);
  expect((await readFile(file)).subarray(0, 11).toString()).toBe("backup.json");
  await expectAccessible(page);
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await choose(page, "Delete…");
  await dialog(page).getByRole("textbox", { name: "Type the stream’s name" }).fill("BIG");
  await dialog(page)
    .getByRole("button", { name: /^Delete/ })
    .click();
  await expect(page).toHaveURL(/\/streams$/);

  await slow(page, 1_500_000);
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await page.getByLabel("Backup file").setInputFiles(file);
  await dialog(page).getByRole("button", { name: "Restore", exact: true }).click();
  await expect(dialog(page)).toContainText(/ sent, [1-9]\d%/);
  await expectAccessible(page);
  await dialog(page).getByRole("button", { name: "Cancel the upload" }).click();
  await expect(dialog(page)).toContainText("The upload was cut.");
  const client = await natsClient(server.port);
  await expect(async () => {
    await expect(client.js("STREAM.INFO.BIG")).rejects.toThrow("stream not found");
  }).toPass();
  client.close();

  await dialog(page).getByRole("button", { name: "Restore again" }).click();
  await expect(dialog(page)).toContainText(/ sent, [1-9]\d%/);
  await server.stop("SIGKILL");
  await expect(dialog(page)).toContainText("Whether a part of the stream stays is not known", { timeout: 30_000 });
  await expectAccessible(page);

  const again = await nats(store, { port: server.port });
  const after = await natsClient(again.port);
  // What there was of it when the server died, as the page said.
  await after.js("STREAM.DELETE.BIG").catch(() => undefined);
  await slow(page, -1);
  await dialog(page).getByRole("button", { name: "Restore again" }).click();
  await dialog(page).getByRole("button", { name: "Open BIG" }).click({ timeout: 30_000 });
  await expect(page).toHaveURL(/\/streams\/BIG$/);
  await expect(page.getByRole("heading", { name: "BIG", level: 1 })).toBeVisible();
  const { state } = (await after.js("STREAM.INFO.BIG")) as { state: Record<string, number> };
  expect(state).toMatchObject({ messages: 48, consumer_count: 1 });
  after.close();
});

test("who may not take a backup is told why", async ({ page, heynats, nats }, info) => {
  const server = await nats(`
    jetstream: { store_dir: "${info.outputPath("store")}" }
    authorization: { users: [
      { user: ann, password: pw }
      { user: bob, password: pw, permissions: { publish: { deny: "$JS.API.STREAM.SNAPSHOT.>" } } }
    ] }
    no_auth_user: ann`);
  await fill(server);
  const { url } = await heynats();
  const streams = await connect(page, url, server, { name: "bob", password: "pw" });
  await page.goto(`${streams}/BIG`);
  await choose(page, "Back up…");
  await dialog(page).getByRole("button", { name: "Download" }).click();
  await expect(dialog(page)).toContainText("BIG was not backed up");
  await expect(dialog(page)).toContainText("$JS.API.STREAM.SNAPSHOT.BIG");
  await expect(dialog(page).getByRole("button", { name: "Download again" })).toBeEnabled();
  await expectAccessible(page);
});
