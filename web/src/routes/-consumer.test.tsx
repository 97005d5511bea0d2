import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
// Loaded here once, and not within the time that the first test has.
import "@/features/consumers/components/consumer-dialogs";
import "@/features/consumers/components/consumer-page";
import "@/shared/ui/popover-layer";
import type { ConsumerDetail, FetchedMessage, Stats } from "@/api/types";
import { openPage } from "@/testing/app";
import { consumerDetail, consumerList, fetched } from "@/testing/consumer-fixtures";
import { active, now, problem, stats } from "@/testing/fixtures";
import { answerWith, seen } from "@/testing/server";

const path = `/c/${active.connection_id}/streams/ORDERS/consumers/shipping-eu`;
const api = "/api/nats/streams/ORDERS/consumers/shipping-eu";

/** A connection that may change things. */
const writable = (over: Partial<Stats> = {}) => stats({ read_only: false, ...over });

beforeEach(() => {
  answerWith("GET /api/nats/connection/stats", writable());
  answerWith(`GET ${api}`, consumerDetail());
  answerWith("GET /api/nats/streams/ORDERS", { config: { retention: "limits" } });
  answerWith("GET /api/nats/streams/ORDERS/consumers", consumerList([]));
});

async function open(over: Partial<ConsumerDetail> = {}) {
  answerWith(`GET ${api}`, consumerDetail(over));
  const page = openPage(path);
  await screen.findByRole("region", { name: "Figures" });
  return page;
}

const sent = (line: string) => seen.filter((request) => request.line === line).map(({ body }) => body);
const region = (name: string) => screen.getByRole("region", { name });

/** Presses the button of a step and waits for the dialog to have the focus. */
async function ask(user: UserEvent, name: string) {
  await user.click(screen.getByRole("button", { name }));
  const dialog = await screen.findByRole("alertdialog");
  await waitFor(() => expect(dialog).toContainElement(document.activeElement as HTMLElement));
  return within(dialog);
}

describe("the page", () => {
  it("begins with the verdict, then the numbers, then how it went", async () => {
    await open();
    expect(screen.getByText(/^No acknowledgement for 14 min; all 1,000/)).toBeVisible();
    expect(region("Figures")).toHaveTextContent("Unread15,204not delivered yet");
    expect(region("Figures")).toHaveTextContent("In flight1,000100% of 1,000");
    expect(region("Figures")).toHaveTextContent("Redelivered3,118");
    expect(region("Figures")).toHaveTextContent("Waiting pulls4of 512");
    expect(region("Figures")).toHaveTextContent("Last ack14 min ago");
    expect(screen.getByRole("heading", { name: "Messages" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Table of Messages" })).toBeVisible();
  });

  it("says what it is, who keeps it, and what nobody here knows", async () => {
    await open({ config: { ...consumerDetail().config, newer_option: { a: 1 } } });
    const configuration = region("Configuration");
    expect(configuration).toHaveTextContent("Filterorders.eu.>");
    expect(configuration).toHaveTextContent("Backoff5s, 30s, 2m");
    expect(configuration).toHaveTextContent("Deliveries at most20");
    expect(configuration).toHaveTextContent("Metadatateam=shipping");
    expect(configuration).not.toHaveTextContent("_nats.");
    expect(configuration).toHaveTextContent('newer_option{"a": 1}');
    expect(region("Where it is")).toHaveTextContent("Leadern2-euw");
    expect(region("Where it is")).toHaveTextContent("Replican3-euw 1,204 operations behind");
  });

  it("leads into the messages at the one that comes next, with its filter", async () => {
    await open();
    const href = screen.getByRole("link", { name: "Unread messages" }).getAttribute("href") ?? "";
    const url = new URL(href, "http://heynats");
    expect(url.pathname).toMatch(/\/streams\/ORDERS\/messages$/);
    expect(url.searchParams.get("from")).toBe("seq:4102803");
    expect(url.searchParams.get("subject")).toBe("orders.eu.>");
  });

  it("says of a push consumer whether somebody is subscribed", async () => {
    const { config } = consumerDetail();
    await open({ config: { ...config, deliver_subject: "deliver.shipping", max_waiting: 0 }, push_bound: false });
    expect(region("Figures")).toHaveTextContent("Subscribernobodydeliver.shipping");
    expect(region("Next message by hand")).toHaveTextContent("The server pushes its messages to a subject");
    expect(screen.queryByRole("button", { name: /^Fetch/ })).not.toBeInTheDocument();
  });

  it("says that there is no such consumer", async () => {
    answerWith(`GET ${api}`, problem(404, "consumer_not_found", "There is no such consumer."));
    openPage(path);
    expect(await screen.findByRole("heading", { name: "There is no consumer of this name" })).toBeVisible();
    expect(screen.getByRole("link", { name: "Consumers of the stream" })).toBeVisible();
  });

  it("keeps what it read when it cannot be read again, and says so", async () => {
    const { user } = await open();
    answerWith(`GET ${api}`, problem(504, "nats_timeout", "NATS did not answer in time."));
    await user.click(screen.getByRole("button", { name: "Read again" }));
    expect(await screen.findByText(/The last refresh failed/)).toBeVisible();
    expect(region("Figures")).toHaveTextContent("Unread15,204");
  });
});

describe("a pause", () => {
  it("is for a while, and says when it ends", async () => {
    answerWith(`POST ${api}/pause`, { paused: true, paused_until: now.toISOString() });
    const { user } = await open();
    const dialog = await ask(user, "Pause…");
    expect(dialog.getByText(/15,204 unread messages wait/)).toBeVisible();
    await user.clear(dialog.getByRole("textbox", { name: "For" }));
    await user.type(dialog.getByRole("textbox", { name: "For" }), "1h 30m");
    answerWith(`GET ${api}`, consumerDetail({ paused: true }));
    await user.click(dialog.getByRole("button", { name: "Pause" }));
    await waitFor(() => expect(sent(`POST ${api}/pause`)).toEqual([{ for: "5400000000000ns" }]));
    expect(await screen.findByRole("button", { name: "Resume" })).toBeVisible();
    expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument();
  });

  it("says what is no duration, and sends nothing", async () => {
    const { user } = await open();
    const dialog = await ask(user, "Pause…");
    await user.clear(dialog.getByRole("textbox", { name: "For" }));
    await user.type(dialog.getByRole("textbox", { name: "For" }), "soon{Enter}");
    expect(await dialog.findByText("A duration, like 90s, 24h or 7d.")).toBeVisible();
    expect(sent(`POST ${api}/pause`)).toEqual([]);
  });

  it("shows why it was refused", async () => {
    answerWith(`POST ${api}/pause`, problem(403, "nats_permission", "This user may not ask $JS.API.CONSUMER.PAUSE."));
    const { user } = await open();
    const dialog = await ask(user, "Pause…");
    await user.click(dialog.getByRole("button", { name: "Pause" }));
    expect(await dialog.findByRole("alert")).toHaveTextContent("The pause was refused");
    expect(dialog.getByRole("alert")).toHaveTextContent("This user may not ask $JS.API.CONSUMER.PAUSE.");
  });

  it("may have happened when no answer came, and is not sent again", async () => {
    answerWith(`POST ${api}/pause`, problem(502, "outcome_unknown", "The link broke before the answer came."));
    const { user } = await open();
    const dialog = await ask(user, "Pause…");
    await user.click(dialog.getByRole("button", { name: "Pause" }));
    expect(await dialog.findByText("The pause may have happened")).toBeVisible();
    expect(dialog.queryByRole("button", { name: "Pause" })).not.toBeInTheDocument();
    await user.click(dialog.getByRole("button", { name: "Look at shipping-eu" }));
    expect(sent(`POST ${api}/pause`)).toHaveLength(1);
  });

  it("needs a server that can, and says so in its place", async () => {
    answerWith(
      "GET /api/nats/connection/stats",
      writable({ server: { name: "n3-euw", version: "2.10.24", cluster: "eu-west", address: "10.20.0.13:4222" } }),
    );
    await open();
    const pause = screen.getByRole("button", { name: "Pause…" });
    expect(pause).toHaveAttribute("aria-disabled", "true");
    expect(pause).toHaveAttribute("data-tip", "Needs NATS 2.11. n3-euw runs 2.10.24.");
    expect(screen.getByRole("button", { name: "Reset…" })).toHaveAttribute(
      "data-tip",
      "Needs NATS 2.14. n3-euw runs 2.10.24.",
    );
  });
});

describe("a reset", () => {
  it("says what comes again, and sends the sequence", async () => {
    answerWith(`POST ${api}/reset`, consumerDetail({ reset_seq: 4_100_000 }));
    const { user } = await open();
    const dialog = await ask(user, "Reset…");
    expect(dialog.getByText(/in flight come again/)).toHaveTextContent("1,000 in flight come again");
    await user.click(dialog.getByRole("radio", { name: "At a sequence" }));
    await user.type(dialog.getByRole("textbox", { name: "Sequence in the stream" }), "4,100,000");
    expect(dialog.getByText(/is delivered again/)).toHaveTextContent(
      "What it had from 4,100,000 to 4,102,802 is delivered again",
    );
    await user.click(dialog.getByRole("button", { name: "Reset" }));
    await waitFor(() => expect(sent(`POST ${api}/reset`)).toEqual([{ sequence: 4_100_000 }]));
  });

  it("says what is skipped", async () => {
    const { user } = await open();
    const dialog = await ask(user, "Reset…");
    await user.click(dialog.getByRole("radio", { name: "At a sequence" }));
    await user.type(dialog.getByRole("textbox", { name: "Sequence in the stream" }), "5m");
    expect(dialog.getByText(/is never delivered/)).toHaveTextContent("between 4,102,802 and 5,000,000");
  });
});

it("takes a group away from the client that has it", async () => {
  answerWith(`POST ${api}/unpin`, { unpinned: true });
  const { config } = consumerDetail();
  const { user } = await open({
    config: { ...config, priority_policy: "pinned_client", priority_groups: ["a", "b"] },
    priority_groups: [{ group: "a" }, { group: "b", pinned_client_id: "c1d2", pinned_ts: now.toISOString() }],
  });
  const dialog = await ask(user, "Unpin…");
  expect(dialog.getByText("c1d2")).toBeVisible();
  await user.click(dialog.getByRole("button", { name: "Unpin" }));
  await waitFor(() => expect(sent(`POST ${api}/unpin`)).toEqual([{ group: "b" }]));
});

describe("deleting", () => {
  it("says what goes and what stays, and takes the name for a yes", async () => {
    answerWith(`DELETE ${api}`, { deleted: true });
    const { user, history } = await open();
    const dialog = await ask(user, "Delete…");
    expect(await dialog.findByText(/is forgotten/)).toHaveTextContent("Where it is, at 4,102,802, is forgotten");
    expect(dialog.getByText(/stay in the stream/)).toHaveTextContent("16,204 messages");
    expect(dialog.getByText(/its clients are told/)).toHaveTextContent("4 pull requests wait");
    await user.type(dialog.getByRole("textbox"), "shipping-eu");
    await user.click(dialog.getByRole("button", { name: "Delete the consumer" }));
    await waitFor(() => expect(history.location.pathname).toMatch(/\/streams\/ORDERS\/consumers$/));
    expect(sent(`DELETE ${api}`)).toHaveLength(1);
  });

  it("says that messages go with it where only interest keeps them", async () => {
    answerWith("GET /api/nats/streams/ORDERS", { config: { retention: "interest" } });
    const { user } = await open();
    const dialog = await ask(user, "Delete…");
    expect(await dialog.findByText(/where no other consumer wants them/)).toHaveTextContent("16,204 messages");
  });
});

describe("a message by hand", () => {
  const take = (...messages: FetchedMessage[]) => answerWith(`POST ${api}/next`, { messages });

  async function fetchOne(over: Partial<ConsumerDetail> = {}) {
    const { user, history } = await open(over);
    await user.click(screen.getByRole("button", { name: "Fetch 1 message" }));
    await screen.findByRole("list", { name: "Messages taken by hand" });
    return { user, history };
  }

  it("is taken only after it was said what that does", async () => {
    take(fetched());
    await open();
    const hand = region("Next message by hand");
    expect(hand).toHaveTextContent("It is a real delivery, one of 20 that a message may have");
    expect(hand).toHaveTextContent("Nobody else gets the message for 5s, or until you give it back");
    expect(sent(`POST ${api}/next`)).toEqual([]);
  });

  it("shows its payload, which delivery it is and how long there is, and is acknowledged", async () => {
    take(fetched());
    answerWith(`POST ${api}/ack`, { acknowledged: true });
    const { backoff: _, ...config } = consumerDetail().config;
    const { user } = await fetchOne({ config: { ...config, ack_wait: 2 * 3600e9 } });
    expect(sent(`POST ${api}/next`)[0]).toMatchObject({ batch: 1, expires: "2s" });
    expect(screen.getByRole("button", { name: "Payload of 4,102,803" })).toHaveAttribute("aria-expanded", "true");
    expect(await screen.findByRole("region", { name: "Payload of 4,102,803" })).toHaveTextContent("A-1204");
    expect(screen.getByText("first delivery")).toBeVisible();
    expect(screen.getByText(/^(2h 00m|1h 59m) left$/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Ack 4,102,803" }));
    expect(await screen.findByText("Acknowledged")).toBeVisible();
    expect(sent(`POST ${api}/ack`)).toEqual([{ ack: fetched().ack, kind: "ack" }]);
    expect(screen.queryByRole("button", { name: "Ack 4,102,803" })).not.toBeInTheDocument();
  });

  it("is given back, at once or later", async () => {
    take(fetched());
    answerWith(`POST ${api}/ack`, { acknowledged: true });
    const { user } = await fetchOne();
    await user.click(screen.getByRole("button", { name: "Nak 4,102,803" }));
    const popover = within(await screen.findByRole("dialog", { name: "Give 4,102,803 back" }));
    await user.type(popover.getByRole("textbox"), "30s");
    await user.click(popover.getByRole("button", { name: "Give it back" }));
    expect(await screen.findByText("Given back")).toBeVisible();
    expect(sent(`POST ${api}/ack`)).toEqual([{ ack: fetched().ack, kind: "nak", delay: "30000000000ns" }]);
  });

  it("is terminated with a reason", async () => {
    take(fetched());
    answerWith(`POST ${api}/ack`, { acknowledged: true });
    const { user } = await fetchOne();
    await user.click(screen.getByRole("button", { name: "Term 4,102,803" }));
    const popover = within(await screen.findByRole("dialog", { name: "Terminate 4,102,803" }));
    await user.type(popover.getByRole("textbox", { name: "Reason" }), "no such order");
    await user.click(popover.getByRole("button", { name: "Terminate it" }));
    expect(await screen.findByText("Never again")).toBeVisible();
    expect(sent(`POST ${api}/ack`)).toEqual([{ ack: fetched().ack, kind: "term", reason: "no such order" }]);
  });

  it("stays held, with the reason, when the answer is refused", async () => {
    take(fetched());
    answerWith(`POST ${api}/ack`, problem(409, "ack_refused", "The message is not in flight any more."));
    const { user } = await fetchOne();
    await user.click(screen.getByRole("button", { name: "In progress 4,102,803" }));
    expect(await screen.findByText("The message is not in flight any more.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Ack 4,102,803" })).toBeVisible();
  });

  it("is not answered twice when no answer came", async () => {
    take(fetched());
    answerWith(`POST ${api}/ack`, problem(502, "outcome_unknown", "The link broke."));
    const { user } = await fetchOne();
    await user.click(screen.getByRole("button", { name: "Ack 4,102,803" }));
    expect(await screen.findByText("No answer came. It may have been taken.")).toBeVisible();
    expect(sent(`POST ${api}/ack`)).toHaveLength(1);
  });

  it("says that none came", async () => {
    take();
    const { user } = await open();
    await user.click(screen.getByRole("button", { name: "Fetch 1 message" }));
    expect(await screen.findByText("No message came within 2 s.")).toBeVisible();
  });

  it("is one of as many as one asks for", async () => {
    take(fetched(), fetched({ sequence: 4_102_804, ack: "$JS.ACK.second", delivered: 3 }));
    const { user } = await open();
    const count = screen.getByRole("textbox", { name: "Messages" });
    await user.clear(count);
    await user.type(count, "500");
    expect(screen.getByText("From 1 to 100.")).toBeVisible();
    await user.clear(count);
    await user.type(count, "2{Enter}");
    const list = await screen.findByRole("list", { name: "Messages taken by hand" });
    expect(within(list).getAllByRole("listitem")).toHaveLength(2);
    expect(list).toHaveTextContent("delivery 3");
    expect(sent(`POST ${api}/next`)).toHaveLength(1);
  });

  it("stays in hand while another page is looked at", async () => {
    take(fetched());
    const { user, history } = await fetchOne();
    await user.click(screen.getByRole("link", { name: "Account" }));
    await screen.findByRole("region", { name: "Who I am" });
    history.back();
    expect(await screen.findByRole("button", { name: "Ack 4,102,803" })).toBeVisible();
  });

  it("cannot be taken over a read-only connection", async () => {
    answerWith("GET /api/nats/connection/stats", writable({ read_only: true }));
    await open();
    expect(screen.getByRole("button", { name: "Fetch 1 message" })).toHaveAttribute("aria-disabled", "true");
  });
});
