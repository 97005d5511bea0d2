import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { utf8 } from "@/payload/testing/random";
import { DiffViewer } from "./diff-viewer";

const limits = (max_items: number, extra = {}) =>
  utf8(
    JSON.stringify({ currency: "EUR", max_items, skus: Array.from({ length: 20 }, (_, i) => `GFT-${i}`), ...extra }),
  );

function show(before: Uint8Array, after: Uint8Array) {
  const user = userEvent.setup();
  render(<DiffViewer before={before} after={after} beforeLabel="Stored 43" afterLabel="yours" />);
  return user;
}

const rows = () => screen.findByRole("region", { name: "Stored 43 to yours, line by line" });

describe("a difference", () => {
  it("says in words what was added and removed, and how much", async () => {
    show(limits(50), limits(60));
    expect(await rows()).toHaveTextContent('Removed: "max_items": 50,');
    expect(await rows()).toHaveTextContent('Added: "max_items": 60,');
    expect(screen.getByText("+1")).toHaveTextContent("+1 added");
    expect(screen.getByText("−1")).toHaveTextContent("−1 removed");
    expect(screen.getByText("1 change")).toBeVisible();
  });

  it("folds what has not changed, until it is opened", async () => {
    const user = show(limits(50), limits(60));
    expect(within(await rows()).queryByText('"GFT-12"')).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "20 unchanged lines" }));
    expect(within(await rows()).getByText('"GFT-12"')).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /unchanged/ })).not.toBeInTheDocument();
  });

  it("goes from change to change, with the keyboard too", async () => {
    const user = show(limits(50), limits(60, { last: true }));
    await user.click(await screen.findByRole("button", { name: "Next change (n)" }));
    expect(screen.getByText("1 of 2")).toBeVisible();
    (await rows()).focus();
    await user.keyboard("n");
    expect(screen.getByText("2 of 2")).toBeVisible();
    await user.keyboard("n");
    expect(screen.getByText("1 of 2")).toBeVisible();
    await user.keyboard("p");
    expect(screen.getByText("2 of 2")).toBeVisible();
  });

  it("finds none in the same content written differently", async () => {
    show(utf8('{"a":1}'), utf8('{\n\t"a" : 1\n}'));
    expect(await screen.findByText("No difference in content.")).toBeVisible();
  });

  it("compares as text what is not of one kind", async () => {
    show(utf8('{"a":1}'), utf8("a = 1"));
    expect(await rows()).toHaveTextContent('Removed: {"a":1}');
    expect(await rows()).toHaveTextContent("Added: a = 1");
  });

  it("is text, whatever it says", async () => {
    show(utf8("<b>x</b>"), utf8("<img src=x onerror=alert(1)>\u202e"));
    expect(await rows()).toHaveTextContent("Added: <img src=x onerror=alert(1)>\\u202e");
    expect(document.querySelector("img")).toBeNull();
  });
});
