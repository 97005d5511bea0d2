import { gzipSync } from "node:zlib";
import { encode } from "@msgpack/msgpack";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ComponentProps } from "react";
import { describe, expect, it, vi } from "vitest";
import { utf8 } from "@/payload/testing/random";
import { PayloadViewer } from "./payload-viewer";

const order =
  '{"order_id":"ord_01JD8Q4V2H","total":249.90,"items":[{"sku":"LMP-OAK-40"},{"sku":"BLB-E27-2K"}],"at":1795357927884}';

function show(data: Uint8Array, props: Partial<ComponentProps<typeof PayloadViewer>> = {}) {
  const user = userEvent.setup();
  render(<PayloadViewer data={data} label="Payload" name="orders.eu.failed" {...props} />);
  return user;
}

const code = (view: string) => screen.findByRole("region", { name: `Payload, ${view}` });
const view = (name: string) => screen.getByRole("radio", { name });

describe("a payload", () => {
  it("is laid out as it was written, with the numbers of its lines", async () => {
    show(utf8(order));
    const lines = await code("pretty");
    expect(lines).toHaveTextContent('"total": 249.90,');
    expect(lines).toHaveTextContent('"sku": "LMP-OAK-40"');
    expect(screen.getByText("JSON")).toHaveAttribute("title", "JSON, for all of it can be read so");
  });

  it("is hex and text when asked for, and stays so for the next one", async () => {
    const user = show(utf8(order));
    await user.click(view("Hex"));
    expect(await code("hex")).toHaveTextContent(
      '00000000 7b 22 6f 72 64 65 72 5f 69 64 22 3a 22 6f 72 64 {"order_id":"ord',
    );
    await user.click(view("Raw"));
    expect(await code("raw")).toHaveTextContent(order);
    show(utf8("[1]"));
    expect(screen.getAllByRole("radio", { name: "Raw" })[1]).toBeChecked();
  });

  it("says that it is empty", () => {
    show(new Uint8Array());
    expect(screen.getByText("empty")).toBeVisible();
    expect(screen.queryByRole("radio")).not.toBeInTheDocument();
  });

  it("has no tree and nothing pretty when it is binary", async () => {
    show(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a));
    expect(screen.getByText("PNG image")).toBeVisible();
    expect(screen.getAllByRole("radio").map((one) => one.textContent)).toEqual(["Hex", "Raw"]);
    expect(await code("hex")).toHaveTextContent("89 50 4e 47");
  });

  it("shows what hides or turns the line", async () => {
    show(utf8("an invoice for everybody: invoice\u202efdp.exe\u0000"));
    const lines = await code("pretty");
    expect(lines).toHaveTextContent("invoice\\u202efdp.exe\\u0000");
    expect(within(lines).getByTitle("right-to-left override, U+202E")).toBeVisible();
  });

  it("is text, whatever it says", async () => {
    show(utf8("<img src=x onerror=alert(1)>"));
    expect(await code("pretty")).toHaveTextContent("<img src=x onerror=alert(1)>");
    expect(document.querySelector("img")).toBeNull();
  });

  it("is read from MessagePack, and says so", async () => {
    show(encode({ id: 1, frame: Uint8Array.of(0xde, 0xad) }));
    expect(await code("pretty")).toHaveTextContent("\"frame\": h'dead'");
    expect(screen.getByText(/of MessagePack, in the notation of JSON/)).toBeVisible();
  });

  it("is unpacked from gzip, and shown as it was stored when asked for", async () => {
    const user = show(gzipSync(order), { contentEncoding: "gzip" });
    expect(await code("pretty")).toHaveTextContent('"total": 249.90,');
    expect(screen.getByText("gzip,")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show as stored" }));
    expect(await code("hex")).toHaveTextContent("00000000 1f 8b 08");
    await user.click(screen.getByRole("button", { name: "Show unpacked" }));
    expect(await code("pretty")).toHaveTextContent('"order_id"');
  });

  it("says how much of it is here, and gets the rest", async () => {
    const onLoadAll = vi.fn();
    const user = show(utf8(order.slice(0, 40)), { truncated: true, totalSize: 3_355_443, onLoadAll });
    expect(screen.getByText("The first 40 B of 3.2 MiB.")).toBeVisible();
    expect(await code("pretty")).toHaveTextContent('"order_id": "ord_01JD8Q4V2H"');
    await user.click(screen.getByRole("button", { name: "Load all" }));
    expect(onLoadAll).toHaveBeenCalledOnce();
    expect(screen.getByRole("button", { name: "Copy what is loaded" })).toBeVisible();
  });

  it("says where it stops being what its header says", () => {
    show(utf8('{"a": 1,}'), { contentType: "application/json" });
    expect(screen.getByText("Content-Type says JSON, but at byte 8 JSON would have a key in quotes.")).toBeVisible();
  });
});

describe("taking a payload away", () => {
  it("copies all of it, in the form that is shown", async () => {
    const user = show(utf8(`[${"0,".repeat(5_000)}0]`));
    const copied = vi.spyOn(navigator.clipboard, "writeText");
    await user.click(screen.getByRole("button", { name: "Copy" }));
    expect(await screen.findByRole("button", { name: "Copied" })).toBeVisible();
    expect(copied).toHaveBeenLastCalledWith(JSON.stringify(Array(5_001).fill(0), null, 2));
    await user.click(view("Hex"));
    await user.click(screen.getByRole("button", { name: /^Cop/ }));
    await vi.waitFor(() => expect(copied.mock.lastCall?.[0]).toMatch(/^5b 30 2c 30 2c/));
  });

  it("says when the browser does not allow it", async () => {
    const user = show(utf8(order));
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("no"));
    await user.click(screen.getByRole("button", { name: "Copy" }));
    expect(await screen.findByRole("button", { name: "Not allowed" })).toBeVisible();
  });

  it("downloads the bytes as they were stored, under a name that is safe", async () => {
    const saved: { name: string; bytes: Uint8Array }[] = [];
    const blobs = new Map<string, Blob>();
    URL.createObjectURL = (blob) => {
      blobs.set(`blob:${blobs.size}`, blob as Blob);
      return `blob:${blobs.size - 1}`;
    };
    URL.revokeObjectURL = () => undefined;
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      saved.push({ name: this.download, bytes: new Uint8Array(blobs.get(this.href)?.size ?? 0) });
    });
    const packed = gzipSync(order);
    const user = show(packed, { name: "../../orders.eu\u202e" });
    await user.click(screen.getByRole("button", { name: "Download as it was stored" }));
    expect(saved.map(({ name, bytes }) => [name, bytes.length])).toEqual([["orders.eu.gz", packed.length]]);
  });
});

describe("finding in a payload", () => {
  it("counts, goes on and back, and marks where it is", async () => {
    const user = show(utf8(order));
    await user.click(await code("pretty"));
    await user.keyboard("{Control>}f{/Control}");
    await user.keyboard("SKU");
    expect(await screen.findByText("1 of 2")).toBeVisible();
    await user.keyboard("{Enter}");
    expect(screen.getByText("2 of 2")).toBeVisible();
    await user.keyboard("{Enter}");
    expect(screen.getByText("1 of 2")).toBeVisible();
    await user.keyboard("{Shift>}{Enter}{/Shift}");
    expect(screen.getByText("2 of 2")).toBeVisible();
    expect(document.querySelectorAll("mark")).toHaveLength(2);
  });

  it("says when there is nothing, and closes without closing what it is in", async () => {
    const onKeyDown = vi.fn();
    const user = userEvent.setup();
    render(
      // biome-ignore lint/a11y/noStaticElementInteractions: stands for an inspector that Esc closes.
      <div onKeyDown={onKeyDown}>
        <PayloadViewer data={utf8(order)} label="Payload" name="x" />
      </div>,
    );
    await user.click(screen.getByRole("button", { name: "Find" }));
    await user.keyboard("nowhere");
    expect(await screen.findByText("Not found")).toBeVisible();
    onKeyDown.mockClear();
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("textbox")).not.toBeInTheDocument();
    expect(onKeyDown).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(await code("pretty"));
  });

  it("takes bytes in a hex dump", async () => {
    const user = show(utf8(order));
    await user.click(view("Hex"));
    await user.click(screen.getByRole("button", { name: "Find" }));
    await user.keyboard("73 6b 75");
    expect(await screen.findByText("1 of 2")).toBeVisible();
  });

  it("opens what a match is in, in a tree", async () => {
    const long = JSON.stringify({ a: Array.from({ length: 300 }, (_, i) => ({ id: `ord_${i}` })) });
    const user = show(utf8(long));
    await user.click(view("Tree"));
    expect(screen.queryByText('"ord_7"')).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Find" }));
    await user.keyboard("ord_7");
    expect(await screen.findByRole("treeitem", { name: /"ord_7"/, selected: true })).toBeVisible();
  });
});

describe("a payload as a tree", () => {
  const row = (name: string | RegExp) => screen.getByRole("treeitem", { name });
  const active = () => {
    const tree = screen.getByRole("tree");
    return document.getElementById(tree.getAttribute("aria-activedescendant") ?? "");
  };

  async function tree() {
    const user = show(utf8(order));
    await user.click(view("Tree"));
    screen.getByRole("tree").focus();
    return user;
  }

  it("counts what is in it, and says where everything stands", async () => {
    await tree();
    expect(row("4 keys")).toHaveAttribute("aria-level", "1");
    expect(row('"items":2 items')).toHaveAttribute("aria-expanded", "true");
    expect(row('"items":2 items')).toHaveAttribute("aria-posinset", "3");
    expect(row('"items":2 items')).toHaveAttribute("aria-setsize", "4");
    expect(row('"total":249.90')).not.toHaveAttribute("aria-expanded");
  });

  it("is walked, opened and closed with the arrows", async () => {
    const user = await tree();
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}");
    expect(active()).toBe(row('"items":2 items'));
    await user.keyboard("{ArrowRight}");
    expect(active()).toBe(row("0:1 key"));
    await user.keyboard("{ArrowLeft}");
    expect(row("0:1 key")).toHaveAttribute("aria-expanded", "false");
    await user.keyboard("{ArrowLeft}");
    expect(active()).toBe(row('"items":2 items'));
    await user.keyboard("{ArrowLeft}");
    expect(screen.queryByRole("treeitem", { name: "0:1 key" })).not.toBeInTheDocument();
    await user.keyboard("{End}");
    expect(active()).toBe(row('"at":1795357927884'));
    await user.keyboard("{Home} ");
    expect(screen.getAllByRole("treeitem")).toHaveLength(1);
  });

  it("gives the path and the value of a row, and the time it may mean", async () => {
    const user = await tree();
    const copied = vi.spyOn(navigator.clipboard, "writeText");
    await user.click(row('"items":2 items'));
    await user.click(screen.getByRole("button", { name: "Copy path" }));
    expect(copied).toHaveBeenLastCalledWith("$.items");
    await user.click(screen.getByRole("button", { name: "Copy value" }));
    await vi.waitFor(() =>
      expect(copied).toHaveBeenLastCalledWith(
        '[\n  {\n    "sku": "LMP-OAK-40"\n  },\n  {\n    "sku": "BLB-E27-2K"\n  }\n]',
      ),
    );
    await user.click(row('"at":1795357927884'));
    expect(screen.getByText(/22 Nov 2026 .*:32:07\.884/)).toBeVisible();
  });
});
