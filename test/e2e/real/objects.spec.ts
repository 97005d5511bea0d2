import { readFile } from "node:fs/promises";
import { expectAccessible } from "../support/axe";
import { expect } from "../support/guarded";
import { test } from "../support/real";

// Objects are uploaded, read and changed in the page.

// A name that is taken is refused, which the browser notes in its console.
test.use({ allowConsole: [/status of 409 \(Conflict\)/] });

test("files go up and come back as they were, whatever they are called", async ({ page, heynats }) => {
  const { url } = await heynats("--demo");
  await page.goto(url);
  await page.getByRole("button", { name: "Open Playground" }).click();
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await expect(page.getByRole("heading", { name: "Objects", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "New bucket" }).first().click();
  const make = page.getByRole("dialog", { name: "New bucket for objects" });
  await make.getByRole("textbox", { name: "Name" }).fill("reports");
  await expectAccessible(page);
  await make.getByRole("button", { name: "Make it" }).click();
  await expect(page.getByRole("heading", { name: "Objects / reports" })).toBeVisible();
  await expect(page.getByText("No objects in reports")).toBeVisible();
  await expectAccessible(page);

  const large = Buffer.alloc(1_500_000, "HeyNATS ");
  const html = Buffer.from("<script>document.title = 'run'</script>");
  await page
    .getByLabel("Files to upload")
    .first()
    .setInputFiles([
      { name: "large.bin", mimeType: "application/octet-stream", buffer: large },
      { name: "page.html", mimeType: "text/html", buffer: html },
    ]);
  const uploads = page.getByRole("region", { name: "Uploads" });
  await expect(uploads.getByText("stored")).toHaveCount(2);
  await expectAccessible(page);

  // The same name once more: what is there stays until somebody says otherwise.
  await page
    .getByLabel("Files to upload")
    .first()
    .setInputFiles([{ name: "page.html", mimeType: "text/html", buffer: large }]);
  await expect(uploads.getByRole("button", { name: "Replace it" })).toBeVisible();
  await uploads.getByRole("button", { name: "Dismiss" }).click();
  await expect(uploads).toBeHidden();

  await page.getByText("page.html", { exact: true }).click();
  const inspector = page.getByRole("complementary", { name: "Inspector: page.html" });
  await expect(inspector).toContainText("SHA-256=");
  await expect(inspector).toContainText("document.title");
  await expectAccessible(page);
  const coming = page.waitForEvent("download");
  await inspector.getByRole("button", { name: "Download", exact: true }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe("page.html");
  expect(await readFile(await download.path())).toEqual(html);
  expect(await page.title()).not.toBe("run");

  await inspector.getByRole("button", { name: "Edit…" }).click();
  const edit = page.getByRole("dialog", { name: "Edit page.html" });
  await edit.getByRole("textbox", { name: "Name" }).fill("../../x y");
  await edit.getByRole("button", { name: "Save" }).click();
  const renamed = page.getByRole("complementary", { name: "Inspector: ../../x y" });
  await expect(renamed).toContainText("document.title");
  await renamed.getByRole("button", { name: "Delete…" }).click();
  const remove = page.getByRole("alertdialog", { name: "Delete ../../x y" });
  await remove.getByRole("textbox").fill("../../x y");
  await expectAccessible(page);
  await remove.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(renamed).toContainText("There is no such object");

  const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  await page
    .getByLabel("Files to upload")
    .first()
    .setInputFiles([{ name: "dot", mimeType: "image/png", buffer: Buffer.from(png, "base64") }]);
  await expect(uploads.getByText("stored")).toBeVisible();
  await uploads.getByRole("button", { name: "Dismiss" }).click();
  await expect(uploads).toBeHidden();
  await page.getByText("dot", { exact: true }).click();
  await expect(page.getByRole("img", { name: "dot" })).toBeVisible();
  await expectAccessible(page);

  await page.goto(page.url().replace(/\?.*/, "?object=large.bin"));
  await expect(page.getByRole("complementary", { name: "Inspector: large.bin" })).toContainText("12 chunks");
});
