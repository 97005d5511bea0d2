import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
// Loaded here once, and not within the second that the first test has.
import "@/features/consumers/components/consumer-inspector";
import "@/features/consumers/components/consumer-list";
import "@/shared/ui/popover-layer";
import { openPage } from "@/testing/app";
import { consumer, consumerDetail, consumerList, consumers, hostileConsumers } from "@/testing/consumer-fixtures";
import { active, parked, problem } from "@/testing/fixtures";
import { answerWith, seen } from "@/testing/server";

const page = `/c/${active.connection_id}/consumers`;
const tab = `/c/${active.connection_id}/streams/ORDERS/consumers`;
const list = "GET /api/nats/consumers";
const one = "GET /api/nats/streams/ORDERS/consumers/shipping-eu";

beforeEach(() => {
  answerWith(list, consumerList());
  answerWith(
    "GET /api/nats/streams/ORDERS/consumers",
    consumerList(consumers.filter(({ stream }) => stream === "ORDERS")),
  );
  answerWith(one, consumerDetail());
});

/** The row of this name. By its text: the names of all rows are worked out slowly. */
async function row(name: string): Promise<HTMLElement> {
  const found = (await screen.findByText(name)).closest<HTMLElement>('[role="row"]');
  if (!found) throw new Error(`${name} stands in no row`);
  return found;
}

const asked = () => seen.filter(({ line }) => line === list).map(({ search }) => new URLSearchParams(search));

describe("the list", () => {
  it("has the worst first, in groups, each with what is wrong in a sentence", async () => {
    openPage(page);
    expect(await row("shipping-eu")).toHaveTextContent(
      "StuckNo acknowledgement for 14 min; all 1,000 in-flight slots are taken.shipping-euORDERS15,204",
    );
    expect(await row("billing")).toHaveTextContent("Keeping upbillingORDERS3");
    expect(screen.getByText("Messages wait and none are being worked on")).toBeVisible();
    expect(screen.getByText("Working, but not for long")).toBeVisible();
    expect(screen.getByText("Nothing to do")).toBeVisible();
    expect(screen.getByText(/13 consumers of 148 streams/)).toBeVisible();
    expect(screen.getByText(/worked out from two readings 10 s apart/)).toBeVisible();
  });

  it("asks the server for a level, a text and an order, and keeps all of it in the address", async () => {
    const { user, history } = openPage(page);
    await row("billing");
    await user.click(screen.getByRole("radio", { name: /^Stuck/ }));
    await waitFor(() => expect(asked().at(-1)?.get("verdict")).toBe("stuck"));
    await user.click(screen.getByRole("radio", { name: /^Fine/ }));
    await waitFor(() => expect(asked().at(-1)?.get("verdict")).toBe("idle,fine"));
    await user.type(screen.getByRole("textbox", { name: "Filter by name or stream" }), "bil{Enter}");
    await waitFor(() => expect(asked().at(-1)?.get("q")).toBe("bil"));
    await user.click(screen.getByRole("button", { name: "Unread" }));
    await waitFor(() => expect(asked().at(-1)?.get("sort")).toBe("pending"));
    expect(asked().at(-1)?.get("order")).toBe("desc");
    expect(Object.fromEntries(new URLSearchParams(history.location.search))).toEqual({
      q: "bil",
      verdict: "fine",
      sort: "-pending",
    });
  });

  it("counts the levels beside their names", async () => {
    openPage(page);
    expect(await screen.findByRole("radio", { name: /^Stuck\s*2$/ })).toBeVisible();
    expect(screen.getByRole("radio", { name: /^All\s*13$/ })).toBeChecked();
    expect(screen.getByRole("radio", { name: /^Fine\s*8$/ })).toBeVisible();
  });

  it("reads the question from the address", async () => {
    openPage(`${page}?verdict=at_risk&stream=PAYMENTS&kind=pull&sort=name&q=123`);
    await row("billing");
    expect(Object.fromEntries(asked().at(-1) ?? [])).toMatchObject({
      verdict: "at_risk",
      stream: "PAYMENTS",
      kind: "pull",
      sort: "name",
      order: "asc",
      q: "123",
    });
  });

  it("has the worst first also for who turns the order", async () => {
    openPage(page);
    await row("billing");
    expect(asked().at(-1)?.get("order")).toBe("asc");
  });

  it("asks for more when somebody gets to the end of what there is", async () => {
    const many = (from: number) =>
      Array.from({ length: 10 }, (_, index) => consumer({ name: `c${String(from + index).padStart(3, "0")}` }));
    answerWith(list, ({ search }) =>
      search.includes("cursor=next")
        ? consumerList(many(10), { total: 20 })
        : consumerList(many(0), { total: 20, next_cursor: "next" }),
    );
    openPage(page);
    await row("c000");
    await row("c019");
    expect(await screen.findByText(/of 20/)).toBeVisible();
  });

  it("says which streams are missing and why", async () => {
    answerWith(
      list,
      consumerList(consumers, {
        partial: true,
        missing: ["SECRET", "OTHER", "THIRD"],
        missing_total: 12,
        missing_reason: "This user may not ask $JS.API.CONSUMER.LIST.SECRET.",
      }),
    );
    openPage(page);
    expect(await screen.findByText("The consumers of 12 streams could not all be read.")).toBeVisible();
    expect(screen.getByText(/SECRET, OTHER, THIRD/).closest("p")).toHaveTextContent(
      "SECRET, OTHER, THIRD and 9 more. This user may not ask $JS.API.CONSUMER.LIST.SECRET.",
    );
  });

  it("says what a filter left nothing of, and goes back", async () => {
    answerWith(list, ({ search }) =>
      search.includes("q=") || search.includes("verdict=")
        ? { ...consumerList(consumers), consumers: [], total: 0 }
        : consumerList(),
    );
    const { user } = openPage(`${page}?q=nothing`);
    expect(await screen.findByRole("heading", { name: "Nothing matches “nothing”" })).toBeVisible();
    expect(screen.getByText(/13 consumers of 148 streams were searched/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: /Clear filter/ }));
    await row("billing");
    await user.click(screen.getByRole("radio", { name: /^Paused/ }));
    expect(await screen.findByRole("heading", { name: "No consumer is paused" })).toBeVisible();
  });

  it("says what a consumer is for where there is none", async () => {
    answerWith(list, consumerList([], { streams_total: 0 }));
    openPage(page);
    expect(await screen.findByRole("heading", { name: "No consumers in this account yet" })).toBeVisible();
  });

  it("says why nothing could be read", async () => {
    answerWith(list, problem(403, "nats_permission", "This user may not ask $JS.API.STREAM.LIST."));
    openPage(page);
    expect(await screen.findByRole("alert")).toHaveTextContent("The consumers could not be read");
    expect(screen.getByRole("alert")).toHaveTextContent("This user may not ask $JS.API.STREAM.LIST.");
  });

  it("reads nothing over a connection that sleeps", async () => {
    answerWith("GET /api/nats/connection/stats", parked);
    openPage(page);
    expect(await screen.findByText(/Parked after 30 min\./)).toBeVisible();
    expect(asked()).toHaveLength(0);
  });

  it("shows names as text, whatever is in them", async () => {
    answerWith(list, consumerList(hostileConsumers));
    openPage(page);
    expect(await row('<img src=x onerror="alert(1)">')).toHaveTextContent("<script>alert(1)</script> waits.");
    expect(document.querySelector("img")).toBeNull();
    expect(screen.getByText("<U+202E>gnilaer")).toBeVisible();
  });

  it("explains how a verdict is worked out", async () => {
    const { user } = openPage(page);
    await row("billing");
    await user.click(screen.getByRole("button", { name: "How" }));
    const how = await screen.findByRole("dialog", { name: "How a verdict is worked out" });
    expect(how).toHaveTextContent("It takes less than it gets, by 1/s and 2% at least");
  });
});

describe("the rail", () => {
  it("says from the list that was read that somebody is stuck, and asks for nothing itself", async () => {
    const { user } = openPage(page);
    await row("billing");
    expect(await screen.findByRole("link", { name: /Consumers.*2 consumers are stuck/ })).toBeVisible();
    const before = asked().length;
    await user.click(screen.getByRole("link", { name: "Account" }));
    await screen.findByRole("region", { name: "Who I am" });
    expect(screen.getByRole("link", { name: /Consumers.*2 consumers are stuck/ })).toBeVisible();
    expect(asked()).toHaveLength(before);
  });

  it("counts them where nobody is stuck, and says nothing before a list was read", async () => {
    answerWith(list, consumerList([consumer()]));
    const { user } = openPage(`/c/${active.connection_id}/account`);
    await user.click(await screen.findByRole("link", { name: "Consumers" }));
    await row("billing");
    expect(await screen.findByRole("link", { name: "Consumers 1" })).toBeVisible();
  });
});

describe("the tab of a stream", () => {
  it("has the consumers of that stream and no column for it", async () => {
    openPage(tab);
    await row("billing");
    expect(screen.queryByRole("columnheader", { name: "Stream" })).not.toBeInTheDocument();
    const tabs = within(screen.getByRole("navigation", { name: /^Stream/ }));
    expect(tabs.getByRole("link", { name: /^Consumers/ })).toHaveAttribute("aria-current", "page");
    expect(await screen.findByText(/^5 consumers · /)).toBeVisible();
  });
});

describe("the inspector", () => {
  const inspector = () => screen.findByRole("complementary", { name: "Inspector: shipping-eu" });

  it("opens with a click, by address, with verdict, evidence and what it is", async () => {
    const { user, history } = openPage(page);
    await user.click(await screen.findByText("shipping-eu"));
    const shown = await inspector();
    await waitFor(() => expect(shown).toHaveTextContent("StuckNo acknowledgement for 14 min"));
    expect(shown).toHaveTextContent("Unread15,204");
    expect(shown).toHaveTextContent("In flight1,000 of 1,000");
    expect(shown).toHaveTextContent("Gets and takes44/s and 0/s over 5s");
    expect(shown).toHaveTextContent("Last ack14 min ago");
    expect(shown).toHaveTextContent("Filterorders.eu.>");
    expect(shown).toHaveTextContent("Ack wait30s");
    expect(shown).toHaveTextContent("Backoff5s, 30s, 2m");
    expect(shown).toHaveTextContent("Delivered up to4,102,802 in the stream, 93,530 of its deliveries");
    expect(history.location.search).toContain("selected=ORDERS%2Fshipping-eu");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(history.location.search).toBe(""));
  });

  it("says that a consumer is gone", async () => {
    answerWith(one, problem(404, "consumer_not_found", "There is no such consumer."));
    openPage(`${page}?selected=ORDERS%2Fshipping-eu`);
    const shown = within(await inspector());
    expect(await shown.findByText("There is no consumer of this name any more.")).toBeVisible();
  });

  it("locks what cannot be done over a read-only connection, and says why", async () => {
    openPage(`${page}?selected=ORDERS%2Fshipping-eu`);
    const shown = within(await inspector());
    const pause = await shown.findByRole("button", { name: "Pause…" });
    expect(pause).toHaveAttribute("aria-disabled", "true");
    expect(pause).toHaveAttribute("data-tip", "This connection is read-only: nothing can be changed over it.");
  });

  it("leads to the consumer's page, as Enter does in the list", async () => {
    const { user, history } = openPage(page);
    await user.click(await screen.findByText("shipping-eu"));
    await user.click(await within(await inspector()).findByRole("link", { name: "Open shipping-eu" }));
    await waitFor(() => expect(history.location.pathname).toMatch(/\/streams\/ORDERS\/consumers\/shipping-eu$/));
  });
});
