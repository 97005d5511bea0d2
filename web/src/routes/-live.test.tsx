import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import "@/features/live/components/follow-form"; // compiled before the first test needs them
import "@/features/live/components/tail-view";
import "@/features/live/components/live-inspector";
import "@/features/live/components/live-chip";
import "@/features/live/components/live-dock";
import type { Problem } from "@/api/types";
import { live } from "@/live/client";
import { keep } from "@/live/presence";
import { openPage } from "@/testing/app";
import { active, parked, problem } from "@/testing/fixtures";
import { FakeSocket, type SentFrame } from "@/testing/live-batches";
import { type Answer, answerWith } from "@/testing/server";
import { listOf } from "@/testing/stream-fixtures";

const path = `/c/${active.connection_id}/live`;

beforeEach(() => {
  FakeSocket.all = [];
  vi.stubGlobal("WebSocket", FakeSocket);
  answerWith("GET /api/nats/streams", ({ search }) => listOf(search));
});
afterEach(() => {
  for (const tail of live.tails) live.drop(tail);
  keep([]);
  vi.unstubAllGlobals();
});

const socket = () => FakeSocket.all.at(-1) as FakeSocket;

/** What HeyNATS does on its own: all that is drawn for it is drawn. */
const said = (run: (socket: FakeSocket) => void) => act(() => run(socket()));

function open(search = "", connection: Answer = active) {
  answerWith("GET /api/nats/connection/stats", connection);
  return openPage(path + search);
}

/** A page on which a subject is followed. */
async function following(search = "?subject=orders.%3E") {
  const page = open(search);
  await waitFor(() => expect(FakeSocket.all).toHaveLength(1));
  await said((socket) => socket.open());
  await said((socket) => socket.event({ op: "subscribed", id: 1, method: "consumer", first: 1, last: 10 }));
  await screen.findByText("Nothing has come yet");
  return page;
}

const bring = (frame: Omit<SentFrame, "subscription">) => said((socket) => socket.batch({ subscription: 1, ...frame }));

const three = [
  { subject: "orders.eu", data: '{"total":1}', header: "NATS/1.0\r\nTrace: abc\r\n\r\n", reply: "_INBOX.7" },
  { subject: "orders.us", data: '{"total":2}' },
  { subject: "orders.eu", data: '{"total":3}' },
];

const figure = async (term: string) => {
  const figures = await screen.findByRole("region", { name: "Figures" });
  return within(figures).getByText(term).nextElementSibling;
};

describe("following", () => {
  it("begins with the form, and shows what comes", async () => {
    const { user, history } = open();
    await user.type(await screen.findByRole("combobox", { name: "Subject" }), "orders.>");
    await user.click(screen.getByRole("button", { name: "Follow" }));
    await said((socket) => socket.open());
    expect(socket().said).toEqual([{ op: "sub", id: 1, connection: active.connection_id, subject: "orders.>" }]);
    expect(history.location.search).toContain("subject=orders");
    await said((socket) => socket.event({ op: "subscribed", id: 1 }));
    expect(await screen.findByText("Nothing has come yet")).toBeVisible();
    await bring({ messages: three });
    expect(await screen.findByText('{"total":3}')).toBeVisible();
    expect(screen.getAllByRole("row")).toHaveLength(3);
    await waitFor(async () => expect(await figure("Received")).toHaveTextContent("3"));
  });

  it("says what is wrong with a subject, and follows nothing", async () => {
    const { user } = open();
    await user.type(await screen.findByRole("combobox", { name: "Subject" }), "a..b");
    await user.click(screen.getByRole("button", { name: "Follow" }));
    expect(await screen.findByText("Between two dots stands something.")).toBeVisible();
    expect(FakeSocket.all).toHaveLength(0);
  });

  it("offers the subjects of the streams", async () => {
    const { user } = open();
    await user.type(await screen.findByRole("combobox", { name: "Subject" }), "order");
    const offered = await screen.findAllByRole("option");
    expect(offered.length).toBeGreaterThan(0);
    for (const option of offered) expect(option.textContent?.toLowerCase()).toContain("order");
  });

  it("follows a stream from where it is told to", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("radio", { name: "Stream" }));
    await user.type(screen.getByRole("combobox", { name: "Stream" }), "ORDERS");
    await user.keyboard("{Escape}"); // what is suggested
    await user.click(screen.getByRole("radio", { name: "Last" }));
    await user.click(screen.getByRole("button", { name: "Follow" }));
    await said((socket) => socket.open());
    expect(socket().said[0]).toMatchObject({ stream: "ORDERS", from: "last", count: 100 });
  });

  it("is begun by a link, which wakes nothing", async () => {
    await following();
    expect(socket().said[0]).toMatchObject({ subject: "orders.>", passive: true });
  });

  it("never joins a queue group by a link", async () => {
    open("?subject=jobs.*&queue=workers");
    expect(await screen.findByRole("textbox", { name: "Queue group" })).toHaveValue("workers");
    expect(FakeSocket.all).toHaveLength(0);
  });

  it("ends with its tab", async () => {
    const { user } = await following();
    await user.click(screen.getByRole("button", { name: "Stop following orders.>" }));
    expect(socket().told("unsub")).toHaveLength(1);
    expect(await screen.findByRole("form", { name: "Follow" })).toBeVisible();
    expect(live.tails).toHaveLength(0);
  });
});

describe("what came", () => {
  it("is opened by a press, with its headers, and left again", async () => {
    const { user } = await following();
    await bring({ messages: three });
    await user.click(await screen.findByText('{"total":1}'));
    const inspector = await screen.findByRole("complementary", { name: "Inspector: orders.eu" });
    expect(inspector).toHaveTextContent("_INBOX.7");
    expect(inspector).toHaveTextContent("Trace");
    expect(within(inspector).getByRole("link", { name: "Answer" })).toHaveAttribute(
      "href",
      expect.stringContaining("/publish?subject=_INBOX.7"),
    );
    await user.click(within(inspector).getByRole("button", { name: /Newer message/ }));
    expect(await screen.findByRole("complementary", { name: "Inspector: orders.us" })).toBeVisible();
    await user.keyboard("{Escape}{Escape}"); // the tip of the button first
    await waitFor(() => expect(screen.queryByRole("complementary", { name: /Inspector/ })).not.toBeInTheDocument());
  });

  it("is reached by keys", async () => {
    const { user } = await following();
    await bring({ messages: three });
    await screen.findByText('{"total":3}');
    await user.keyboard("k");
    await user.keyboard("k");
    expect(screen.getByRole("row", { selected: true })).toHaveTextContent("orders.us");
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("complementary", { name: "Inspector: orders.us" })).toBeVisible();
  });

  it("is filtered, also by what has not come yet", async () => {
    const { user } = await following();
    await bring({ messages: three });
    await user.click(screen.getByRole("textbox", { name: "Show only messages that contain" }));
    await user.paste("/total.:[23]/");
    await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(2));
    await bring({ messages: [{ subject: "x", data: '{"total":2}' }], produced: 4 });
    await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(3));
    await user.clear(screen.getByRole("textbox", { name: "Show only messages that contain" }));
    await user.paste("/(/");
    expect(await screen.findByText("This is no regular expression.")).toBeVisible();
  });

  it("shows what was dropped, where and how much", async () => {
    await following();
    await bring({ messages: three.slice(0, 1), produced: 1 });
    await bring({ messages: three.slice(1), produced: 1_003, dropped: 1_000 });
    expect(await screen.findByText("1,000 dropped here.")).toBeVisible();
    expect(await screen.findByRole("link", { name: "Show them in ORDERS" })).toHaveAttribute(
      "href",
      expect.stringContaining("/streams/ORDERS/messages?from=time"),
    );
    act(() => live.tails[0]?.tick(Date.now()));
    act(() => live.changed());
    await waitFor(async () => expect(await figure("Dropped")).toHaveTextContent("1,000"));
  });

  it("is text, whatever stands in it", async () => {
    await following();
    await bring({ messages: [{ subject: "<b>x</b>.\u202e", data: "<img src=x onerror=alert(1)>" }] });
    const row = (await screen.findByText("<img src=x onerror=alert(1)>")).closest('[role="row"]') as HTMLElement;
    expect(row).toHaveTextContent("<b>x</b>.<U+202E>");
    expect(row).toHaveTextContent("<img src=x onerror=alert(1)>");
    expect(row.querySelector("img, b")).toBeNull();
  });
});

describe("a tail", () => {
  it("is paused, resumed and cleared by keys", async () => {
    const { user } = await following();
    await bring({ messages: three });
    await screen.findByText('{"total":3}');
    await user.keyboard("p");
    expect(socket().told("pause")).toHaveLength(1);
    expect(await screen.findByText("Paused")).toBeVisible();
    await user.keyboard(" ");
    expect(socket().told("resume")).toHaveLength(1);
    await user.keyboard("c");
    expect(await screen.findByText("Nothing has come yet")).toBeVisible();
    expect(await figure("Received")).toHaveTextContent("3");
  });

  it("is limited", async () => {
    const { user } = await following();
    await user.click(screen.getByRole("button", { name: "All" }));
    await user.click(await screen.findByRole("menuitemradio", { name: "100" }));
    expect(socket().told("rate")).toEqual([{ op: "rate", id: 1, limit: 100, mode: "newest" }]);
  });

  it("says why it is refused, and can be tried again", async () => {
    const { user } = open("?subject=secret");
    await waitFor(() => expect(FakeSocket.all).toHaveLength(1));
    await said((socket) => socket.open());
    const refusal = problem(403, "nats_permission", "This user may not subscribe to secret.") as never as Problem;
    await said((socket) => socket.event({ op: "error", id: 1, problem: refusal }));
    expect(await screen.findByText(/This user may not subscribe to secret/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Follow again" }));
    expect(FakeSocket.all).toHaveLength(2);
  });

  it("says that its connection is parked, and wakes it when somebody wants it", async () => {
    const { user } = open("?subject=a", parked);
    await waitFor(() => expect(FakeSocket.all).toHaveLength(1));
    await said((socket) => socket.open());
    const refusal = problem(409, "connection_parked", "It is parked.") as never as Problem;
    await said((socket) => socket.event({ op: "error", id: 1, problem: refusal }));
    expect(await screen.findByText("The connection is parked.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Follow again" }));
    await said((socket) => socket.open());
    expect(socket().said[0]).not.toHaveProperty("passive");
  });

  it("waits for HeyNATS to come back", async () => {
    await following();
    await said((socket) => socket.close(1006));
    expect(await screen.findByText(/HeyNATS has not been in reach/)).toBeVisible();
  });
});

describe("on other pages", () => {
  it("goes on in the dock, and is counted in the head", async () => {
    const { user } = await following();
    await bring({ messages: three, produced: 10, dropped: 7 });
    act(() => live.tails[0]?.tick(Date.now()));
    await user.click(screen.getByRole("link", { name: "Streams" }));
    const dock = await screen.findByRole("region", { name: "Dock" });
    await user.click(await within(dock).findByRole("button", { name: /^orders/ }));
    expect(await within(dock).findByText('{"total":3}')).toBeVisible();
    expect(await screen.findByRole("link", { name: /^1 live.*7 dropped$/ })).toBeVisible();
    await user.click(within(dock).getByRole("button", { name: "Stop following orders.>" }));
    await waitFor(() => expect(screen.queryByRole("region", { name: "Dock" })).not.toBeInTheDocument());
  });
});
