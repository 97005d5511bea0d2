import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "../support/axe";
import { expect } from "../support/guarded";
import { test } from "../support/real";

// Consumers of the playground: some are worked for, some nobody pulls from.

const row = (page: Page, name: string) => page.getByRole("row").filter({ has: page.getByText(name, { exact: true }) });

async function openPlayground(page: Page, url: string): Promise<string> {
  await page.goto(url);
  await page.getByRole("button", { name: "Open Playground" }).click();
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  return page.url();
}

/** Goes on with Tab until something has the focus. */
async function tabTo(page: Page, target: Locator) {
  await expect(target).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("Tab");
    await expect(target).toBeFocused({ timeout: 50 });
  }).toPass();
}

test("a message is taken and acknowledged by keyboard alone, and who nobody pulls from is said to be stuck", async ({
  page,
  heynats,
}) => {
  // A consumer is called stuck after a minute.
  test.setTimeout(240_000);
  const { url } = await heynats("--demo");
  await openPlayground(page, url);
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(row(page, "reporting")).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("reporting");
  await expect(row(page, "fulfilment")).toBeHidden();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /reporting$/, level: 1 })).toBeVisible();

  const hand = page.getByRole("region", { name: "Next message by hand" });
  await expect(hand).toContainText("It is a real delivery");
  await tabTo(page, hand.getByRole("button", { name: "Fetch 1 message" }));
  await page.keyboard.press("Enter");
  const taken = hand.getByRole("list", { name: "Messages taken by hand" });
  await expect(taken).toContainText("first delivery");
  await expect(hand.getByRole("region", { name: /^Payload of \d+$/ })).toContainText("order_id");
  await expectAccessible(page);
  await tabTo(page, taken.getByRole("button", { name: /^Ack / }));
  await page.keyboard.press("Enter");
  await expect(taken).toContainText("Acknowledged");
  await expect(page.getByRole("region", { name: "Where it is" })).toContainText(/Acked up to1 in the stream/);

  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(row(page, "approval")).toContainText("Nobody is pulling", { timeout: 120_000 });
  await expect(row(page, "approval")).toContainText(/Nothing was ever delivered; \d+ messages wait\./);
  await expect(page.getByRole("link", { name: /^Consumers .*stuck/ })).toBeVisible();
  await page.getByRole("radio", { name: /^Stuck/ }).click();
  await expect(row(page, "mailer")).toBeHidden();
  await expectAccessible(page);
});

test("a consumer is paused, resumed and deleted", async ({ page, heynats }) => {
  const { url } = await heynats("--demo");
  const home = await openPlayground(page, url);
  await page.goto(`${home}/streams/EVENTS/consumers/search-index`);
  await page.getByRole("button", { name: "Pause…" }).click();
  const pause = page.getByRole("alertdialog", { name: "Pause search-index" });
  await expect(pause.getByRole("textbox", { name: "For" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(pause).toBeHidden();
  await expect(page.getByText(/^Until .* by its configuration/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Fetch 1 message" })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Resume" }).click();
  await expect(page.getByRole("button", { name: "Pause…" })).toBeVisible();

  await page.getByRole("button", { name: "Delete…" }).click();
  const gone = page.getByRole("alertdialog", { name: "Delete search-index" });
  await expect(gone.getByText(/stay in the stream/)).toBeVisible();
  await expect(gone.getByRole("textbox")).toBeFocused();
  await page.keyboard.type("search-index");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/streams\/EVENTS\/consumers$/);
  await expect(page.getByRole("heading", { name: "Nobody reads this stream yet" })).toBeVisible();
});

test("a consumer is made from the form with a preview, and edited as JSON", async ({ page, heynats }) => {
  const { url } = await heynats("--demo");
  const home = await openPlayground(page, url);
  const all = `${home}/streams/ORDERS/consumers`;
  const field = (name: string) => page.getByLabel(name, { exact: true });
  await page.goto(all);
  await page.getByRole("link", { name: "New consumer" }).first().click();
  await expect(page.getByRole("heading", { name: "New consumer", level: 1 })).toBeVisible();
  const preview = page.getByRole("region", { name: "What it would get" }).filter({ visible: true });
  await expect(preview).toContainText(/get [\d,]+ messages/);
  await field("Durable name").fill("auditors");
  await field("Filter subjects").fill("orders.nobody.>");
  await expect(preview).not.toContainText(/get [\d,]+ messages/);
  await field("Filter subjects").fill("orders.eu.>");
  await expect(preview).toContainText(/get [\d,]+ messages/);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create consumer" }).click();
  await expect(page).toHaveURL(new RegExp(`${all}/auditors$`));
  await expect(page.getByRole("main")).toContainText(/Nobody has pulled from it yet; \d+ messages wait/);

  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByRole("radio", { name: "JSON" }).click();
  const json = page.getByRole("textbox", { name: /JSON/ });
  await expect(json).toContainText('"durable_name": "auditors"');
  await json.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type('{"durable_name":"auditors","ack_policy":"explicit","deliver_policy":"all",');
  await page.keyboard.type('"filter_subject":"orders.eu.>","max_deliver":3,"metadata":{"team":"audit"}}');
  await page.getByRole("button", { name: /^Review \d+ changes/ }).click();
  await expect(page.getByText("max_deliver").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save auditors" }).click();
  await expect(page).toHaveURL(new RegExp(`${all}/auditors$`));
  await expect(page.getByRole("main")).toContainText(/Deliveries at most\s*3/);
});
