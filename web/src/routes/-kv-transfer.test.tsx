import { configure, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import "@/features/kv/components/delete-keys"; // compiled before the first test needs them
import "@/features/kv/components/import-dialog";
import "@/features/kv/components/keys-grid";
import "./-bucket-menu";
import type { KeysDeleted, KeysImported } from "@/api/types";
import { openPage } from "@/testing/app";
import { active, problem, stats } from "@/testing/fixtures";
import { kvAnswers } from "@/testing/kv-fixtures";
import { answerWith, seen } from "@/testing/server";

configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 60_000 });

const path = `/c/${active.connection_id}/kv/config`;
const deletion = "POST /api/nats/kv/buckets/config/keys/delete";
const importing = "POST /api/nats/kv/buckets/config/import";

beforeEach(() => {
  for (const [line, answer] of Object.entries(kvAnswers)) answerWith(line, answer);
  answerWith("GET /api/nats/connection/stats", stats({ read_only: false }));
});

const bodies = (line: string) => seen.filter((request) => request.line === line).map(({ body }) => body);

async function choose(item: string, search = "") {
  const { user } = openPage(`${path}${search}`);
  await user.click(await screen.findByRole("button", { name: "More for config" }));
  await user.click(await screen.findByRole("menuitem", { name: item }));
  return user;
}

describe("exporting keys", () => {
  it.each([
    ["?filter=checkout.", "Export the keys of this filter", "prefix=checkout."],
    ["?filter=checkout.*", "Export the keys of this filter", "pattern=checkout.*"],
    ["", "Export all keys", ""],
  ])("of %s is a download", async (search, item, where) => {
    let href = "";
    const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      href = this.href;
    });
    await choose(item, search);
    click.mockRestore();
    const { pathname, searchParams } = new URL(href);
    expect(pathname).toBe("/api/nats/kv/buckets/config/export");
    searchParams.delete("connection");
    expect(decodeURIComponent(searchParams.toString())).toBe(where);
  });
});

describe("importing keys", () => {
  const report = (over: Partial<KeysImported> = {}): KeysImported => ({
    new: 2,
    changed: 1,
    equal: 40,
    skipped: 0,
    conflicts: 0,
    failed: 1,
    written: 0,
    keys: [{ line: 3, key: "mail.from", outcome: "changed", revision: 8 }],
    conflicts_on: [],
    errors: [{ line: 7, code: "validation_failed", detail: "This is not a JSON object on one line." }],
    file: "whole",
    complete: true,
    ...over,
  });
  const file = new File(['{"key":"a","value":"1"}\n'], "config.ndjson");

  it("says what it would do, and then what it did", async () => {
    answerWith(importing, ({ search }) =>
      search.includes("dry_run=true")
        ? report()
        : report({
            written: 2,
            changed: 0,
            conflicts: 1,
            conflicts_on: [{ line: 3, key: "mail.from", outcome: "conflict" }],
          }),
    );
    const user = await choose("Import keys…");
    const box = within(await screen.findByRole("dialog", { name: "Import into config" }));
    expect(box.getByRole("button", { name: "Write" })).toHaveAttribute("aria-disabled", "true");
    await user.upload(box.getByLabelText("File of keys"), file);
    expect(await box.findByText(/changed: the value in the file replaces another/)).toBeVisible();
    expect(box.getByRole("region", { name: "Errors" })).toHaveTextContent(
      "Line 7 This is not a JSON object on one line.",
    );
    expect(box.getByRole("region", { name: "Keys" })).toHaveTextContent("mail.from changed from revision 8");
    await user.click(box.getByRole("button", { name: "Write 3 keys" }));
    expect(await box.findByRole("region", { name: "Conflicts" })).toHaveTextContent("mail.from");
    expect(box.getByText(/new, written/)).toBeVisible();
    expect(seen.filter(({ line }) => line === importing).map(({ search }) => search.includes("dry_run"))).toEqual([
      true,
      false,
    ]);
  });

  it("compares again when keys are to be kept, and warns of a file that is not whole", async () => {
    answerWith(importing, ({ search }) =>
      search.includes("existing=skip")
        ? report({ new: 0, changed: 0, skipped: 3, file: "unknown", failed: 0, errors: [], keys: [] })
        : report(),
    );
    const user = await choose("Import keys…");
    const box = within(await screen.findByRole("dialog", { name: "Import into config" }));
    await user.upload(box.getByLabelText("File of keys"), file);
    await box.findByRole("button", { name: "Write 3 keys" });
    await user.click(box.getByRole("radio", { name: "Keep" }));
    expect(await box.findByText(/with another value, which stays/)).toBeVisible();
    expect(box.getByText(/has no end line/)).toBeVisible();
    expect(box.getByRole("button", { name: "Write" })).toHaveAttribute("aria-disabled", "true");
  });

  it("says why a file cannot be compared", async () => {
    answerWith(importing, problem(409, "bucket_is_mirror", "This bucket mirrors KV_origin, a moment behind it."));
    const user = await choose("Import keys…");
    const box = within(await screen.findByRole("dialog", { name: "Import into config" }));
    await user.upload(box.getByLabelText("File of keys"), file);
    expect(await box.findByText("The file was not compared")).toBeVisible();
  });
});

describe("deleting keys", () => {
  const done = (over: Partial<KeysDeleted> = {}): KeysDeleted => ({
    matched: 60,
    deleted: 0,
    changed: 0,
    complete: true,
    ...over,
  });

  it("takes the count for a yes, and sends it along", async () => {
    answerWith(deletion, ({ body }) => done((body as { dry_run?: boolean }).dry_run ? {} : { deleted: 60 }));
    const user = await choose("Delete keys…", "?filter=checkout.");
    const box = within(await screen.findByRole("alertdialog", { name: "Delete keys of config" }));
    expect(box.getByRole("textbox", { name: "Keys" })).toHaveValue("checkout.");
    const button = await box.findByRole("button", { name: "Delete 60 keys" });
    expect(button).toHaveAttribute("aria-disabled", "true");
    await user.type(box.getByRole("textbox", { name: "Type how many keys go" }), "60");
    await user.click(box.getByRole("button", { name: "Delete 60 keys" }));
    expect(await screen.findByText("60 keys of config are deleted")).toBeVisible();
    expect(bodies(deletion)).toEqual([
      { prefix: "checkout.", dry_run: true },
      { prefix: "checkout.", purge: false, expected: 60 },
    ]);
  });

  it("says what was changed meanwhile and stays, and what stopped it", async () => {
    const stopped = problem(502, "outcome_unknown", "NATS did not answer.");
    answerWith(deletion, ({ body }) =>
      (body as { dry_run?: boolean }).dry_run
        ? done()
        : done({ deleted: 12, changed: 3, complete: false, problem: stopped as never }),
    );
    const user = await choose("Delete keys…");
    const box = within(await screen.findByRole("alertdialog"));
    await box.findByRole("button", { name: "Delete 60 keys" });
    await user.type(box.getByRole("textbox", { name: "Type how many keys go" }), "60");
    await user.click(box.getByRole("button", { name: "Delete 60 keys" }));
    expect(await box.findByText("The deletion in config stopped in its middle")).toBeVisible();
    expect(box.getByText(/of 60 keys deleted/)).toHaveTextContent("12 of 60 keys deleted");
    expect(bodies(deletion)[0]).toEqual({ all: true, dry_run: true });
  });

  it("counts again when the number is not the same any more", async () => {
    let matched = 60;
    answerWith(deletion, ({ body }) => {
      if ((body as { dry_run?: boolean }).dry_run) return done({ matched });
      matched = 61;
      return problem(409, "count_changed", "61 keys match now, not 60. Nothing was deleted.");
    });
    const user = await choose("Delete keys…");
    const box = within(await screen.findByRole("alertdialog"));
    await box.findByRole("button", { name: "Delete 60 keys" });
    await user.type(box.getByRole("textbox", { name: "Type how many keys go" }), "60");
    await user.click(box.getByRole("button", { name: "Delete 60 keys" }));
    expect(await box.findByText("No key was deleted")).toBeVisible();
    const again = await box.findByRole("button", { name: "Delete 61 keys" });
    await waitFor(() => expect(again).toHaveAttribute("aria-disabled", "true"));
  });

  it("is locked when nothing matches", async () => {
    answerWith(deletion, done({ matched: 0 }));
    await choose("Delete keys…");
    const box = within(await screen.findByRole("alertdialog"));
    await waitFor(() => expect(bodies(deletion)).toHaveLength(1));
    expect(await box.findByRole("button", { name: "Delete 0 keys" })).toHaveAttribute("aria-disabled", "true");
  });
});
