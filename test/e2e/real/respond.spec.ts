import { expectAccessible } from "../support/axe";
import { expect } from "../support/guarded";
import { natsClient } from "../support/nats-client";
import { test } from "../support/real";

// A service that is missing is played: asked by somebody else, answered by the page.

test("a request is answered by a template, by hand, and while another page is open", async ({
  page,
  heynats,
  nats,
}) => {
  const server = await nats("");
  const { url } = await heynats();
  await page.goto(url);
  await page.getByRole("textbox", { name: "Server" }).fill(server.url);
  await page.getByRole("textbox", { name: "Server" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("e");
  await page.getByRole("combobox", { name: "Subject" }).fill("prices.*");
  await page.keyboard.press("Escape");
  await page.getByRole("textbox", { name: "Payload" }).click();
  await page.keyboard.insertText('{"for":{{request}},"number":{{count}}}');
  await expectAccessible(page);
  await page.getByRole("button", { name: "Start to answer" }).click();
  await expect(page.getByText("Nobody has asked yet.")).toBeVisible();
  const client = await natsClient(server.port);
  // The subscription may still be on its way.
  await expect(async () => {
    expect(await client.request("prices.get", { data: "17" })).toMatch(/^\{"for":17,"number":\d+\}$/);
  }).toPass();
  const requests = page.getByRole("region", { name: "Requests" });
  await expect(requests).toContainText("1 asked, 1 answered");
  await expectAccessible(page);

  await page.getByRole("radio", { name: "By hand" }).click();
  const asked = client.request("prices.set", { data: "by hand" });
  await requests.getByRole("button", { name: "Answer" }).click();
  expect(await asked).toBe('{"for":by hand,"number":2}');
  await requests.getByText("by hand").click();
  await expect(page.getByRole("complementary", { name: "Inspector: prices.set" })).toContainText("_INBOX");
  await expectAccessible(page);

  await page.keyboard.press("Escape");
  await page.getByRole("radio", { name: "By itself" }).click();
  await page.getByRole("link", { name: "Account" }).click();
  await expect(page.getByRole("heading", { name: "Account", level: 1 })).toBeVisible();
  expect(await client.request("prices.get", { data: "1" })).toBe('{"for":1,"number":3}');
  await page.getByRole("link", { name: "Respond" }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(requests).toContainText("3 asked, 3 answered");
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(page.getByRole("button", { name: "Start to answer" })).toBeVisible();
  client.close();
});
