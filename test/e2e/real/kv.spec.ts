import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "../support/axe";
import { expect } from "../support/guarded";
import { test } from "../support/real";

// Buckets of the playground, and keys that are written from two sides.

// A refused write is what some of this is about; the browser notes it in its console.
test.use({ allowConsole: [/status of 412 \(Precondition Failed\)/] });

async function openConfig(page: Page, url: string): Promise<string> {
  await page.goto(url);
  await page.getByRole("button", { name: "Open Playground" }).click();
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("k");
  await page.getByRole("link", { name: "config", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Key-value / config" })).toBeVisible();
  return page.url();
}

const value = (key: string) => `api/nats/kv/buckets/config/keys/${encodeURIComponent(key)}`;

/** As a person does it: what is there is selected and written over. */
async function writeValue(page: Page, editor: Locator, text: string) {
  await editor.getByRole("textbox", { name: "Value" }).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(text);
}

test("a key is found, edited, and nothing is replaced that somebody else wrote meanwhile", async ({
  page,
  heynats,
}) => {
  const { url } = await heynats("--demo");
  await openConfig(page, url);
  await expect(page.getByText("mail.from")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("/");
  await page.keyboard.type("checkout/");
  await expect(page.getByText("mail.from")).toBeHidden();
  await page.getByText("checkout/limits").click();
  const inspector = page.getByRole("complementary", { name: "Inspector: checkout/limits" });
  await expect(inspector).toContainText("max_items");
  await expectAccessible(page);

  await inspector.getByRole("button", { name: "Edit" }).click();
  const editor = page.getByRole("dialog", { name: "Edit checkout/limits" });
  await writeValue(page, editor, '{"by":"me"}');
  const theirs = await page.request.put(new URL(value("checkout/limits"), url).href, {
    data: { data: '{"by":"them"}' },
  });
  expect(theirs.status()).toBe(200);
  await editor.getByRole("button", { name: "Save", exact: true }).click();
  await expect(editor.getByRole("region", { name: "Conflict" })).toContainText("Changed meanwhile.");
  await expect(editor.getByRole("region", { name: "Conflict" })).toContainText("them");
  const merge = editor.getByRole("region", { name: "Merge" });
  await expect(merge).toContainText("You changed 1 field of those too: choose.");
  await merge.getByText("Stored", { exact: true }).last().click();
  await expectAccessible(page);
  expect(await (await page.request.get(new URL(value("checkout/limits"), url).href)).json()).toMatchObject({
    data: '{"by":"them"}',
  });
  await editor.getByRole("button", { name: /^Save mine over/ }).click();
  await expect(editor).toBeHidden();
  await expect(inspector).toContainText("me");
});

test("an old value comes back, a new key is made, and one is deleted", async ({ page, heynats }) => {
  const { url } = await heynats("--demo");
  await openConfig(page, url);
  await page.getByText("checkout/limits").click();
  const inspector = page.getByRole("complementary", { name: "Inspector: checkout/limits" });
  await inspector.getByRole("button", { name: "History" }).click();
  const history = inspector.getByRole("region", { name: "History" });
  const newest = history.getByRole("listitem").first();
  await expect(newest).toContainText("stored now");
  await expect(newest).toContainText("3 Put");
  await history.getByRole("listitem").nth(1).getByRole("button", { name: "Compare" }).click();
  await expect(history.getByRole("region", { name: /^Difference/ })).toBeVisible();
  await expectAccessible(page);
  await history.getByRole("listitem").nth(1).getByRole("button", { name: "Restore" }).click();
  await expect(history.getByRole("listitem")).toHaveCount(4);

  await page.getByRole("button", { name: "New key" }).click();
  const editor = page.getByRole("dialog", { name: "New key in config" });
  await editor.getByRole("textbox", { name: "Key" }).fill("a/b=c.d-e_f");
  await writeValue(page, editor, "on");
  await editor.getByRole("button", { name: "Save", exact: true }).click();
  const made = page.getByRole("complementary", { name: "Inspector: a/b=c.d-e_f" });
  await expect(made).toContainText("on");
  await made.getByRole("button", { name: "Delete…" }).click();
  const confirm = page.getByRole("alertdialog", { name: "Delete a/b=c.d-e_f" });
  await expectAccessible(page);
  await confirm.getByRole("textbox").fill("a/b=c.d-e_f");
  await confirm.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(confirm).toBeHidden();
  await page.getByRole("checkbox", { name: "Deleted too" }).click();
  await expect(page.getByRole("row").filter({ hasText: "a/b=c.d-e_f" })).toContainText("deleted");
});
