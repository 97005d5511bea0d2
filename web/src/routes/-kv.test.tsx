import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import "@/features/buckets/components/buckets-grid"; // compiled before the first test needs them
import "@/features/kv/components/key-inspector";
import "@/features/kv/components/keys-grid";
import { openPage } from "@/testing/app";
import { active, problem, stats } from "@/testing/fixtures";
import { entryOf, kvAnswers } from "@/testing/kv-fixtures";
import { answerWith, seen } from "@/testing/server";

const path = `/c/${active.connection_id}/kv`;
const key = "/api/nats/kv/buckets/config/keys/checkout%2Flimits";

beforeEach(() => {
  for (const [line, answer] of Object.entries(kvAnswers)) answerWith(line, answer);
  answerWith("GET /api/nats/connection/stats", stats({ read_only: false }));
});

describe("the list of buckets", () => {
  it("says of each how much is in it, and where a mirror comes from", async () => {
    openPage(path);
    expect(await screen.findByText("config")).toBeVisible();
    expect(screen.getByText("sessions").closest('[role="row"]')).toHaveTextContent("1,204,1181,204,118488MiB");
    expect(screen.getByText("mirror of config")).toBeVisible();
    expect(document.title).toContain("Key-value");
  });

  it("says so when there is none", async () => {
    answerWith("GET /api/nats/kv/buckets", { buckets: [], total: 0, partial: false });
    openPage(path);
    expect(await screen.findByText("No buckets in this account yet")).toBeVisible();
  });
});

describe("the keys of a bucket", () => {
  it.each([
    ["checkout.", "prefix"],
    ["checkout.*.eu", "pattern"],
  ])("are asked for with %s as %s", async (filter, as) => {
    openPage(`${path}/config?filter=${filter}`);
    await screen.findByText("checkout/limits");
    const asked = seen.find(({ line }) => line === "GET /api/nats/kv/buckets/config/keys");
    expect(new URLSearchParams(asked?.search).get(as)).toBe(filter);
  });

  it("are missed with a bucket that is gone", async () => {
    answerWith("GET /api/nats/kv/buckets/config/keys", problem(404, "bucket_not_found", "There is no bucket config."));
    openPage(`${path}/config`);
    expect(await screen.findByText("There is no bucket config")).toBeVisible();
  });
});

describe("one key", () => {
  it("is saved from the revision that was seen, and shows both when somebody else was first", async () => {
    answerWith(`PUT ${key}`, problem(412, "revision_changed", "The key was changed meanwhile."));
    const { user } = openPage(`${path}/config?key=checkout/limits`);
    await user.click(await screen.findByRole("button", { name: "Edit" }));
    const editor = await screen.findByRole("dialog", { name: "Edit checkout/limits" });
    answerWith(`GET ${key}`, entryOf('{"max_items":99}', { revision: 43 }));
    await user.click(within(editor).getByRole("button", { name: "Save" }));
    expect(await within(editor).findByText("Changed meanwhile.")).toBeVisible();
    answerWith(`PUT ${key}`, { key: "checkout/limits", revision: 44 });
    await user.click(within(editor).getByRole("button", { name: "Save mine over 43" }));
    const bodies = () => seen.filter(({ line }) => line === `PUT ${key}`).map(({ body }) => body);
    await screen.findByText(/saved in revision 44/);
    expect(bodies()).toEqual([
      { data: '{"max_items":50}', encoding: "utf8", revision: 41 },
      { data: '{"max_items":50}', encoding: "utf8", revision: 43 },
    ]);
  });

  it("is merged with what somebody else changed in another place", async () => {
    answerWith(`PUT ${key}`, problem(412, "revision_changed", "The key was changed meanwhile."));
    const { user } = openPage(`${path}/config?key=checkout/limits`);
    await user.click(await screen.findByRole("button", { name: "Edit" }));
    const editor = await screen.findByRole("dialog", { name: "Edit checkout/limits" });
    answerWith(`GET ${key}`, entryOf('{"max_items":50,"theirs":18446744073709551615}', { revision: 43 }));
    await user.click(within(editor).getByRole("button", { name: "Save" }));
    const merge = await within(editor).findByRole("region", { name: "Merge" });
    expect(merge).toHaveTextContent("Since revision 41 they changed 1 field. The two changes fit together.");
    await user.click(within(merge).getByRole("button", { name: "Merge both" }));
    answerWith(`PUT ${key}`, { key: "checkout/limits", revision: 44 });
    await user.click(within(editor).getByRole("button", { name: "Save mine over 43" }));
    await screen.findByText(/saved in revision 44/);
    expect(seen.filter(({ line }) => line === `PUT ${key}`).at(-1)?.body).toEqual({
      data: '{\n  "max_items": 50,\n  "theirs": 18446744073709551615\n}',
      encoding: "utf8",
      revision: 43,
    });
  });

  it("shows its history, and restores from the last revision that was seen", async () => {
    answerWith(`POST ${key}/restore`, { key: "checkout/limits", revision: 46 });
    const { user } = openPage(`${path}/config?key=checkout/limits`);
    await user.click(await screen.findByRole("button", { name: "History" }));
    const history = await screen.findByRole("region", { name: "History" });
    expect(
      within(history)
        .getAllByRole("listitem")
        .map((item) => item.textContent),
    ).toEqual([
      expect.stringContaining("41 Put stored now"),
      expect.stringContaining("40 Delete"),
      expect.stringContaining("12 Put"),
    ]);
    await user.click(within(history).getByRole("button", { name: "Restore" }));
    await screen.findByText(/is again as in 12/);
    expect(seen.find(({ line }) => line === `POST ${key}/restore`)?.body).toEqual({ revision: 12, last_revision: 41 });
  });

  it("cannot be changed over a connection that is read-only", async () => {
    answerWith("GET /api/nats/connection/stats", stats({ read_only: true }));
    openPage(`${path}/config?key=checkout/limits`);
    expect(await screen.findByRole("button", { name: "Edit" })).toHaveAttribute("aria-disabled", "true");
  });
});
