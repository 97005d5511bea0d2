import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import "@/features/messages/components/message-list"; // compiled before the first test needs them
import "@/features/messages/components/message-inspector";
import "@/features/messages/components/copy-dialog";
import "@/features/messages/components/delete-dialog";
import "@/features/messages/components/export-dialog";
import "@/shared/ui/popover-layer";
import type { Message, MessagePage } from "@/api/types";
import { openPage } from "@/testing/app";
import { active, parked, problem, stats } from "@/testing/fixtures";
import { messageAt, messageEnds, messagePage, noneStored, stored, streamOf } from "@/testing/message-fixtures";
import { type Answer, answerWith, seen } from "@/testing/server";

const { last, first } = messageEnds;
const path = `/c/${active.connection_id}/streams/ORDERS/messages`;
const line = "GET /api/nats/streams/ORDERS/messages";
const one = (sequence: number) => `${line}/${sequence}`;
const n = (sequence: number) => sequence.toLocaleString("en-US");
const writable = stats({ read_only: false });

beforeEach(() => {
  answerWith(line, ({ search }) => small(messagePage(search)));
  answerWith("GET /api/nats/streams/ORDERS/subjects", {
    subjects: [
      { subject: "orders.eu.created", messages: 1_204_882 },
      { subject: "orders.us.created", messages: 804_100 },
      { subject: "orders.eu.paid", messages: 404_011 },
    ],
    total: 41_207,
    partial: false,
  });
});

/** Few rows, and no more of them: every one is searched through with every look at the page. */
const small = (page: MessagePage, rows = 4): MessagePage => {
  const { older_cursor: _, newer_cursor: __, ...rest } = page;
  return { ...rest, messages: page.messages.slice(0, rows) };
};

/** Puts a text where the focus is, at once: letter by letter all of the page is drawn for each. */
const put = async (user: UserEvent, field: HTMLElement, text: string) => {
  await user.clear(field);
  await user.paste(text);
};

async function list(search = "", connection: Answer = active) {
  answerWith("GET /api/nats/connection/stats", connection);
  const page = openPage(path + search);
  await screen.findByRole("grid", { name: "Messages of ORDERS" });
  return page;
}

/** The row of this sequence. By its text: the names of all rows are worked out slowly. */
async function row(sequence: number): Promise<HTMLElement> {
  const cells = await screen.findAllByText(n(sequence));
  const row = cells.map((cell) => cell.closest<HTMLElement>('[role="row"]')).find((found) => found !== null);
  if (!row) throw new Error(`${sequence} stands in no row`);
  return row;
}

async function open(sequence: number, connection: Answer = active) {
  const page = await list("", connection);
  await page.user.click(await row(sequence));
  const inspector = await screen.findByRole("complementary", { name: `Inspector: ${n(sequence)}` });
  return { ...page, inspector };
}

const beginAt = (name: string) => within(screen.getByRole("group", { name: "Begin at" })).getByRole("button", { name });

const asked = (of = line) => seen.filter((request) => request.line === of);
const queries = () => asked().map(({ search }) => new URLSearchParams(search));
/** What was asked for the rows, and not to know whether there are new ones. */
const pages = () => queries().filter((query) => query.get("limit") === "100");

describe("the list", () => {
  it("begins with the newest, and says how many there are and how they were read", async () => {
    await list();
    expect(await row(last)).toHaveTextContent(/^188,338,119.*orders\.eu\.created.*B\{"order_id":"ord_01JD8Q/);
    expect(screen.getByText("4,118,006 messages")).toBeVisible();
    expect(screen.getByText("read in 1.2 ms, batch direct get")).toBeVisible();
    expect(document.title).toBe("Messages · ORDERS · Streams · eu-prod · HeyNATS");
    expect(pages()[0]?.get("from")).toBe("last");
  });

  it("shows what is no JSON for what it is, and never runs it", async () => {
    answerWith(line, ({ search }) => small(messagePage(search), 9));
    await list();
    expect(await row(last - 10)).toHaveTextContent(/18\.2KiBgzip1f 8b 08/);
    expect(await row(last - 12)).toHaveTextContent(/orders\.eu\.tombstone0Bempty$/);
    const hostile = await row(last - 14);
    expect(hostile).toHaveTextContent("orders.eu.<script>");
    expect(hostile).toHaveTextContent("<img src=x onerror=alert(1)><U+202E>evil<U+0000>");
    expect(document.querySelector("img")).toBeNull();
    expect(await row(last - 16)).toHaveTextContent(/binaryff fe 61 62/);
  });

  it("goes on to older ones before its end is reached", async () => {
    answerWith(line, ({ search }) => {
      const page = messagePage(search);
      return search.includes("cursor") ? small(page) : { ...small(page), older_cursor: `older ${last - 8}` };
    });
    await list();
    await waitFor(() => expect(pages().length).toBeGreaterThan(1));
    expect(pages()[1]?.get("cursor")).toMatch(/^older /);
    expect(pages()[1]?.get("from")).toBeNull();
  });

  it("begins at the other end, at a sequence or at a time, each by address", async () => {
    const { user, history } = await list();
    await row(last);
    await user.click(beginAt("Beginning"));
    await row(first);
    expect(history.location.search).toContain("from=first");
    await user.click(beginAt("Sequence"));
    const sequence = await screen.findByRole("textbox", { name: "Sequence" });
    await put(user, sequence, "188,338,1x");
    await user.keyboard("{Enter}");
    expect(await screen.findByText("A sequence is a whole number from 1 on.")).toBeVisible();
    await put(user, sequence, "188,338,101");
    await user.keyboard("{Enter}");
    await row(188_338_101);
    expect(history.location.search).toContain("from=seq%3A188338101");
    await user.click(beginAt("Time"));
    await put(user, await screen.findByRole("textbox", { name: "Time" }), "2026-11-23 14:00:00");
    await user.keyboard("{Enter}");
    await waitFor(() => expect(history.location.search).toContain("from=time%3A2026-11-23T"));
    await waitFor(() => expect(pages().at(-1)?.get("from")).toMatch(/^time:2026-11-23T/));
  });

  it("is turned round by the head of its sequence", async () => {
    const { user, history } = await list();
    await row(last);
    const head = screen.getByRole("columnheader", { name: "Sequence" });
    expect(head).toHaveAttribute("aria-sort", "descending");
    await user.click(within(head).getByRole("button"));
    await row(first);
    expect(history.location.search).toBe("?from=first");
    expect(head).toHaveAttribute("aria-sort", "ascending");
  });

  it("says how many are new, and shows them when it is asked to", async () => {
    let newest = stored;
    answerWith(line, ({ search }) => small(messagePage(search, newest)));
    const { user } = await list();
    await row(last);
    newest = { ...stored, last: last + 60 };
    // Whatever came is counted in the background, and no row moves for it.
    expect(await screen.findByText("60 new", undefined, { timeout: 8_000 })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show" }));
    await row(last + 60);
    await waitFor(() => expect(screen.queryByText("60 new")).not.toBeInTheDocument());
  }, 15_000);
});

describe("filters", () => {
  it("take a subject with wildcards, count what matches, and stand in the address", async () => {
    const { user, history } = await list();
    await row(last);
    await user.keyboard("/");
    const field = screen.getByRole("combobox", { name: "Filter by subject" });
    expect(field).toHaveFocus();
    await put(user, field, "orders.eu.>");
    await user.keyboard("{Enter}");
    await waitFor(() => expect(history.location.search).toContain("subject=orders.eu"));
    expect(await screen.findByText(/^1,372,668 match of 4,118,006$/)).toBeVisible();
    expect(pages().at(-1)?.get("subject")).toBe("orders.eu.>");
  });

  it("offer the subjects that the stream has", async () => {
    const { user, history } = await list();
    await row(last);
    const field = screen.getByRole("combobox", { name: "Filter by subject" });
    await put(user, field, "orders.e");
    const options = await screen.findAllByRole("option");
    expect(options.map((option) => option.textContent)).toEqual([
      "orders.eu.>all below",
      "orders.eu.created1.2M",
      "orders.eu.paid404k",
    ]);
    await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    await waitFor(() => expect(history.location.search).toContain("subject=orders.eu.created"));
    expect(field).toHaveValue("orders.eu.created");
  });

  it("ask nothing for what is no subject, and say why", async () => {
    const { user } = await list();
    await row(last);
    const before = pages().length;
    const field = screen.getByRole("combobox", { name: "Filter by subject" });
    await put(user, field, "orders..eu");
    await user.keyboard("{Enter}");
    expect(await screen.findByText("Something is missing before or after a dot.")).toBeVisible();
    expect(field).toBeInvalid();
    expect(pages()).toHaveLength(before);
  });

  it("that leave nothing say what was looked at, and let go with a click", async () => {
    const { user, history } = await list("?subject=payments.>");
    expect(await screen.findByRole("heading", { name: "Nothing matches “payments.>”" })).toBeVisible();
    expect(screen.getByText(/None of the 4,118,006 messages/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: /^Clear filter/ }));
    await row(last);
    expect(history.location.search).not.toContain("subject");
  });

  it("of the address are there after a reload", async () => {
    await list("?from=first&subject=orders.*.created&search=LMP&where=payload");
    await row(first);
    expect(screen.getByRole("button", { name: "Beginning" })).toHaveAttribute("aria-pressed", "true");
    expect(screen.getByRole("combobox", { name: "Filter by subject" })).toHaveValue("orders.*.created");
    expect(screen.getByRole("textbox", { name: "Search payloads" })).toHaveValue("LMP");
    expect(pages()[0]?.get("search_in")).toBe("payload");
  });
});

describe("a search", () => {
  it("says how much it read, what it did not, and goes on from there", async () => {
    answerWith(line, ({ search }) => (search.includes("search=") ? messagePage(search) : small(messagePage(search))));
    const { user } = await list("?budget=10000");
    await row(last);
    await user.keyboard("s");
    const field = screen.getByRole("textbox", { name: "Search payloads and headers" });
    expect(field).toHaveFocus();
    await put(user, field, "nowhere");
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { name: "Nothing found for “nowhere”" })).toBeVisible();
    const said = screen.getByText(/^10,000 of 4,118,006 messages were read, in payloads and headers\./);
    expect(said).toHaveTextContent("That is all that was asked for, 10k. The older ones were not read.");
    await user.click(screen.getByRole("button", { name: "Search further" }));
    expect(await screen.findByText(/^20,000 of 4,118,006 messages were read/)).toBeVisible();
  });

  it("is stopped by a button, which takes the request back", async () => {
    const { user } = await list();
    await row(last);
    const held: (() => void)[] = [];
    vi.spyOn(globalThis, "fetch").mockImplementation((input) => {
      const { signal, url } = input as Request;
      if (!url.includes("search=")) return Promise.reject(new TypeError("only the search is asked here"));
      return new Promise((_, reject) => {
        held.push(() => undefined);
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    });
    await user.type(screen.getByRole("textbox", { name: /^Search payloads/ }), "slow{Enter}");
    await user.click(await screen.findByRole("button", { name: "Stop" }));
    expect(await screen.findByText(/Stopped\. The older ones were not read\./)).toBeVisible();
    expect(held).toHaveLength(1);
    vi.restoreAllMocks();
  });

  it("that cannot be run is refused in the server's words", async () => {
    answerWith(line, ({ search }) =>
      search.includes("search=")
        ? problem(422, "validation_failed", "The expression is none: missing closing ].")
        : small(messagePage(search)),
    );
    await list("?search=[&mode=regexp");
    expect(await screen.findByText("The messages of ORDERS could not be read")).toBeVisible();
    expect(screen.getByText(/missing closing \]/)).toBeVisible();
  });

  it("is set up beside its field: what the text is, where, and how far", async () => {
    const { user, history } = await list("?search=LMP");
    await row(last);
    await user.click(screen.getByRole("button", { name: "up to 250k" }));
    await user.click(await screen.findByRole("radio", { name: "RE2 expression" }));
    await waitFor(() => expect(history.location.search).toContain("mode=regexp"));
    await user.click(screen.getByRole("checkbox", { name: "Headers" }));
    await waitFor(() => expect(history.location.search).toContain("where=payload"));
    await user.click(screen.getByRole("radio", { name: "1M" }));
    await waitFor(() => expect(history.location.search).toContain("budget=1000000"));
    await waitFor(() => expect(pages().at(-1)?.get("search_mode")).toBe("regexp"));
  });
});

describe("what stands in place of rows", () => {
  it("is, for an empty stream, how to put something in", async () => {
    answerWith(line, ({ search }) => messagePage(search, noneStored));
    await list();
    expect(await screen.findByRole("heading", { name: "There are no messages in it" })).toBeVisible();
    expect(screen.getByRole("button", { name: "nats pub" })).toBeVisible();
  });

  it("is, beyond the end, where the end is", async () => {
    const { user } = await list("?from=seq:900000000");
    expect(await screen.findByRole("heading", { name: "There is nothing from 900,000,000 on" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show the end" }));
    await row(last);
  });

  it("is, when they cannot be read, why, and a way to try again", async () => {
    answerWith(line, problem(403, "nats_permission", "This user may not ask $JS.API.STREAM.MSG.GET.ORDERS."));
    const { user } = await list();
    expect(await screen.findByText("The messages of ORDERS could not be read")).toBeVisible();
    expect(screen.getByText(/may not ask \$JS\.API\.STREAM\.MSG\.GET\.ORDERS/)).toBeVisible();
    expect(screen.getByText("nats_permission")).toBeVisible();
    answerWith(line, ({ search }) => small(messagePage(search)));
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await row(last);
  });

  it("is nothing while the connection sleeps, and nothing is asked", async () => {
    await list("", parked);
    expect(await screen.findByRole("button", { name: "Wake" })).toBeVisible();
    expect(asked()).toEqual([]);
  });
});

it("says that looking takes nothing, where messages are work", async () => {
  answerWith("GET /api/nats/streams/ORDERS", streamOf({ retention: "workqueue", allow_direct: false }));
  answerWith(line, ({ search }) => ({ ...small(messagePage(search)), method: "get" as const }));
  await list();
  expect(await screen.findByText(/one by one: this is a work queue, looking takes nothing/)).toBeVisible();
});

describe("a message", () => {
  it("opens beside the list with all it has, by address", async () => {
    const { inspector, history } = await open(last - 2);
    expect(history.location.search).toContain(`open=${last - 2}`);
    const facts = within(inspector).getByRole("region", { name: "Message" });
    expect(facts).toHaveTextContent("Subjectorders.us.paid");
    expect(facts).toHaveTextContent(/Stored23 Nov 2026 \d\d:31:31\.114 UTC/);
    expect(facts).toHaveTextContent(/payload, 137 headers/);
    const headers = within(inspector).getByRole("region", { name: /^Headers/ });
    expect(headers).toHaveTextContent("Headers 4");
    expect(headers).toHaveTextContent("Shop-Regionus-central");
    expect(headers).toHaveTextContent("Shop-Regionfallback");
    expect(
      await within(inspector).findByRole("region", { name: `Payload of ${n(last - 2)}, pretty` }),
    ).toHaveTextContent('"currency": "EUR"');
  });

  it("has a permalink that leads to it alone", async () => {
    const { inspector } = await open(last - 2);
    const link = within(inspector).getByRole("link", { name: /streams\/ORDERS\/messages/ });
    expect(new URL(link.getAttribute("href") ?? "").search).toBe(`?from=seq%3A${last - 2}&open=${last - 2}`);
  });

  it("gives way to the next one with keys and buttons", async () => {
    const { user, history } = await open(last - 2);
    await user.keyboard("j");
    await waitFor(() => expect(history.location.search).toContain(`open=${last - 4}`));
    const inspector = await screen.findByRole("complementary", { name: `Inspector: ${n(last - 4)}` });
    await user.click(within(inspector).getByRole("button", { name: "Newer message (k)" }));
    await waitFor(() => expect(history.location.search).toContain(`open=${last - 2}`));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(history.location.search).not.toContain("open"));
  });

  it("that is large comes in part, with its size, and the rest when it is asked for", async () => {
    const sequence = last - 18;
    const text = (size: number) => "x".repeat(size);
    const of = (over: Partial<Message>): Message => ({
      ...messageAt(sequence),
      headers: {},
      encoding: "utf8",
      ...over,
    });
    answerWith(one(sequence), ({ search }) =>
      search.includes("max=1048576")
        ? of({ data: text(1_048_576), truncated: true })
        : of({ data: text(2_097_152), truncated: false }),
    );
    answerWith(line, ({ search }) => small(messagePage(search), 10));
    const { user, inspector } = await open(sequence);
    expect(await within(inspector).findByText("The first 1 MiB of 2 MiB.")).toBeVisible();
    await user.click(within(inspector).getByRole("button", { name: "Load all" }));
    await waitFor(() => expect(within(inspector).queryByText("The first 1 MiB of 2 MiB.")).not.toBeInTheDocument());
    expect(asked(one(sequence))).toHaveLength(2);
  });

  it("that a link leads to is read even if it is not among the rows", async () => {
    answerWith(one(first), messageAt(first));
    await list(`?open=${first}`);
    const inspector = await screen.findByRole("complementary", { name: `Inspector: ${n(first)}` });
    expect(await within(inspector).findByText("Permalink")).toBeVisible();
  });

  it("that is gone is said, with those on either side of it", async () => {
    const gone = last - 3;
    answerWith(one(gone), problem(404, "message_not_found", "There is no such message."));
    answerWith(one(last - 4), messageAt(last - 4));
    const { user, history } = await list(`?from=seq:${gone}&open=${gone}`);
    expect(await screen.findByRole("heading", { name: `Message ${n(gone)} is gone` })).toBeVisible();
    expect(await screen.findByRole("button", { name: `Newer: ${n(last - 2)}` })).toBeVisible();
    await user.click(await screen.findByRole("button", { name: `Older: ${n(last - 4)}` }));
    await waitFor(() => expect(history.location.search).toContain(`open=${last - 4}`));
  });

  it("that is not there yet is said too", async () => {
    const later = last + 1_000;
    answerWith(one(later), problem(404, "message_not_found", "There is no such message."));
    await list(`?open=${later}`);
    expect(await screen.findByRole("heading", { name: `There is no message ${n(later)} yet` })).toBeVisible();
  });

  it("is compared with another one, by address", async () => {
    const { user, inspector, history } = await open(last - 2);
    await user.click(within(inspector).getByRole("button", { name: "Compare" }));
    expect(await within(inspector).findByText("Open another message to see what is different.")).toBeVisible();
    expect(history.location.search).toContain(`compare=${last - 2}`);
    await user.click(await row(last));
    const other = await screen.findByRole("complementary", { name: `Inspector: ${n(last)}` });
    expect(await within(other).findByText(`Compared with ${n(last - 2)}.`)).toBeVisible();
    const difference = await within(other).findByRole("region", { name: `Difference, ${n(last - 2)} to ${n(last)}` });
    expect(difference).toHaveTextContent(/"order_id"/);
    await user.click(within(other).getByRole("radio", { name: "Headers" }));
    expect(await within(other).findByRole("region", { name: /line by line/ })).toHaveTextContent("Nats-Msg-Id");
    await user.click(within(other).getByRole("button", { name: "Stop" }));
    await waitFor(() => expect(history.location.search).not.toContain("compare"));
  });

  it("can be saved, payload and all of it", async () => {
    const { user, inspector } = await open(last - 2);
    await user.click(within(inspector).getByRole("button", { name: "Download" }));
    const links = await screen.findAllByRole("link", { name: /^The (payload|message)/ });
    expect(links.map((link) => new URL((link as HTMLAnchorElement).href).pathname)).toEqual([
      `/api/nats/streams/ORDERS/messages/${last - 2}/payload`,
      `/api/nats/streams/ORDERS/messages/${last - 2}`,
    ]);
  });
});

describe("a copy", () => {
  const copy = `POST /api/nats/streams/ORDERS/messages/${last - 2}/copy`;
  const dialog = async (connection: Answer = writable) => {
    const page = await open(last - 2, connection);
    await page.user.click(within(page.inspector).getByRole("button", { name: "Publish a copy…" }));
    const asks = await screen.findByRole("dialog", { name: `Publish a copy of ${n(last - 2)}` });
    const subject = within(asks).getByRole("textbox", { name: "To the subject" });
    await waitFor(() => expect(subject).toHaveFocus());
    // Locked and unlocked it is not the same element.
    const publish = () => within(asks).getByRole("button", { name: "Publish the copy" });
    return { ...page, asks, subject, publish };
  };
  const takenBy = (...names: string[]) =>
    answerWith("GET /api/nats/streams", {
      streams: names.map((name) => ({ name })),
      total: names.length,
      streams_total: 30,
      partial: false,
      missing: [],
      missing_total: 0,
      at: "",
    });

  beforeEach(() => takenBy("ORDERS"));

  it("is not published by one key: the same subject takes a tick", async () => {
    const { user, asks, publish } = await dialog();
    expect(publish()).toHaveAttribute("aria-disabled", "true");
    await user.keyboard("{Enter}");
    expect(asked(copy)).toEqual([]);
    expect(await within(asks).findByText(/It is stored in this stream/)).toBeVisible();
    answerWith(copy, { stream: "ORDERS", sequence: last + 2, dropped_headers: ["Nats-Msg-Id"] });
    await user.click(within(asks).getByRole("checkbox", { name: /^To the same subject again/ }));
    await user.click(publish());
    expect(await screen.findByRole("link", { name: `Look at ${n(last + 2)}` })).toBeVisible();
    expect(asked(copy)[0]?.body).toEqual({ subject: "orders.us.paid", headers: true, confirm_system: false });
  });

  it("goes to another subject, and says who takes it and what stays behind", async () => {
    takenBy("PAYMENTS");
    const { user, asks, subject, publish } = await dialog();
    await put(user, subject, "payments.again");
    expect(await within(asks).findByText(/It is stored in another stream/)).toHaveTextContent("PAYMENTS");
    expect(within(asks).getByText(/^Nats-Msg-Id stays behind/)).toBeVisible();
    await user.click(within(asks).getByRole("checkbox", { name: /^With its headers/ }));
    answerWith(copy, { stream: "PAYMENTS", sequence: 7, duplicate: true, dropped_headers: [] });
    await user.click(publish());
    expect(await screen.findByText("Not stored again")).toBeVisible();
    expect(screen.getByText(/took it for message 7, which it has already/)).toBeVisible();
    expect(asked(copy)[0]?.body).toMatchObject({ subject: "payments.again", headers: false });
  });

  it("says that nothing kept it where no stream takes it", async () => {
    takenBy();
    const { user, asks, subject, publish } = await dialog();
    await put(user, subject, "test.copy");
    expect(await within(asks).findByText(/No stream takes it/)).toBeVisible();
    answerWith(copy, { dropped_headers: [] });
    await user.click(publish());
    expect(await screen.findByText(/whoever listened has it, and nothing kept it/)).toBeVisible();
  });

  it.each([
    ["orders.*", /without wildcards/],
    ["orders..x", /missing before or after a dot/],
  ])("cannot go to %s", async (typed, why) => {
    const { user, asks, subject, publish } = await dialog();
    await put(user, subject, typed);
    expect(await within(asks).findByText(why)).toBeVisible();
    expect(publish()).toHaveAttribute("aria-disabled", "true");
  });

  it("takes a tick of its own for a subject of NATS itself", async () => {
    takenBy();
    const { user, asks, subject, publish } = await dialog();
    await put(user, subject, "$JS.API.STREAM.PURGE.ORDERS");
    expect(publish()).toHaveAttribute("aria-disabled", "true");
    answerWith(copy, { dropped_headers: [] });
    await user.click(within(asks).getByRole("checkbox", { name: /^To a subject of NATS itself/ }));
    await user.click(publish());
    await screen.findByText("Published");
    expect(asked(copy)[0]?.body).toMatchObject({ confirm_system: true });
  });

  it("says so when nobody knows whether it was published, and does not do it again", async () => {
    const { user, asks, publish } = await dialog();
    answerWith(copy, problem(502, "outcome_unknown", "The link broke before the answer came."));
    await user.click(within(asks).getByRole("checkbox", { name: /^To the same subject again/ }));
    await user.click(publish());
    expect(await screen.findByText("The copy may have been published")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Publish the copy" })).not.toBeInTheDocument();
    expect(asked(copy)).toHaveLength(1);
  });

  it("is locked on a read-only connection, and says why", async () => {
    const { inspector } = await open(last - 2);
    const button = within(inspector).getByRole("button", { name: "Publish a copy…" });
    expect(button).toHaveAttribute("aria-disabled", "true");
    expect(button).toHaveAttribute("data-tip", expect.stringContaining("read-only"));
  });
});

describe("deleting", () => {
  const del = `DELETE /api/nats/streams/ORDERS/messages/${last - 2}`;
  const dialog = async () => {
    const page = await open(last - 2, writable);
    await page.user.click(within(page.inspector).getByRole("button", { name: "Delete…" }));
    const asks = await screen.findByRole("alertdialog", { name: `Delete message ${n(last - 2)}` });
    const field = within(asks).getByRole("textbox", { name: `Type its sequence, ${last - 2}` });
    await waitFor(() => expect(field).toHaveFocus());
    const red = () => within(asks).getByRole("button", { name: "Delete the message" });
    return { ...page, asks, field, red };
  };

  it("takes the sequence for a yes, and the message is gone from the list", async () => {
    const { user, asks, field, red } = await dialog();
    expect(red()).toHaveAttribute("aria-disabled", "true");
    await put(user, field, String(last - 2));
    await user.click(within(asks).getByRole("radio", { name: "Secure erase" }));
    expect(within(asks).getByText(/overwritten on the server’s disk, which takes longer/)).toBeVisible();
    answerWith(del, { deleted: true });
    answerWith(one(last - 2), problem(404, "message_not_found", "There is no such message."));
    await user.click(red());
    expect(await screen.findByRole("heading", { name: `Message ${n(last - 2)} is gone` })).toBeVisible();
    expect(asked(del)[0]?.search).toContain("secure=true");
    await waitFor(() =>
      expect(screen.queryAllByText(n(last - 2)).every((found) => !found.closest('[role="row"]'))).toBe(true),
    );
  });

  it("says why it was refused, and when nobody knows", async () => {
    const { user, field, red } = await dialog();
    await put(user, field, String(last - 2));
    answerWith(del, problem(409, "deletes_denied", "The stream’s configuration denies deleting messages."));
    await user.click(red());
    expect(await screen.findByText("The message was not deleted")).toBeVisible();
    answerWith(del, problem(502, "outcome_unknown", "The link broke before the answer came."));
    await user.click(red());
    expect(await screen.findByText("The message may be deleted")).toBeVisible();
  });

  it.each([
    ["sealed", { sealed: true }, /sealed/],
    ["of a stream that denies it", { deny_delete: true }, /deny_delete/],
  ])("is locked %s, and says why", async (_, config, why) => {
    answerWith("GET /api/nats/streams/ORDERS", streamOf(config));
    const { inspector } = await open(last - 2, writable);
    const button = within(inspector).getByRole("button", { name: "Delete…" });
    await waitFor(() => expect(button).toHaveAttribute("data-tip", expect.stringMatching(why)));
  });
});

describe("an export", () => {
  it("says how many it will be, and is a link that the browser saves", async () => {
    const { user } = await list();
    await row(last);
    await user.click(screen.getByRole("button", { name: "Export messages" }));
    const asks = await screen.findByRole("dialog", { name: "Export messages" });
    const link = within(asks).getByRole("link", { name: "Save 4,118,006 messages" });
    const address = new URL((link as HTMLAnchorElement).href);
    expect(address.pathname).toBe("/api/nats/streams/ORDERS/export");
    expect(address.searchParams.get("connection")).toBe(active.connection_id);
    await user.click(within(asks).getByRole("radio", { name: "Between" }));
    await user.type(within(asks).getByRole("textbox", { name: "To sequence" }), "1");
    expect(await within(asks).findByText("It comes before the first one.")).toBeVisible();
    expect(within(asks).queryByRole("link", { name: /^Save/ })).not.toBeInTheDocument();
  });
});

it("offers the same as commands", async () => {
  answerWith(one(last), messageAt(last));
  const { user } = await list(`?subject=orders.>&from=seq:12&open=${last}`);
  await user.click(screen.getByRole("button", { name: "Copy as CLI" }));
  const cli = await screen.findByRole("dialog", { name: "The same with the nats CLI" });
  expect(cli).toHaveTextContent("stream view --id 12 --subject 'orders.>' ORDERS");
  expect(cli).toHaveTextContent(`stream get ORDERS ${last}`);
});
