import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openPage } from "@/testing/app";
import { active, problem, stats } from "@/testing/fixtures";
import { answerWith, seen } from "@/testing/server";
import { lineage, noStream, orders, ordersLater, subjects } from "@/testing/stream-fixtures";
import "@/features/streams/components/lineage-graph"; // compiled before the first test needs them
import "@/features/streams/components/remove-peer-dialog";
import "@/features/streams/components/subjects-grid";

const path = `/c/${active.connection_id}/streams/ORDERS`;

const tabs = () => screen.findByRole("navigation", { name: "Stream ORDERS" });

describe("a stream", () => {
  it("has a tab for each way to look at it, with counts", async () => {
    const { user, history } = openPage(path);
    await waitFor(async () => expect(await tabs()).toHaveTextContent(/^Overview.*Subjects41,207.*Lineage$/));
    expect(within(await tabs()).getByRole("link", { name: "Overview" })).toHaveAttribute("aria-current", "page");
    expect(screen.getByRole("link", { name: "Streams", current: "page" })).toBeVisible();
    await user.click(within(await tabs()).getByRole("link", { name: /^Subjects/ }));
    await waitFor(() => expect(history.location.pathname).toBe(`${path}/subjects`));
    await waitFor(() => expect(document.title).toBe("Subjects · ORDERS · Streams · eu-prod · HeyNATS"));
  });

  it("that is not there is said, and which one was probably meant", async () => {
    const { user, history } = openPage(path.replace("ORDERS", "ORDERZ"));
    expect(await screen.findByRole("heading", { name: "There is no stream ORDERZ" })).toBeVisible();
    expect(screen.queryByRole("navigation", { name: /^Stream/ })).not.toBeInTheDocument();
    await user.click(await screen.findByRole("link", { name: "ORDERS" }));
    await waitFor(() => expect(history.location.pathname).toBe(path));
  });

  it("that was deleted while it was looked at is said", async () => {
    const { user } = openPage(path);
    await waitFor(async () => expect(await tabs()).toHaveTextContent("41,207"));
    answerWith("GET /api/nats/streams/ORDERS", noStream);
    await user.keyboard("r");
    expect(await screen.findByRole("heading", { name: "There is no stream ORDERS any more" })).toBeVisible();
  });
});

describe("the overview of a stream", () => {
  const region = (name: string | RegExp) => screen.findByRole("region", { name });

  it("begins with the numbers one looks for first, and how fast it takes messages after the second reading", async () => {
    const { user } = openPage(path);
    expect(await region("Figures")).toHaveTextContent("Messages4,118,006in 41,207 subjects");
    expect(await region("Figures")).toHaveTextContent("Size4.4GiB22% of its limit");
    expect(await region("Figures")).toHaveTextContent("Stored–measuring");
    answerWith("GET /api/nats/streams/ORDERS", ordersLater(5));
    await user.keyboard("r");
    await waitFor(async () => expect(await region("Figures")).toHaveTextContent("Stored61/s"));
  });

  it("says what needs a look, worst first", async () => {
    openPage(path.replace("ORDERS", "ORDERS_US_MIRROR"));
    const lines = within(await region(/^Needs a look/)).getAllByRole("listitem");
    expect(lines.map((line) => line.textContent)).toEqual([
      "Cut offORDERS_US gives nothing. The server says: stream not found.",
      "Behindn3-euw lags 1,204 operations.",
    ]);
    expect(await region(/^Mirror/)).toHaveTextContent("ORDERS_USbehind $JS.us.API");
  });

  it("says that a limit is near, and what happens then", async () => {
    answerWith("GET /api/nats/streams/ORDERS", {
      ...orders,
      config: { ...orders.config, max_msgs: 4_200_000, discard: "new" },
      cluster: { leader: "n2-euw" },
    });
    openPage(path);
    expect(await region(/^Needs a look/)).toHaveTextContent(
      "Nearly full It is at 98% of its messages limit: 4,118,006 of 4,200,000. Publishers will be refused.",
    );
  });

  it("has a quiet line where nothing is wrong", async () => {
    answerWith("GET /api/nats/streams/ORDERS", { ...orders, cluster: { leader: "n2-euw" } });
    openPage(path);
    expect(await screen.findByText("Nothing. Looked at its limits and copies.")).toBeVisible();
  });

  it("says what is in it, what it may hold, who keeps it and what it is set to", async () => {
    openPage(path);
    expect(await region("Limits")).toHaveTextContent("Size4.4GiB of 20GiB22%");
    expect(await region("Limits")).toHaveTextContent("Age24 h of 24 h100%");
    expect(await region("Limits")).toHaveTextContent("Message sizeat most 1MiB");
    expect(await region("State")).toHaveTextContent("First184,220,114 22 Nov 14:32");
    expect(await region("State")).toHaveTextContent("Last188,338,119 0.1 s ago");
    expect(await region("Replicas")).toHaveTextContent("n2-euwLeader");
    expect(await region("Replicas")).toHaveTextContent("n1-euwCurrentseen now");
    const words = await region("In words");
    expect(words).toHaveTextContent("Keepseach message until a limit is reached, whoever has read it");
    expect(words).toHaveTextContent("Storagein files, compressed with S2, on 3 servers");
    expect(words).toHaveTextContent("Duplicatesa Nats-Msg-Id is taken once within 2 min");
    expect(words).toHaveTextContent("Republishesorders.> → live.orders.>");
    const about = await region("Description");
    expect(about).toHaveTextContent("Owned by the checkout team.");
    expect(about).toHaveTextContent("teamcheckout");
    expect(about).not.toHaveTextContent("_nats");
  });

  it("lists the sources, each leading to its own page", async () => {
    answerWith("GET /api/nats/streams/ORDERS", {
      ...orders,
      sources: [
        { name: "PAYMENTS", lag: 12, active: 2e9, subject_transforms: [{ src: "pay.>", dest: "orders.pay.>" }] },
        { name: "OLD", lag: 0, active: -1, filter_subject: "old.>" },
      ],
    });
    openPage(path);
    const sources = await region(/^Sources/);
    expect(sources).toHaveTextContent("PAYMENTSpay.> as orders.pay.>Fine122 s ago");
    expect(sources).toHaveTextContent("OLDold.>Fine0never");
    expect(within(sources).getByRole("link", { name: "PAYMENTS" })).toHaveAttribute(
      "href",
      path.replace("ORDERS", "PAYMENTS"),
    );
  });

  it("says what could not be read", async () => {
    answerWith("GET /api/nats/streams/ORDERS", problem(504, "nats_timeout", "The server did not answer in time."));
    openPage(path);
    expect(await screen.findByText("ORDERS could not be read")).toBeVisible();
  });

  it("offers the same as commands, with the name as one word", async () => {
    const { user } = openPage(path);
    await user.click(await screen.findByRole("button", { name: "Copy as CLI" }));
    expect(await screen.findByRole("dialog")).toHaveTextContent("stream info ORDERS");
  });
});

describe("the replicas of a stream", () => {
  const writable = stats({ read_only: false });
  const replicas = () => screen.findByRole("region", { name: "Replicas" });

  it("cannot be changed over a read-only connection", async () => {
    openPage(path);
    for (const button of within(await replicas()).getAllByRole("button")) {
      expect(button).toHaveAttribute("aria-disabled", "true");
    }
  });

  it("choose another leader after a yes", async () => {
    answerWith("GET /api/nats/connection/stats", writable);
    answerWith("POST /api/nats/streams/ORDERS/leader/stepdown", { leader: "n1-euw" });
    const { user } = openPage(path);
    await user.click(within(await replicas()).getByRole("button", { name: "Step down…" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Step down as leader of ORDERS" });
    await waitFor(() => expect(dialog).toContainElement(document.activeElement as HTMLElement));
    expect(seen.some(({ line }) => line.startsWith("POST"))).toBe(false);
    await user.click(within(dialog).getByRole("button", { name: "Step down" }));
    expect(await screen.findByText("n1-euw leads ORDERS now")).toBeInTheDocument();
    expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument();
  });

  it("say why the leader stays", async () => {
    answerWith("GET /api/nats/connection/stats", writable);
    answerWith(
      "POST /api/nats/streams/ORDERS/leader/stepdown",
      problem(504, "nats_timeout", "Nobody answered in time."),
    );
    const { user } = openPage(path);
    await user.click(within(await replicas()).getByRole("button", { name: "Step down…" }));
    await user.click(await screen.findByRole("button", { name: "Step down" }));
    expect(await screen.findByText("The leader stays. Nobody answered in time.")).toBeVisible();
  });

  it("lose a server only after its name was typed", async () => {
    answerWith("GET /api/nats/connection/stats", writable);
    answerWith("POST /api/nats/streams/ORDERS/peers/remove", { removed: true });
    const { user } = openPage(path);
    expect(within(await replicas()).getByRole("button", { name: "Remove n2-euw…" })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
    await user.click(within(await replicas()).getByRole("button", { name: "Remove n3-euw…" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Remove n3-euw from ORDERS" });
    expect(dialog).toHaveTextContent("The copy of ORDERS on n3-euw goes; it is behind.");
    expect(dialog).toHaveTextContent("2 of 3 copies stay");
    const field = within(dialog).getByRole("textbox");
    await waitFor(() => expect(field).toHaveFocus());
    await user.type(field, "n3-euw");
    await user.click(within(dialog).getByRole("button", { name: "Remove n3-euw" }));
    await waitFor(() =>
      expect(seen.find(({ line }) => line.endsWith("/peers/remove"))?.body).toEqual({ peer: "n3-euw" }),
    );
    expect(await screen.findByText("n3-euw keeps ORDERS no longer")).toBeInTheDocument();
  });

  it("say that nobody knows whether a server was removed", async () => {
    answerWith("GET /api/nats/connection/stats", writable);
    answerWith("POST /api/nats/streams/ORDERS/peers/remove", problem(502, "outcome_unknown", "The link was lost."));
    const { user } = openPage(path);
    await user.click(within(await replicas()).getByRole("button", { name: "Remove n3-euw…" }));
    const field = await screen.findByRole("textbox");
    await waitFor(() => expect(field).toHaveFocus());
    await user.type(field, "n3-euw{Enter}");
    expect(await screen.findByText("n3-euw may have been removed")).toBeVisible();
  });
});

describe("the subjects of a stream", () => {
  const line = "GET /api/nats/streams/ORDERS/subjects";
  const asked = () => seen.filter((request) => request.line === line).map(({ search }) => new URLSearchParams(search));

  it("stand with their messages and their share, the fullest first, and lead to their messages", async () => {
    openPage(`${path}/subjects`);
    const first = await screen.findByRole("link", { name: "orders.eu.created" });
    expect(first.closest('[role="row"]')).toHaveTextContent("orders.eu.created1,204,88229%");
    expect(first).toHaveAttribute("href", `${path}/messages?subject=orders.eu.created`);
    expect(screen.getByText(/18 subjects ·/)).toBeVisible();
    expect(asked()[0]?.get("sort")).toBe("messages");
  });

  it("are filtered and sorted by the server", async () => {
    const { user, history } = openPage(`${path}/subjects`);
    await screen.findByText("Subject");
    await user.click(screen.getByText("Subject"));
    await waitFor(() => expect(asked().at(-1)?.get("sort")).toBe("name"));
    await user.type(screen.getByLabelText("Filter, with * and >"), "orders.*.paid");
    await waitFor(() => expect(asked().at(-1)?.get("filter")).toBe("orders.*.paid"));
    expect(history.location.search).toBe("?sort=name&filter=orders.*.paid");
  });

  it("say that a filter is a whole subject, and offer what was meant", async () => {
    answerWith(line, { ...subjects, subjects: [], total: 0 });
    const { user, history } = openPage(`${path}/subjects?filter=orders`);
    expect(await screen.findByText("No message on “orders”")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show orders.>" }));
    await waitFor(() => expect(history.location.search).toBe("?filter=orders.%3E"));
  });

  it("are none in an empty stream", async () => {
    answerWith(line, { ...subjects, subjects: [], total: 0 });
    openPage(`${path}/subjects`);
    expect(await screen.findByText("No messages in this stream")).toBeVisible();
  });

  it("say what is wrong with a filter", async () => {
    answerWith(line, problem(422, "validation_failed", "The filter is no subject."));
    openPage(`${path}/subjects?filter=a..b`);
    expect(await screen.findByText("The filter is no subject.")).toBeVisible();
  });

  it("say that they are not all", async () => {
    answerWith(line, { ...subjects, partial: true, total: 4_000 });
    openPage(`${path}/subjects`);
    expect(await screen.findByText("18 of about 4,000.")).toBeVisible();
  });
});

describe("the lineage of a stream", () => {
  it("is a table of what gives and what takes", async () => {
    openPage(`${path}/lineage`);
    const rows = within(await screen.findByRole("table", { name: "Lineage" })).getAllByRole("row");
    expect(rows[1]).toHaveTextContent("ORDERS_EUis a source ofStreamORDERSorders.eu.>Fine0now");
    expect(rows[2]).toHaveTextContent("ORDERS_USis a source of");
    expect(rows[2]).toHaveTextContent("us.> as orders.us.> through $JS.us.APICut off1,204");
    expect(rows[5]).toHaveTextContent("is republished toSubjectlive.orders.>");
    expect(within(rows[1] as HTMLElement).getByRole("link", { name: "ORDERS_EU" })).toBeVisible();
    expect(within(rows[2] as HTMLElement).queryByRole("link")).not.toBeInTheDocument();
  });

  it("is a picture as well, by address, whose nodes lead on", async () => {
    const { user, history } = openPage(`${path}/lineage`);
    await user.click(await screen.findByRole("radio", { name: "Graph" }));
    await waitFor(() => expect(history.location.search).toBe("?view=graph"));
    const graph = await screen.findByRole("region", { name: "Graph" });
    expect(within(graph).getAllByRole("listitem")).toHaveLength(lineage.nodes.length);
    expect(graph).toHaveTextContent("cut off");
    await user.click(within(graph).getByRole("link", { name: /^ORDERS_MIRROR/ }));
    await waitFor(() => expect(history.location.pathname).toBe(`${path}_MIRROR/lineage`));
    expect(history.location.search).toBe("?view=graph");
  });

  it("says that a stream stands by itself", async () => {
    answerWith("GET /api/nats/streams/ORDERS/lineage", { ...lineage, edges: [], nodes: lineage.nodes.slice(0, 1) });
    openPage(`${path}/lineage`);
    expect(await screen.findByText("It stands by itself")).toBeVisible();
  });

  it("says that it may not be all", async () => {
    answerWith("GET /api/nats/streams/ORDERS/lineage", { ...lineage, partial: true });
    openPage(`${path}/lineage`);
    expect(await screen.findByText("Not all of it.")).toBeVisible();
  });
});
