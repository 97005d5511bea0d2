import { expectAccessible } from "../support/axe";
import { test } from "../support/design-page";
import { expect } from "../support/guarded";

test("a command is copied by the keyboard alone, and what a terminal would obey is never in it", async ({
  page,
  design,
}) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${design}#cli`);
  await page.getByRole("region", { name: "Names that somebody made up" }).getByRole("button").focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "The same with the nats CLI" });
  await expect(dialog).toBeVisible();
  // Away from the copy button, whose tooltip floats outside of every landmark.
  await dialog.getByRole("radio", { name: "sh, bash, zsh" }).focus();
  await expect(page.getByText("Copy: Follow a subject", { exact: true })).toBeHidden();
  await expectAccessible(page);
  const copy = dialog.getByRole("button", { name: "Copy: A name that clears the screen" });
  await copy.focus();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("status").filter({ hasText: "Copied" })).toHaveCount(1);
  const line = await page.evaluate(() => navigator.clipboard.readText());
  expect(line).toBe(`nats --server nats://127.0.0.1:4222 stream info "$(printf '\\033')"'[2Jorders'`);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("region", { name: "Names that somebody made up" }).getByRole("button")).toBeFocused();
});
