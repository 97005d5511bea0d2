import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { openPage } from "@/testing/app";
import { account, active, info, laterStatz, parked, pings, problem, statsz, statz, summary } from "@/testing/fixtures";
import { answerWith, seen } from "@/testing/server";

const path = `/c/${active.connection_id}`;

const overview = async () => {
  const page = openPage(path);
  await screen.findByRole("region", { name: "Server" });
  return page;
};

const figures = () => screen.getByRole("region", { name: "Figures" });

it("begins with the numbers one looks for first", async () => {
  await overview();
  expect(figures()).toHaveTextContent("Round trip3.2ms");
  await waitFor(() => expect(figures()).toHaveTextContent("Stored241GiB240M messages"));
  expect(figures()).toHaveTextContent("Clients1,20414 slow so far");
  await waitFor(() => expect(figures()).toHaveTextContent(/p99 [\d.]+ ms/));
});

it("says how fast messages flow after the second reading, and nothing before", async () => {
  const { user } = await overview();
  await waitFor(() => expect(figures()).toHaveTextContent("Messages in–measuring"));
  answerWith("GET /api/nats/account/statz", laterStatz());
  await user.click(screen.getByRole("button", { name: "Read again" }));
  await waitFor(() => expect(figures()).toHaveTextContent("Messages in18.4k/s9.8 MiB/s"));
  expect(figures()).toHaveTextContent("Messages out31.2k/s16.4 MiB/s");
});

it("says no rate when a server was restarted in between", async () => {
  const { user } = await overview();
  await waitFor(() => expect(figures()).toHaveTextContent("measuring"));
  const later = laterStatz();
  const restarted = later.servers.map((server, index) =>
    index === 0 ? { ...server, sent: { messages: 1, bytes: 1 } } : server,
  );
  answerWith("GET /api/nats/account/statz", { ...later, servers: restarted });
  await user.click(screen.getByRole("button", { name: "Read again" }));
  await waitFor(() => expect(seen.filter(({ line }) => line === "GET /api/nats/account/statz")).toHaveLength(2));
  expect(figures()).toHaveTextContent("Messages in–measuring");
});

describe("what needs a look", () => {
  const lines = async () =>
    within(await screen.findByRole("region", { name: /Needs a look/ })).findAllByRole("listitem");

  it("stands worst first, with its evidence", async () => {
    await overview();
    const [leader, full, behind, memory] = await lines();
    expect(leader).toHaveTextContent("No leaderSHIPMENTS takes and gives nothing");
    expect(full).toHaveTextContent(
      "PAYMENTS is at 97% of its messages limit: 1,940,000 of 2,000,000. Publishers will be refused.",
    );
    expect(behind).toHaveTextContent("Behindn3-euw lags 1,204 operations on ORDERS.");
    expect(memory).toHaveTextContent("The account uses 86% of its memory: 6.9 GiB of 8 GiB.");
  });

  it("opens beside the page with its evidence, by address, and closes with Esc", async () => {
    const { user, history } = await overview();
    const [, full] = await lines();
    await user.click(within(full as HTMLElement).getByRole("button"));
    const inspector = await screen.findByRole("complementary", { name: "Inspector: PAYMENTS" });
    expect(inspector).toHaveTextContent("Limit2,000,000 messages");
    expect(inspector).toHaveTextContent("When fullnew messages are refused");
    await waitFor(() => expect(history.location.search).toContain("look=near_limit"));
    expect(screen.getByRole("link", { name: "Overview" })).toHaveAttribute("aria-current", "page");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("complementary", { name: /Inspector/ })).not.toBeInTheDocument());
    expect(history.location.search).not.toContain("look");
  });

  it("stays open over Esc when it is pinned", async () => {
    const { user } = await overview();
    const [leader, full] = await lines();
    await user.click(within(leader as HTMLElement).getByRole("button"));
    await user.click(await screen.findByRole("button", { name: "Pin, so that Esc leaves it" }));
    await user.keyboard("{Escape}");
    expect(screen.getByRole("complementary", { name: "Inspector: SHIPMENTS" })).toBeVisible();
    await user.click(within(full as HTMLElement).getByRole("button"));
    await user.click(await screen.findByRole("button", { name: "Close the inspector" }));
    await waitFor(() => expect(screen.queryByRole("complementary", { name: /Inspector/ })).not.toBeInTheDocument());
  });

  it("has a place for credentials that end", async () => {
    answerWith("GET /api/nats/account", { ...account, expires: new Date(Date.now() + 3600e3).toISOString() });
    await overview();
    expect((await lines())[0]).toHaveTextContent("Ends soon The credentials of this connection end in 1 h");
  });

  it("is one quiet line when there is nothing", async () => {
    answerWith("GET /api/nats/jetstream/summary", { ...summary, attention: [], attention_total: 0 });
    await overview();
    expect(await screen.findByText("Nothing. Looked at 148 streams.")).toBeVisible();
  });

  it("says how many more there are than it shows", async () => {
    answerWith("GET /api/nats/jetstream/summary", { ...summary, attention_total: 1204 });
    await overview();
    expect(await screen.findByText("and 1,200 more")).toBeVisible();
  });
});

it("shows usage against its limits", async () => {
  await overview();
  const js = screen.getByRole("region", { name: "JetStream" });
  expect(js).toHaveTextContent("241GiB of 400GiB60%");
  expect(js).toHaveTextContent("Consumers412 no limit");
  expect(js).toHaveTextContent("18,204 2 errors since the servers started");
});

it("says how many streams were not read in time", async () => {
  answerWith("GET /api/nats/jetstream/summary", { ...summary, partial: true, streams_read: 100 });
  await overview();
  expect(await screen.findByText(/in 100 of 148 streams; the rest was not read in time/)).toBeVisible();
  expect(figures()).toHaveTextContent("Stored, at least");
});

it("says where the connection leads and who it is there", async () => {
  await overview();
  expect(screen.getByRole("region", { name: "Server" })).toHaveTextContent("n2-euw of cluster eu-west");
  const who = screen.getByRole("region", { name: "Account" });
  expect(who).toHaveTextContent("ops-readonly");
  expect(within(who).getByRole("list", { name: "May publish" })).toHaveTextContent("$JS.API.>");
  expect(within(who).getByRole("list", { name: "May not publish" })).toHaveTextContent("$JS.API.STREAM.PURGE.>");
  expect(who).toHaveTextContent("Subscribeto everything");
  expect(screen.getByRole("region", { name: "Connection" })).toHaveTextContent("woken in 2.1 ms");
});

it("shows uptime and load where they are visible", async () => {
  answerWith("GET /api/nats/server/statsz", statsz);
  await overview();
  expect(await screen.findByText("41 d")).toBeVisible();
  expect(screen.getByRole("region", { name: "Server" })).toHaveTextContent("44% CPU of 8 cores, 2.2GiB memory");
});

describe("what is not visible", () => {
  const hidden = () => screen.findByRole("region", { name: "Not visible to this account" });

  it("is said, and why", async () => {
    await overview();
    await waitFor(async () =>
      expect(await hidden()).toHaveTextContent("Uptime and load of the serverOnly the system account sees this."),
    );
  });

  it("takes no number's place", async () => {
    answerWith("GET /api/nats/account/statz", { ...statz, visible: false, reason: "This user may not ask." });
    answerWith("GET /api/nats/jetstream/summary", {
      ...summary,
      available: false,
      reason: "This user may not list streams.",
    });
    await overview();
    await waitFor(async () => expect(await hidden()).toHaveTextContent("Traffic of the accountThis user may not ask."));
    expect(await hidden()).toHaveTextContent("Streams and messagesThis user may not list streams.");
    expect(figures()).toHaveTextContent("Clients–not visible");
    expect(figures()).toHaveTextContent("Stored–not visible");
  });

  it("claims no permissions when nobody says what they are", async () => {
    answerWith("GET /api/nats/account", {
      ...account,
      user: "",
      account: "",
      unknown: "Nobody answers on $SYS.REQ.USER.INFO.",
    });
    await overview();
    const who = screen.getByRole("region", { name: "Account" });
    expect(who).toHaveTextContent("is not known. Nobody answers on $SYS.REQ.USER.INFO.");
    expect(who).not.toHaveTextContent("Publish");
  });

  it("is JetStream where there is none", async () => {
    answerWith("GET /api/nats/account", {
      ...account,
      jetstream: { ...account.jetstream, available: false, reason: "JetStream is not enabled for this account." },
    });
    await overview();
    expect(screen.getByRole("region", { name: "JetStream" })).toHaveTextContent(
      "JetStream is not enabled for this account.",
    );
  });
});

it("asks for the whole history once, and then only for what is new", async () => {
  vi.useFakeTimers({
    shouldAdvanceTime: true,
    toFake: ["setTimeout", "setInterval", "clearTimeout", "clearInterval", "Date"],
  });
  try {
    await overview();
    const history = () => seen.filter(({ line }) => line === "GET /api/nats/connection/history");
    await waitFor(() => expect(history()).toHaveLength(1));
    expect(history()[0]?.search).not.toContain("since");
    await act(() => vi.advanceTimersByTimeAsync(5_500));
    await waitFor(() => expect(history().length).toBeGreaterThan(1));
    expect(history()[1]?.search).toContain(`since=${encodeURIComponent(pings.samples.at(-1)?.at ?? "")}`);
  } finally {
    vi.useRealTimers();
  }
});

it("says what could not be read, and reads it again", async () => {
  answerWith("GET /api/nats/info", problem(504, "nats_timeout", "The server did not answer in time."));
  const { user } = openPage(path);
  const alert = (await screen.findByText("Server and account could not be read")).closest('[role="alert"]');
  expect(alert).toHaveTextContent("The server did not answer in time.");
  answerWith("GET /api/nats/info", info);
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await screen.findByRole("region", { name: "Server" });
});

it("keeps what it has when a refresh fails, and says so", async () => {
  const { user } = await overview();
  answerWith("GET /api/nats/account", problem(504, "nats_timeout", "The server did not answer in time."));
  await user.click(screen.getByRole("button", { name: "Read again" }));
  expect(await screen.findByText(/The last refresh failed: The server did not answer in time/)).toBeVisible();
  expect(screen.getByRole("region", { name: "Account" })).toHaveTextContent("ops-readonly");
});

it("shows the history of a connection that sleeps, and reads nothing through it", async () => {
  answerWith("GET /api/nats/connection/stats", parked);
  openPage(path);
  expect(await screen.findByRole("region", { name: "Connection" })).toHaveTextContent("idle for 30 min");
  expect(seen.some(({ line }) => line === "GET /api/nats/account/statz")).toBe(false);
});

it("offers the same as commands, without a secret", async () => {
  const { user } = await overview();
  await user.click(screen.getByRole("button", { name: "Copy as CLI" }));
  const cli = await screen.findByRole("dialog", { name: "The same with the nats CLI" });
  expect(cli).toHaveTextContent("nats --server tls://nats.eu.lumen.shop:4222");
  expect(cli).toHaveTextContent("account info");
  expect(cli).toHaveTextContent("Put your credentials file in the place of FILE.");
});
