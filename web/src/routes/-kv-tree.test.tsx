import { screen } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import "@/features/kv/components/keys-grid"; // compiled before the first test needs them
import "@/features/kv/components/key-inspector";
import "@/features/kv/components/keys-pane";
import { writable } from "@/testing/admin-fixtures";
import { openPage } from "@/testing/app";
import { active } from "@/testing/fixtures";
import { entryOf, keysPage, kvAnswers } from "@/testing/kv-fixtures";
import { answerWith, seen } from "@/testing/server";

const path = `/c/${active.connection_id}/kv/config`;
const line = "GET /api/nats/kv/buckets/config/keys";

const row = (name: string | RegExp) => screen.findByRole("treeitem", { name });

beforeEach(() => {
  for (const [asked, answer] of Object.entries(kvAnswers)) answerWith(asked, answer);
  answerWith("GET /api/nats/connection/stats", writable);
  answerWith("GET /api/nats/kv/buckets/config/keys/mail.zone", entryOf("UTC"));
  answerWith(line, ({ search }) => {
    const asked = new URLSearchParams(search);
    if (asked.get("prefix") !== "mail.") return keysPage(["checkout/limits", "mail.from.eu"]);
    if (asked.get("cursor")) return keysPage(["mail.zone"]);
    return keysPage(["mail.from.eu", "mail.to"], { next_cursor: "x", total_exact: false });
  });
});

describe("the tree of keys", () => {
  it("asks for a folder when it is opened, by the keyboard, and says what it does not know", async () => {
    const { user, history } = openPage(path);
    await screen.findByText("checkout/limits");
    await user.click(screen.getByRole("radio", { name: "Tree" }));
    expect(history.location.search).toContain("view=tree");
    expect(await row("mail., 1 key")).toHaveAttribute("aria-expanded", "false");
    screen.getByRole("tree").focus();
    await user.keyboard("{ArrowDown}{ArrowRight}");
    expect(await row("to")).toHaveAttribute("aria-level", "2");
    expect(seen.some((request) => new URLSearchParams(request.search).get("prefix") === "mail.")).toBe(true);
    expect(await row("from., at least 1 key")).toBeVisible();
    await user.click(await row("2 keys read: more"));
    expect(await row("zone")).toBeVisible();
    expect(await row("from., 1 key")).toBeVisible();
    await user.keyboard("{End}{Enter}");
    expect(history.location.search).toContain("key=mail.zone");
    await user.keyboard("{ArrowLeft}{ArrowLeft}");
    expect(screen.queryByRole("treeitem", { name: "zone" })).not.toBeInTheDocument();
  });
});
