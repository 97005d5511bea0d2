import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import "@/features/consumers/components/worst-consumers";
import "@/features/streams/components/stream-inspector"; // compiled before the first test needs them
import "@/features/streams/components/streams-grid";
import { openPage } from "@/testing/app";
import { active, parked, problem } from "@/testing/fixtures";
import { answerWith, seen } from "@/testing/server";
import { listOf, manyStreams, streams, summaryOf } from "@/testing/stream-fixtures";

// Few rows: every one more is searched through with every look at the page.
const names = [
  "AUDIT",
  "CART_EVENTS",
  "KV_config",
  "ORDERS",
  "ORDERS_US_MIRROR",
  "PAYMENTS",
  "SEARCH_INDEX",
  "SHIPMENTS",
];
const few = streams.filter(({ name }) => names.includes(name));

const path = `/c/${active.connection_id}/streams`;
const line = "GET /api/nats/streams";

beforeEach(() => answerWith(line, ({ search }) => listOf(search, few)));

async function list(search = "") {
  const page = openPage(path + search);
  await screen.findByText("AUDIT");
  return page;
}

const asked = () => seen.filter((request) => request.line === line).map(({ search }) => new URLSearchParams(search));
const lastAsked = () => asked().at(-1);

/** The row of this name. By its text: the names of all rows are worked out slowly. */
function row(name: string): HTMLElement {
  const found = screen.getAllByText(name).find((one) => one.closest('[role="row"]'));
  const row = found?.closest<HTMLElement>('[role="row"]');
  if (!row) throw new Error(`${name} stands in no row`);
  return row;
}

describe("the list", () => {
  it("says of each stream what it takes, how much is in it and how full it is", async () => {
    await list();
    expect(row("ORDERS")).toHaveTextContent("ORDERSorders.>4,118,0064.4GiB22%–0.1 s7");
    expect(row("CART_EVENTS")).toHaveTextContent("cart.*.added+1");
    expect(row("ORDERS_US_MIRROR")).toHaveTextContent("mirror ofORDERS_US");
    expect(row("SEARCH_INDEX")).toHaveTextContent("search.index.>0empty0%");
    expect(within(row("SHIPMENTS")).getByText("Replica behind")).toBeInTheDocument();
    expect(screen.getByText(/8 streams ·/)).toBeVisible();
    expect(document.title).toBe("Streams · eu-prod · HeyNATS");
  });

  it("says how fast messages come once it was read twice, also after it was narrowed down", async () => {
    const { user } = await list();
    const later = (search: string) => ({
      ...listOf(
        search,
        few.map((one) => ({ ...one, last_sequence: one.last_sequence + 610 })),
      ),
      at: new Date(Date.parse(listOf("").at) + 10_000).toISOString(),
    });
    answerWith(line, ({ search }) => later(search));
    await user.click(screen.getByLabelText("Refresh"));
    await waitFor(() => expect(row("ORDERS")).toHaveTextContent("22%61/s"));
    await user.type(screen.getByRole("textbox", { name: "Filter by name or subject" }), "orders");
    await waitFor(() => expect(screen.queryByText("AUDIT")).not.toBeInTheDocument());
    expect(row("ORDERS")).toHaveTextContent("61/s");
  });

  it("says no rate of a stream that was made anew in between", async () => {
    const { user } = await list();
    const anew = few.map((one) => ({ ...one, last_sequence: 3, created: new Date().toISOString() }));
    answerWith(line, ({ search }) => ({ ...listOf(search, anew), at: new Date().toISOString() }));
    await user.click(screen.getByLabelText("Refresh"));
    await waitFor(() => expect(asked()).toHaveLength(2));
    expect(row("ORDERS")).not.toHaveTextContent("/s");
  });

  it("lets the server sort, and keeps the order in the address", async () => {
    const { user, history } = await list();
    await user.click(screen.getByText("Messages"));
    await waitFor(() => expect(lastAsked()?.get("sort")).toBe("messages"));
    expect(lastAsked()?.get("order")).toBe("desc");
    expect(history.location.search).toBe("?sort=-messages");
    await waitFor(() => expect(document.querySelectorAll("[data-row]")[1]).toHaveTextContent("CART_EVENTS"));
  });

  it("is narrowed down by chips, together with what the address says already", async () => {
    const { user, history } = await list("?sort=-bytes");
    await user.click(screen.getByRole("button", { name: "Kind any" }));
    await user.click(await screen.findByRole("menuitemcheckbox", { name: "Mirrors" }));
    await user.click(screen.getByRole("menuitemcheckbox", { name: "Key-value buckets" }));
    await waitFor(() => expect(lastAsked()?.get("kind")).toBe("mirror,kv"));
    expect(lastAsked()?.get("sort")).toBe("bytes");
    expect(history.location.search).toContain("kind=mirror%2Ckv");
    await waitFor(() => expect(screen.getByText("Mirrors +1")).toBeInTheDocument());
    await user.click(screen.getByRole("menuitem", { name: "Any" }));
    await waitFor(() => expect(history.location.search).toBe("?sort=-bytes"));
  });

  it("takes everything from the address, and nothing that it does not know", async () => {
    openPage(`${path}?q=pay&kind=stream,rabbit&storage=tape&retention=limits&only=near_limit&sort=full`);
    await screen.findByText("PAYMENTS");
    expect(Object.fromEntries(lastAsked() ?? [])).toMatchObject({
      q: "pay",
      kind: "stream",
      retention: "limits",
      only: "near_limit",
      sort: "full",
      order: "asc",
    });
    expect(lastAsked()?.has("storage")).toBe(false);
    expect(screen.getByRole("textbox", { name: "Filter by name or subject" })).toHaveValue("pay");
  });

  it("filters by a number as it was typed", async () => {
    answerWith(line, ({ search }) => listOf(search, [summaryOf("007"), ...few]));
    openPage(`${path}?q=007`);
    await screen.findByText(/of 1$/);
    expect(row("007")).toBeVisible();
    expect(lastAsked()?.get("q")).toBe("007");
  });

  it("goes on where it ends, page by page, and reads all of it again", async () => {
    const many = manyStreams(260);
    answerWith(line, ({ search }) => listOf(search, many));
    const { user } = openPage(path);
    await screen.findByText("STREAM_00000");
    // Without a layout the grid draws what it believes to be a screen; End goes to the last row that is there.
    row("STREAM_00000").focus();
    await user.keyboard("{End}");
    await waitFor(() => expect(lastAsked()?.get("cursor")).toBe("100"));
    expect(await screen.findByText(/of 260/)).toBeVisible();
    await user.click(screen.getByLabelText("Refresh"));
    await waitFor(() => expect(lastAsked()?.get("limit")).toBe("260"));
  });

  it("says why the next ones could not be had, and tries again", async () => {
    const many = manyStreams(260);
    const failed = problem(504, "nats_timeout", "The server did not answer in time.");
    answerWith(line, ({ search }) => (search.includes("cursor") ? failed : listOf(search, many)));
    const { user } = openPage(path);
    await screen.findByText("STREAM_00000");
    row("STREAM_00000").focus();
    await user.keyboard("{End}");
    expect(await screen.findByText("The server did not answer in time.")).toBeVisible();
    answerWith(line, ({ search }) => listOf(search, many));
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(screen.queryByText("The server did not answer in time.")).not.toBeInTheDocument());
  });
});

describe("the inspector", () => {
  it("opens with a click, by address, goes along with the keys and closes with Esc", async () => {
    const { user, history } = await list();
    await user.click(screen.getByText("ORDERS"));
    const about = await screen.findByRole("complementary", { name: "Inspector: ORDERS" });
    await waitFor(() => expect(about).toHaveTextContent("Owned by the checkout team."));
    expect(history.location.search).toBe("?selected=ORDERS");
    expect(about).toHaveTextContent("Messages4,118,006 in 41,207 subjects, 4.4 GiB");
    expect(about).toHaveTextContent("Size4.4GiB of 20GiB");
    expect(within(about).getByRole("region", { name: "Replicas" })).toHaveTextContent(
      "n3-euwBehindlags 1,204 operations",
    );
    const readers = await within(about).findByRole("region", { name: "Consumers" });
    expect(readers).toHaveTextContent("7, worst firstshipping-euStuck15,204 left");
    expect(within(readers).getByRole("link", { name: "shipping-eu" })).toHaveAttribute(
      "href",
      `${path}/ORDERS/consumers/shipping-eu`,
    );
    expect(within(readers).getByRole("link", { name: "3 more" })).toHaveAttribute("href", `${path}/ORDERS/consumers`);
    expect(within(about).getByRole("link", { name: "Open ORDERS" })).toHaveAttribute("href", `${path}/ORDERS`);
    await user.keyboard("j");
    await waitFor(() => expect(history.location.search).toBe("?selected=ORDERS_US_MIRROR"));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("complementary", { name: /Inspector/ })).not.toBeInTheDocument());
    expect(history.location.search).toBe("");
  });

  it("says that a stream of the address is gone", async () => {
    await list("?selected=ORDERZ");
    expect(await screen.findByText("There is no stream of this name any more.")).toBeVisible();
  });
});

it("opens a stream with Enter", async () => {
  const { user, history } = await list();
  await user.keyboard("jj{Enter}");
  await waitFor(() => expect(history.location.pathname).toBe(`${path}/CART_EVENTS`));
});

describe("no rows", () => {
  it("says what a stream is for where there is none", async () => {
    answerWith(line, ({ search }) => listOf(search, []));
    const { user } = openPage(path);
    expect(await screen.findByText("No streams in this account yet")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "nats stream add" }));
    expect(await screen.findByRole("dialog")).toHaveTextContent("stream add");
  });

  it("says what was searched and what was probably meant where a filter leaves nothing", async () => {
    const { user, history } = openPage(`${path}?q=ordesr&kind=stream`);
    expect(await screen.findByText("Nothing matches “ordesr, stream”")).toBeVisible();
    expect(screen.getByText(/8 streams were searched, by name and subject\./)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "ORDERS" }));
    await waitFor(() => expect(history.location.search).toBe("?q=ORDERS"));
    expect(await screen.findByText("ORDERS_US_MIRROR")).toBeVisible();
  });

  it("says what went wrong, and reads again", async () => {
    answerWith(line, problem(504, "nats_timeout", "The server did not answer in time."));
    const { user } = openPage(path);
    expect(await screen.findByText("Streams could not be read")).toBeVisible();
    answerWith(line, ({ search }) => listOf(search));
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("AUDIT")).toBeVisible();
  });

  it("says who may not see them", async () => {
    answerWith(line, problem(403, "nats_permission", "This user may not publish to $JS.API.STREAM.LIST."));
    openPage(path);
    expect(await screen.findByText("Streams are not visible to this connection")).toBeVisible();
    expect(screen.getByText("This user may not publish to $JS.API.STREAM.LIST.")).toBeVisible();
  });

  it("says that there is no JetStream", async () => {
    answerWith(line, problem(503, "jetstream_unavailable", "JetStream is not enabled for this account."));
    openPage(path);
    expect(await screen.findByText("No JetStream here")).toBeVisible();
  });

  it("reads nothing through a connection that sleeps", async () => {
    answerWith("GET /api/nats/connection/stats", parked);
    openPage(path);
    expect(await screen.findByText("Nothing was read yet.")).toBeVisible();
    expect(asked()).toHaveLength(0);
  });
});

it("says what is not in the list", async () => {
  answerWith(line, ({ search }) => ({
    ...listOf(search, few),
    partial: true,
    missing: ["LOST_1", "LOST_2", "LOST_3", "LOST_4"],
    missing_total: 40,
  }));
  await list();
  expect(screen.getByText("Not all of 8 streams.")).toBeVisible();
  expect(screen.getByText("LOST_1, LOST_2, LOST_3")).toBeVisible();
  expect(screen.getByText(/and 37 more\./)).toBeVisible();
});

it("shows names as text, whatever is in them", async () => {
  const name = "<img/src=x/onerror=alert(1)>";
  answerWith(line, ({ search }) => listOf(search, [summaryOf("AUDIT"), summaryOf(name), summaryOf("\u202Etxt")]));
  await list();
  expect(row(name)).toBeVisible();
  expect(document.querySelector("img")).toBeNull();
});

it("keeps what it has when a refresh fails, and says so", async () => {
  const { user } = await list();
  answerWith(line, problem(504, "nats_timeout", "The server did not answer in time."));
  await user.keyboard("r");
  expect(await screen.findByText(/The last refresh failed: The server did not answer in time/)).toBeVisible();
  expect(screen.getByText("AUDIT")).toBeVisible();
});

it("offers the same as commands", async () => {
  const { user } = await list();
  await user.click(screen.getByRole("button", { name: "Copy as CLI" }));
  expect(await screen.findByRole("dialog", { name: "The same with the nats CLI" })).toHaveTextContent("stream report");
});

describe("elsewhere", () => {
  it("says in the rail how many there are, once something that was read said so", async () => {
    openPage(`/c/${active.connection_id}/account`);
    const link = await screen.findByRole("link", { name: /^Streams/ });
    await waitFor(() => expect(link).toHaveTextContent("Streams 148"));
    expect(asked()).toHaveLength(0);
  });

  it("finds them by name and by subject in the palette", async () => {
    const { user, history } = openPage(`/c/${active.connection_id}/account`);
    await screen.findByRole("region", { name: "Who I am" });
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox"), "orders");
    const option = await screen.findByRole("option", { name: /^ORDERS ?4,118,006 messages/ });
    expect(screen.getByRole("option", { name: /^ORDERS_US_MIRROR ?mirror of ORDERS_US/ })).toBeInTheDocument();
    expect(lastAsked()?.get("q")).toBe("orders");
    await user.clear(screen.getByRole("combobox"));
    await user.type(screen.getByRole("combobox"), "cart.*");
    expect(await screen.findByRole("option", { name: /^CART_EVENTS/ })).toBeInTheDocument();
    expect(option).not.toBeInTheDocument();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(history.location.pathname).toBe(`${path}/CART_EVENTS`));
  });

  it("finds no streams where they may not be listed, and commands all the same", async () => {
    answerWith(line, problem(403, "nats_permission", "This user may not list streams."));
    const { user } = openPage(`/c/${active.connection_id}/account`);
    await screen.findByRole("region", { name: "Who I am" });
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox"), "streams");
    await waitFor(() => expect(asked().length).toBeGreaterThan(0));
    expect(screen.getByRole("option", { name: /^Streams/ })).toBeInTheDocument();
  });
});
