import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { capsOf } from "./keys";
import { allCommands, type Command, useCommands } from "./registry";
import { singleKeys, useShortcuts } from "./use-shortcuts";

const streams = vi.fn();
const next = vi.fn();
const palette = vi.fn();
const open = vi.fn();

const usual: readonly Command[] = [
  { id: "streams", title: "Streams", group: "Go to", keys: "g s", run: streams },
  { id: "next", title: "Next row", group: "Table", keys: ["j", "ArrowDown"], run: next, hidden: true },
  { id: "palette", title: "Go to or run", group: "Help", keys: "mod+k", run: palette },
  { id: "open", title: "Open", group: "Table", keys: "Enter", run: open },
];

function Page({ commands = usual }: { commands?: readonly Command[] }) {
  useCommands(commands);
  useShortcuts();
  return (
    <>
      <input aria-label="Filter" />
      <button type="button">Press</button>
      <div role="dialog" aria-label="Asks">
        <button type="button">Inside</button>
      </div>
    </>
  );
}

afterEach(() => {
  vi.clearAllMocks();
  singleKeys.set("on");
});

describe("keys", () => {
  it("run what they are written for, one or two in a row", async () => {
    render(<Page />);
    await userEvent.keyboard("j{ArrowDown}gs{Control>}k{/Control}");
    expect([next, streams, palette].map((fn) => fn.mock.calls.length)).toEqual([2, 1, 1]);
  });

  it("forget a first key that nothing followed", async () => {
    render(<Page />);
    await userEvent.keyboard("gxs");
    expect(streams).not.toHaveBeenCalled();
  });

  it("belong to a field that is typed into, but for those with Ctrl", async () => {
    render(<Page />);
    await userEvent.type(screen.getByRole("textbox"), "jgs{Control>}k{/Control}");
    expect(screen.getByRole("textbox")).toHaveValue("jgs");
    expect([next, streams, palette].map((fn) => fn.mock.calls.length)).toEqual([0, 0, 1]);
  });

  it("belong to a dialog that is open", async () => {
    render(<Page />);
    screen.getByRole("button", { name: "Inside" }).focus();
    await userEvent.keyboard("j");
    expect(next).not.toHaveBeenCalled();
  });

  it("leave Enter to the button that has the focus", async () => {
    render(<Page />);
    screen.getByRole("button", { name: "Press" }).focus();
    await userEvent.keyboard("{Enter}");
    expect(open).not.toHaveBeenCalled();
  });

  it("can be turned off as far as they are single", async () => {
    singleKeys.set("off");
    render(<Page />);
    await userEvent.keyboard("jgs{ArrowDown}{Control>}k{/Control}");
    expect([next, streams, palette].map((fn) => fn.mock.calls.length)).toEqual([1, 0, 1]);
  });

  it("do nothing for a command that cannot be done now", async () => {
    render(<Page commands={[{ ...(usual[1] as Command), disabled: "There is no row." }]} />);
    await userEvent.keyboard("j");
    expect(next).not.toHaveBeenCalled();
  });

  it("are gone with what registered them", async () => {
    const { rerender } = render(<Page />);
    rerender(<Page commands={[]} />);
    await userEvent.keyboard("j");
    expect(next).not.toHaveBeenCalled();
    expect(allCommands()).toEqual([]);
  });

  it("run the latest, although the registry was told of the first", async () => {
    const later = vi.fn();
    const { rerender } = render(<Page />);
    const before = allCommands();
    rerender(<Page commands={usual.map((command) => ({ ...command, run: later }))} />);
    await userEvent.keyboard("j");
    expect(later).toHaveBeenCalledOnce();
    expect(allCommands()).toBe(before);
  });
});

it.each([
  ["g s", ["g", "s"]],
  ["mod+k", ["Ctrl", "K"]],
  ["Escape", ["Esc"]],
  ["?", ["?"]],
])("draws %s as %j", (keys, caps) => expect(capsOf(keys)).toEqual(caps));
