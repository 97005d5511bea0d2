import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type ComponentProps, useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { ConfirmByName } from "./confirm-by-name";
import type { Hit } from "./hits";

const hits: Hit[] = [
  {
    tone: "warn",
    children: (
      <>
        <b>61,402</b> messages on payments.eu.&gt;
      </>
    ),
  },
  { tone: "ok", children: "No mirror copies them away" },
];
const problem = { title: "What this hits could not be read", detail: "JetStream is offline." };

type Props = ComponentProps<typeof ConfirmByName>;

function Page(props: Partial<Props>) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Purge…
      </button>
      <ConfirmByName
        title="Purge PAYMENTS"
        name="PAYMENTS"
        kind="stream"
        preview={{ state: "ready", hits }}
        action="Purge 61,402 messages"
        onConfirm={() => undefined}
        {...props}
        open={open}
        onOpenChange={setOpen}
      />
    </>
  );
}

async function ask(props: Partial<Props> = {}) {
  const user = userEvent.setup();
  const onConfirm = vi.fn();
  const { rerender } = render(<Page onConfirm={onConfirm} {...props} />);
  await user.click(screen.getByRole("button", { name: "Purge…" }));
  await focusInside();
  const again = (next: Partial<Props>) => rerender(<Page onConfirm={onConfirm} {...props} {...next} />);
  return { user, onConfirm, again };
}

/** A dialog takes the focus a moment after it is there, and what is typed before that goes nowhere. */
const focusInside = () => waitFor(() => expect(screen.getByRole("alertdialog")).toContainElement(focused()));
const focused = () => document.activeElement as HTMLElement | null;

const field = () => screen.getByRole("textbox", { name: "Type the stream’s name" });
const red = () => screen.getByRole("button", { name: "Purge 61,402 messages" });
const locked = () => red().getAttribute("aria-disabled") === "true";

describe("a step that takes a name for a yes", () => {
  it("shows what it hits, and stays locked until the name is typed", async () => {
    const { user, onConfirm } = await ask();
    expect(screen.getByRole("alertdialog", { name: "Purge PAYMENTS" })).toHaveTextContent(
      "61,402 messages on payments.eu.>",
    );
    expect(field()).toHaveFocus();
    expect(locked()).toBe(true);
    await user.keyboard("PAYMENT{Enter}");
    expect(onConfirm).not.toHaveBeenCalled();
    await user.keyboard("S");
    expect(locked()).toBe(false);
    await user.keyboard("{Enter}");
    expect(onConfirm).toHaveBeenCalledOnce();
  });

  it("takes the name exactly, and says what is overlooked", async () => {
    const { user, onConfirm } = await ask();
    await user.keyboard("payments{Enter}");
    expect(screen.getByText(/Only capitals are different/)).toBeVisible();
    await user.clear(field());
    await user.keyboard("PAYMENTS {Enter}");
    expect(screen.getByText(/Only a space at an end/)).toBeVisible();
    await user.click(red());
    expect(onConfirm).not.toHaveBeenCalled();
  });

  it("stays locked while what it hits is being read", async () => {
    const { user, onConfirm } = await ask({ preview: { state: "loading" } });
    expect(screen.getByRole("status", { name: "Finding out what this hits" })).toBeInTheDocument();
    await user.keyboard("PAYMENTS{Enter}");
    expect(locked()).toBe(true);
    expect(onConfirm).not.toHaveBeenCalled();
  });

  it("stays locked when that cannot be read, says why, and can try again", async () => {
    const onRetry = vi.fn();
    const { user, onConfirm } = await ask({ preview: { state: "failed", problem, onRetry } });
    await user.keyboard("PAYMENTS{Enter}");
    expect(onConfirm).not.toHaveBeenCalled();
    expect(screen.getByText("JetStream is offline.")).toBeVisible();
    expect(red()).toHaveAccessibleDescription(/Without knowing what it hits/);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(onRetry).toHaveBeenCalledOnce();
  });

  it("keeps everything on Esc, gives the focus back, and forgets what was typed", async () => {
    const { user, onConfirm } = await ask();
    await user.keyboard("PAYMENTS{Escape}");
    await waitFor(() => expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument());
    expect(onConfirm).not.toHaveBeenCalled();
    await waitFor(() => expect(screen.getByRole("button", { name: "Purge…" })).toHaveFocus());
    await user.click(screen.getByRole("button", { name: "Purge…" }));
    expect(field()).toHaveValue("");
  });

  it("does not close or ask twice while the request is out", async () => {
    const { user, onConfirm, again } = await ask();
    await user.keyboard("PAYMENTS{Enter}");
    again({ busy: true });
    expect(red()).toHaveAttribute("aria-busy", "true");
    await user.keyboard("{Enter}{Escape}");
    expect(onConfirm).toHaveBeenCalledOnce();
    expect(screen.getByRole("alertdialog")).toBeInTheDocument();
  });

  it("shows the refusal of the server, and lets one try again", async () => {
    const { user, onConfirm, again } = await ask();
    await user.keyboard("PAYMENTS");
    again({ refusal: { title: "PAYMENTS was not purged", detail: "This user may not.", requestId: "01JD8Q7M9C2R" } });
    expect(screen.getByRole("alert")).toHaveTextContent("PAYMENTS was not purged");
    expect(screen.getByText("01JD8Q7M9C2R")).toBeVisible();
    await user.click(red());
    expect(onConfirm).toHaveBeenCalledOnce();
  });

  it("leaves its place to an outcome that nobody knows", async () => {
    const { again } = await ask();
    again({ outcome: <p>The purge may have happened</p> });
    expect(screen.getByText("The purge may have happened")).toBeVisible();
    expect(screen.queryByRole("textbox")).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /messages/ })).not.toBeInTheDocument();
  });

  it("spells out a name that hides something", async () => {
    await ask({ title: "Purge PAY\u202eSTNEM", name: "PAY\u202eSTNEM" });
    expect(screen.getByRole("alertdialog", { name: "Purge PAY\\u202eSTNEM" })).toBeVisible();
  });
});
