import { configure, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { ordersText, writable } from "@/testing/admin-fixtures";
import { openPage } from "@/testing/app";
import { active, problem } from "@/testing/fixtures";
import { answerWith, RawAnswer, seen } from "@/testing/server";
import { streamAnswers } from "@/testing/stream-fixtures";

// There are a hundred things to look through: whether each is hidden would take most of the time.
configure({ defaultHidden: true, asyncUtilTimeout: 20_000 });
vi.setConfig({ testTimeout: 180_000 });

const streams = `/c/${active.connection_id}/streams`;
const orders = `${streams}/ORDERS`;

beforeEach(() => {
  answerWith("GET /api/nats/connection/stats", writable);
  answerWith("GET /api/nats/streams/ORDERS", new RawAnswer(ordersText()));
});

const button = (name: string | RegExp) => screen.findByRole("button", { name });
const asked = (line: string) => seen.filter((request) => request.line === line);
const dialog = () => screen.findByRole("alertdialog");

describe("backing up a stream", () => {
  /** What the browser was told to download: the page only starts it. */
  const begin = async () => {
    let one = "";
    const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      const { pathname, searchParams } = new URL(this.href);
      expect(pathname).toBe("/api/nats/streams/ORDERS/backup");
      one = `${pathname}/${searchParams.get("download")}`;
      answerWith(`GET ${one}`, problem(404, "download_not_found", "There is no download of this name."));
    });
    const { user } = openPage(`${orders}/configuration`);
    await user.click(await button("More for ORDERS"));
    await user.click(await screen.findByRole("menuitem", { name: "Back up…" }));
    const box = within(await dialog());
    await user.click(box.getByRole("button", { name: "Download" }));
    click.mockRestore();
    const now = (progress: object) =>
      answerWith(`GET ${one}`, { messages: 7, bytes: 4_000_000, gathered_bytes: 0, sent_bytes: 0, ...progress });
    return { user, box, one, now };
  };

  it("says how far it is, to its end", async () => {
    const { box, one, now } = await begin();
    expect(box.getByText(/Waiting for your browser/)).toBeInTheDocument();
    expect(box.getByRole("button", { name: "Download" })).toHaveAttribute("aria-disabled", "true");
    now({ state: "gathering", gathered_bytes: 1_048_576 });
    expect(await box.findByText(/1 MiB so far, of a stream of 3.8 MiB/)).toBeInTheDocument();
    now({ state: "sending", sent_bytes: 1_048_576, size_bytes: 2_097_152 });
    expect(await box.findByText(/1 MiB of 2 MiB sent to your browser, 50%/)).toBeInTheDocument();
    now({ state: "sent", sent_bytes: 2_097_152, size_bytes: 2_097_152 });
    expect(await box.findByText("ORDERS.tar is downloaded, 2 MiB")).toBeInTheDocument();
    expect(asked(`GET ${one}`).every(({ passive }) => passive)).toBe(true);
    expect(box.getByRole("button", { name: "Download again" })).toBeEnabled();
    const before = asked(`GET ${one}`).length;
    await new Promise((done) => setTimeout(done, 1_000));
    expect(asked(`GET ${one}`)).toHaveLength(before);
  });

  it("says why it failed", async () => {
    const { box, now } = await begin();
    const refused = problem(403, "nats_permission", "This user may not publish to $JS.API.STREAM.SNAPSHOT.ORDERS.");
    now({ state: "failed", problem: refused });
    expect(await box.findByText("ORDERS was not backed up")).toBeInTheDocument();
    expect(box.getByText(/STREAM\.SNAPSHOT\.ORDERS/)).toBeInTheDocument();
  });

  it("is stopped", async () => {
    const { user, box, one, now } = await begin();
    now({ state: "gathering" });
    await box.findByText(/0 B so far/);
    answerWith(`DELETE ${one}`, () => {
      now({ state: "stopped" });
      return { state: "gathering", gathered_bytes: 0, sent_bytes: 0 };
    });
    await user.click(box.getByRole("button", { name: "Stop" }));
    expect(await box.findByText(/The download was stopped/)).toBeInTheDocument();
    expect(box.queryByRole("button", { name: "Stop" })).not.toBeInTheDocument();
  });
});

describe("restoring a stream", () => {
  const meta = JSON.stringify({ config: { name: "ORDERS" }, state: { messages: 4_118, bytes: 4_200_000 } });

  it("says what a backup is of, sends it, and opens what was made", async () => {
    answerWith("POST /api/nats/streams/restore", streamAnswers["GET /api/nats/streams/ORDERS"]);
    const { user, history } = openPage(streams);
    await user.click(await button("Restore"));
    const box = await dialog();
    await user.upload(within(box).getByLabelText("Backup file"), backup("backup.json", meta));
    expect(await within(box).findByText(/4,118 messages, 4 MiB/)).toBeInTheDocument();
    await user.click(within(box).getByRole("button", { name: "Restore" }));
    await user.click(await within(box).findByRole("button", { name: "Open ORDERS" }));
    await waitFor(() => expect(history.location.pathname).toBe(orders));
    expect(asked("POST /api/nats/streams/restore")).toHaveLength(1);
  });

  it("sends nothing that is no backup", async () => {
    const { user } = openPage(streams);
    await user.click(await button("Restore"));
    const box = await dialog();
    await user.upload(within(box).getByLabelText("Backup file"), backup("holiday.json", meta));
    expect(await within(box).findByRole("alert")).toHaveTextContent("is no backup of a stream");
    expect(within(box).getByRole("button", { name: "Restore" })).toHaveAttribute("aria-disabled", "true");
  });

  it("says why the server did not take it", async () => {
    answerWith(
      "POST /api/nats/streams/restore",
      problem(409, "stream_exists", "There is a stream of this name with another configuration."),
    );
    const { user } = openPage(streams);
    await user.click(await button("Restore"));
    const box = await dialog();
    await user.upload(within(box).getByLabelText("Backup file"), backup("backup.json", meta));
    await within(box).findByText(/4,118 messages/);
    await user.type(within(box).getByRole("textbox", { name: "Name" }), "ORDERS_2");
    await user.click(within(box).getByRole("button", { name: "Restore" }));
    expect(await within(box).findByText("ORDERS_2 was not restored")).toBeInTheDocument();
    expect(asked("POST /api/nats/streams/restore")[0]?.search).toContain("name=ORDERS_2");
  });
});

/** The beginning of a tar: one block that names its first file, and that file. */
function backup(name: string, meta: string): File {
  const head = new Uint8Array(512);
  const put = (text: string, at: number) => head.set(new TextEncoder().encode(text), at);
  put(name, 0);
  put(new TextEncoder().encode(meta).length.toString(8).padStart(11, "0"), 124);
  put("ustar", 257);
  return new File([head, meta], "ORDERS.tar", { type: "application/x-tar" });
}
