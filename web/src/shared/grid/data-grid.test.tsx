import { act, fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type ReactNode, useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useShortcuts } from "@/commands/use-shortcuts";
import { CellCount, CellName } from "./cells";
import type { Column } from "./column";
import { DataGrid } from "./data-grid";
import type { DataGridProps } from "./props";
import { GridToolbar } from "./toolbar";

interface Stream {
  name: string;
  messages: number;
}

const streams = (count: number): Stream[] =>
  Array.from({ length: count }, (_, index) => ({ name: `S${String(index).padStart(5, "0")}`, messages: index * 7 }));

const drawn = vi.fn((name: string) => <CellName>{name}</CellName>);
const columns: readonly Column<Stream>[] = [
  { id: "name", title: "Name", cell: ({ name }) => drawn(name), width: { min: 100 }, sort: "asc" },
  {
    id: "messages",
    title: "Messages",
    short: "Msgs",
    cell: ({ messages }) => <CellCount>{messages}</CellCount>,
    width: 98,
    align: "right",
    sort: "desc",
  },
  { id: "note", title: "Note", cell: () => "note", width: 60, optional: true },
];

let grids = 0;
function grid(props: Partial<DataGridProps<Stream>> = {}) {
  return (
    <DataGrid<Stream>
      name={`test-${grids}`}
      label="Streams"
      columns={columns}
      rows={streams(20)}
      rowKey={({ name }) => name}
      {...props}
    />
  );
}

function Page({ children }: { children: ReactNode }) {
  useShortcuts();
  return children;
}

/** The row of this name. By its text: the names of all rows are worked out slowly. */
function row(name: string): HTMLElement {
  const found = screen.getByText(name).closest<HTMLElement>('[role="row"]');
  if (!found) throw new Error(`${name} stands in no row`);
  return found;
}
const press = (...keys: string[]) => {
  for (const key of keys) fireEvent.keyDown(document.activeElement ?? document.body, { key });
};
const names = () => screen.getAllByRole("link").map((link) => link.textContent);

beforeEach(() => {
  grids++;
  drawn.mockClear();
});

describe("what is shown", () => {
  it("draws a screenful of many rows and says how many there are", () => {
    render(grid({ rows: streams(10_000), total: 10_000 }));
    expect(screen.getByRole("grid", { name: "Streams" })).toHaveAttribute("aria-rowcount", "10001");
    expect(screen.getAllByRole("row").length).toBeLessThan(60);
    expect(row("S00003")).toHaveAttribute("aria-rowindex", "5");
    expect(screen.getByText(/of 10,000/)).toBeVisible();
  });

  it("says at its foot what the page says of it, where no place in a whole is known", () => {
    const onSeen = vi.fn();
    render(grid({ total: { about: 20 }, range: <span>20 of many</span>, onSeen }));
    expect(screen.getByText("20 of many")).toBeVisible();
    expect(screen.queryByText(/1–20/)).not.toBeInTheDocument();
    expect(onSeen).toHaveBeenLastCalledWith({ start: 0, end: 20 });
  });

  it("leaves the number of rows open when the server did not count them", () => {
    render(grid({ total: { about: 9_800 }, hasMore: true }));
    expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "-1");
    expect(screen.getByText(/of about 9,800/)).toBeVisible();
    expect(screen.getByText("Loading more…")).toBeVisible();
  });

  it("draws nothing anew when the same is read again, though in other objects", () => {
    const { rerender } = render(grid({ rows: streams(20) }));
    const calls = drawn.mock.calls.length;
    rerender(grid({ rows: streams(20) }));
    expect(drawn.mock.calls.length).toBe(calls);
    rerender(grid({ rows: streams(20).map((one, index) => (index === 3 ? { ...one, messages: 1 } : one)) }));
    expect(drawn.mock.calls.slice(calls)).toEqual([["S00003"]]);
  });

  it("puts a head before each group", () => {
    render(
      grid({ groupOf: ({ messages }) => (messages < 35 ? "Few" : "Many"), groupHead: (group) => `${group} messages` }),
    );
    const lines = screen.getAllByRole("row").map((line) => line.textContent);
    expect(lines.slice(0, 3)).toEqual(["NameMsgsMessages", "Few messages", "S000000"]);
    expect(lines[7]).toBe("Many messages");
  });
});

describe("states", () => {
  afterEach(() => void vi.useRealTimers());

  it("shows bars after 200 ms, and head and toolbar from the start", () => {
    vi.useFakeTimers();
    render(grid({ rows: [], loading: true, toolbar: <GridToolbar fresh="148 streams" /> }));
    expect(screen.getByRole("columnheader", { name: "Name" })).toBeVisible();
    expect(screen.getByText("148 streams")).toBeVisible();
    expect(screen.getAllByRole("row")).toHaveLength(1);
    act(() => void vi.advanceTimersByTime(250));
    expect(screen.getAllByRole("row").length).toBeGreaterThan(3);
    expect(screen.getByRole("grid")).toHaveAttribute("aria-busy", "true");
  });

  it("tells an error, a filter and an empty list apart", () => {
    const says = { problem: "could not be read", nothing: "nothing matches", empty: "no streams yet" };
    const { rerender } = render(grid({ rows: [], ...says }));
    expect(screen.getByText("could not be read")).toBeVisible();
    rerender(grid({ rows: [], ...says, problem: undefined }));
    expect(screen.getByText("nothing matches")).toBeVisible();
    rerender(grid({ rows: [], ...says, problem: undefined, nothing: undefined }));
    expect(screen.getByText("no streams yet")).toBeVisible();
  });

  it("keeps the rows there are while others are read", () => {
    render(grid({ loading: true }));
    expect(row("S00001")).toBeVisible();
  });
});

describe("sorting", () => {
  it("asks for it and sorts nothing itself", async () => {
    const onSort = vi.fn();
    const { rerender } = render(grid({ sort: { by: "name", desc: false }, onSort, href: () => "#" }));
    expect(screen.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
    expect(screen.getByText("sorted by name on the server")).toBeVisible();
    const before = names();
    await userEvent.click(screen.getByRole("button", { name: "Name" }));
    expect(onSort).toHaveBeenLastCalledWith({ by: "name", desc: true });
    expect(names()).toEqual(before);
    // Numbers begin with the most.
    await userEvent.click(screen.getByRole("button", { name: "Messages" }));
    expect(onSort).toHaveBeenLastCalledWith({ by: "messages", desc: true });
    rerender(grid({ sort: { by: "messages", desc: true }, onSort }));
    await userEvent.click(screen.getByRole("button", { name: "Messages" }));
    expect(onSort).toHaveBeenLastCalledWith({ by: "messages", desc: false });
  });
});

function Selecting(props: Partial<DataGridProps<Stream>>) {
  const [selected, setSelected] = useState<string>();
  return (
    <Page>
      {grid({ selected, onSelect: setSelected, onSort: () => undefined, href: ({ name }) => `#${name}`, ...props })}
    </Page>
  );
}

describe("keyboard", () => {
  it("moves among the rows, and the selection goes along once there is one", async () => {
    render(<Selecting />);
    await userEvent.tab();
    expect(screen.getByRole("button", { name: "Name" })).toHaveFocus();
    press("ArrowDown", "ArrowDown", "ArrowDown");
    expect(row("S00002")).toHaveFocus();
    expect(row("S00002")).toHaveAttribute("aria-selected", "false");
    press("Enter");
    expect(row("S00002")).toHaveAttribute("aria-selected", "true");
    press("End");
    expect(row("S00019")).toHaveFocus();
    expect(row("S00019")).toHaveAttribute("aria-selected", "true");
    press("Escape", "Home");
    expect(row("S00000")).toHaveFocus();
    expect(row("S00019")).toHaveAttribute("aria-selected", "false");
    press("ArrowUp");
    expect(screen.getByRole("button", { name: "Name" })).toHaveFocus();
  });

  it("moves with j and k from anywhere, and opens with Enter", () => {
    const onOpen = vi.fn();
    render(<Selecting onOpen={onOpen} />);
    press("j");
    expect(row("S00000")).toHaveFocus();
    press("j", "j", "k");
    expect(row("S00001")).toHaveFocus();
    press("Enter");
    expect(onOpen).toHaveBeenCalledExactlyOnceWith({ name: "S00001", messages: 7 });
  });

  it("has one stop for Tab among heads and one among rows", () => {
    render(grid({ onSort: () => undefined }));
    expect(document.querySelectorAll('[role="columnheader"] [tabindex="0"]')).toHaveLength(1);
    expect(document.querySelectorAll('[data-row][tabindex="0"]')).toHaveLength(1);
  });

  it("stays at its row when the list is read again in another order, and at its place when the row is gone", () => {
    const { rerender } = render(grid());
    row("S00004").focus();
    rerender(grid({ rows: streams(20).toReversed() }));
    expect(row("S00004")).toHaveFocus();
    expect(row("S00004")).toHaveAttribute("tabindex", "0");
    rerender(grid({ rows: streams(20).filter(({ name }) => name !== "S00004") }));
    expect(document.activeElement).toHaveAttribute("data-row", "15");
  });

  it("makes a column wider with Shift and arrows, moves it with Ctrl as well, and keeps both", () => {
    render(grid({ onSort: () => undefined }));
    const heads = () => screen.getAllByRole("columnheader").map((one) => one.textContent);
    screen.getByRole("button", { name: "Messages" }).focus();
    fireEvent.keyDown(screen.getByRole("button", { name: "Messages" }), { key: "ArrowRight", shiftKey: true });
    fireEvent.keyDown(screen.getByRole("button", { name: "Messages" }), {
      key: "ArrowLeft",
      shiftKey: true,
      ctrlKey: true,
    });
    expect(heads()).toEqual(["MsgsMessages", "Name"]);
    expect(screen.getByRole("button", { name: "Messages" })).toHaveFocus();
    expect(localStorage.getItem(`heynats.grid.test-${grids}`)).toBe(
      '{"shown":{},"order":["messages","name","note"],"widths":{"messages":48}}',
    );
  });
});

describe("mouse", () => {
  it("selects with a click, and leaves to the browser what opens a tab", () => {
    const onSelect = vi.fn();
    render(grid({ onSelect, href: ({ name }) => `#${name}` }));
    fireEvent.click(within(row("S00001")).getByText("7"));
    expect(onSelect).toHaveBeenLastCalledWith("S00001");
    const link = screen.getByRole("link", { name: "S00002" });
    expect(link).toHaveAttribute("href", "#S00002");
    expect(fireEvent.click(link, { ctrlKey: true })).toBe(true);
    expect(fireEvent.click(link, { metaKey: true })).toBe(true);
    expect(onSelect).toHaveBeenCalledTimes(1);
    expect(fireEvent.click(link)).toBe(false);
    expect(onSelect).toHaveBeenLastCalledWith("S00002");
  });

  it("presses the link for a click beside it with Ctrl, or with the wheel's button", () => {
    const onSelect = vi.fn();
    render(grid({ onSelect, href: ({ name }) => `#${name}` }));
    const pressed = vi.fn();
    screen.getByRole("link", { name: "S00001" }).addEventListener("click", ({ ctrlKey }) => pressed(ctrlKey));
    fireEvent.click(within(row("S00001")).getByText("7"), { ctrlKey: true });
    fireEvent(within(row("S00001")).getByText("7"), new MouseEvent("auxclick", { bubbles: true, button: 1 }));
    expect(pressed.mock.calls).toEqual([[true], [true]]);
    expect(onSelect).not.toHaveBeenCalled();
  });

  it("takes a click that ends the marking of text for no click", () => {
    const onSelect = vi.fn();
    render(grid({ onSelect }));
    const cell = within(row("S00001")).getByText("S00001");
    getSelection()?.selectAllChildren(cell);
    fireEvent.click(cell);
    expect(onSelect).not.toHaveBeenCalled();
    getSelection()?.removeAllRanges();
    fireEvent.click(cell);
    expect(onSelect).toHaveBeenCalledWith("S00001");
  });
});

function Ticking({ total }: { total?: number }) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  return grid({ ticked, onTick: setTicked, total });
}

describe("ticks", () => {
  const count = () => screen.getAllByRole("row", { selected: true }).length;

  it("ticks with Space, extends with Shift and arrows, and takes all that are loaded", async () => {
    render(<Ticking total={9_800} />);
    row("S00002").focus();
    await userEvent.keyboard(" {Shift>}{ArrowDown}{ArrowDown}{/Shift}");
    expect(count()).toBe(3);
    await userEvent.keyboard("{Control>}a{/Control}");
    expect(screen.getByRole("status")).toHaveTextContent("20 of 9,800 selected");
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("status")).toBeNull();
  });

  it("ticks with the mouse: one, a range, all, none", () => {
    render(<Ticking />);
    fireEvent.click(screen.getByRole("checkbox", { name: "Select S00001" }));
    fireEvent.click(screen.getByRole("checkbox", { name: "Select S00004" }), { shiftKey: true });
    expect(count()).toBe(4);
    const all = screen.getByRole("checkbox", { name: "Select all loaded" });
    expect(all).toBePartiallyChecked();
    fireEvent.click(all);
    expect(count()).toBe(20);
    expect(all).toBeChecked();
    fireEvent.click(all);
    expect(screen.queryAllByRole("row", { selected: true })).toHaveLength(0);
  });
});

describe("columns", () => {
  const head = (name: string) => screen.queryByRole("columnheader", { name });

  it("can be chosen, are kept, and come back", async () => {
    const { unmount } = render(<main>{grid({ toolbar: <GridToolbar /> })}</main>);
    expect(head("Note")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Columns" }));
    expect(await screen.findByRole("menuitemcheckbox", { name: "Name" })).toHaveAttribute("aria-disabled", "true");
    await userEvent.click(screen.getByRole("menuitemcheckbox", { name: "Note" }));
    await userEvent.click(screen.getByRole("menuitemcheckbox", { name: "Messages" }));
    unmount();

    render(<main>{grid({ toolbar: <GridToolbar /> })}</main>);
    expect(head("Note")).toBeVisible();
    expect(head("Messages")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Columns" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Back to the usual columns" }));
    expect(head("Note")).toBeNull();
    expect(head("Messages")).not.toBeNull();
  });

  it("never loses the name, whatever was kept", () => {
    localStorage.setItem(
      `heynats.grid.test-${grids}`,
      '{"shown":{"name":false},"order":["gone","messages"],"widths":{}}',
    );
    render(grid());
    expect(screen.getAllByRole("columnheader").map((one) => one.textContent)).toEqual(["MsgsMessages", "Name"]);
  });
});
