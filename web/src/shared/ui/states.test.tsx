import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Layers } from "lucide-react";
import { describe, expect, it, vi } from "vitest";
import { clock } from "@/shared/lib/time";
import { EmptyState } from "./empty-state";
import { NeedsServer, NotVisible } from "./not-available";
import { NothingFound } from "./nothing-found";
import { OutcomeUnknown } from "./outcome-unknown";
import { ParkedNotice, PartialNotice, ReconnectingNotice, StaleNotice } from "./state-notices";

const sentence = () => document.body.textContent;

describe("nothing found", () => {
  it("says what was searched and leads to the name that was meant, or back", async () => {
    const [onNearest, onClear] = [vi.fn(), vi.fn()];
    render(
      <NothingFound
        query="ordesr"
        searched="148 streams were searched."
        nearest="ORDERS"
        onNearest={onNearest}
        onClear={onClear}
      />,
    );
    expect(screen.getByRole("heading", { name: "Nothing matches “ordesr”" })).toBeVisible();
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "ORDERS" }));
    expect(onNearest).toHaveBeenCalledWith("ORDERS");
    await user.click(screen.getByRole("button", { name: /Clear filter/ }));
    expect(onClear).toHaveBeenCalledOnce();
  });

  it("guesses no name when none is near", () => {
    render(<NothingFound query="x" searched="148 streams were searched." onClear={vi.fn()} />);
    expect(sentence()).not.toContain("nearest");
  });
});

describe("not available", () => {
  it("names the server that is too old", () => {
    render(
      <NeedsServer
        feature="Pausing consumers"
        version="2.11"
        server={{ name: "n3-euw", version: "2.10.24", api_level: 0 }}
      >
        It has to be upgraded first.
      </NeedsServer>,
    );
    expect(screen.getByRole("heading", { name: /^Pausing consumers needs NATS\s2\.11$/ })).toBeVisible();
    expect(sentence()).toContain("n3-euw runs 2.10.24, JetStream API level 0. It has to be upgraded first.");
  });

  it("tells an account that sees nothing from a failure", () => {
    render(
      <NotVisible what="Servers" account="SHOP">
        They answer the system account only.
      </NotVisible>,
    );
    expect(screen.getByRole("heading", { name: "Servers are not visible to SHOP" })).toBeVisible();
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });
});

it("says of an unknown outcome when it was sent, and repeats nothing", async () => {
  clock.set("utc");
  const onDismiss = vi.fn();
  render(
    <OutcomeUnknown
      title="The purge may have happened"
      sentAt={new Date(Date.UTC(2026, 10, 23, 14, 32, 6, 30))}
      requestId="01JD8Q7M9C2R"
      action={<button type="button">Look at PAYMENTS</button>}
      onDismiss={onDismiss}
    />,
  );
  expect(screen.getByRole("alert")).toHaveTextContent("HeyNATS does not repeat it.");
  expect(screen.getByText("14:32:06.030")).toBeVisible();
  expect(screen.getByText("01JD8Q7M9C2R")).toBeVisible();
  await userEvent.setup().click(screen.getByRole("button", { name: "Dismiss" }));
  expect(onDismiss).toHaveBeenCalledOnce();
});

it("says what the first one is for, with nothing to press when nothing can be made", () => {
  render(
    <EmptyState icon={Layers} title="No streams in this account yet">
      A stream keeps messages.
    </EmptyState>,
  );
  expect(screen.getByRole("heading", { name: "No streams in this account yet" })).toBeVisible();
  expect(screen.queryByRole("button")).not.toBeInTheDocument();
});

describe("the lines over rows", () => {
  const now = new Date(Date.UTC(2026, 10, 23, 14, 32));

  it("count what is partial", async () => {
    const onMore = vi.fn();
    render(<PartialNotice shown={1024} total={9800} about why="The server stopped answering." onMore={onMore} />);
    expect(sentence()).toContain("1,024 of about 9,800. The server stopped answering.");
    await userEvent.setup().click(screen.getByRole("button", { name: "Go on" }));
    expect(onMore).toHaveBeenCalledOnce();
  });

  it("date what is stale", () => {
    clock.set("utc");
    render(
      <StaleNotice
        at={new Date(now.getTime() - 240_000)}
        now={now}
        why="The last refresh failed."
        onRefresh={vi.fn()}
      />,
    );
    expect(sentence()).toContain("From 14:28, 4 min old. The last refresh failed.");
  });

  it("count attempts, and offer no second one while one is under way", () => {
    const { rerender } = render(<ReconnectingNotice attempt={3} nextIn={4000} onNow={vi.fn()} />);
    expect(sentence()).toContain("Reconnecting. Attempt 3, next in 4 s.");
    expect(screen.getByRole("button", { name: "Now" })).toBeEnabled();
    rerender(<ReconnectingNotice attempt={4} onNow={vi.fn()} />);
    expect(sentence()).toContain("Attempt 4 is under way.");
    expect(screen.getByRole("button", { name: "Now" })).toHaveAttribute("aria-disabled", "true");
  });

  it("say that parking is nothing to worry about", () => {
    render(<ParkedNotice after={1_800_000} wakes={2.1} onWake={vi.fn()} />);
    expect(sentence()).toContain("Parked after 30 min. Your next click wakes it, in about 3 ms.");
  });
});
