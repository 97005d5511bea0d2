import { screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { RequestReplies } from "@/api/types";
// Loaded here once, and not within the second that the first test has.
import "@/features/request/components/request-page";
import "@/shared/compose/payload-editor";
import "@/shared/ui/popover-layer";
import { openPage } from "@/testing/app";
import { active, problem, stats } from "@/testing/fixtures";
import { publisher, suggestions } from "@/testing/publish-fixtures";
import { answerWith, seen } from "@/testing/server";

const page = `/c/${active.connection_id}/request?subject=prices.get`;
const one = "POST /api/nats/publish/request";

type Reply = RequestReplies["replies"][number];

const reply = (over: Partial<Reply> = {}): Reply => ({
  data: "42",
  encoding: "utf8",
  size: 2,
  latency: "1.2ms",
  latency_ns: 1_200_000,
  ...over,
});

const replies = (list: Reply[], ended: RequestReplies["ended"] = "count"): RequestReplies => ({
  replies: list,
  ended,
  took: "2ms",
});

beforeEach(() => {
  // Here is no layout: the editor asks where its text stands.
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  answerWith("GET /api/nats/connection/stats", stats({ read_only: false }));
  answerWith("GET /api/nats/account", publisher);
  answerWith("GET /api/nats/subscribe/subjects", suggestions);
  answerWith(one, replies([reply()]));
});

const subject = () => screen.findByRole("combobox", { name: "Subject" });
const button = (name: RegExp | string) => screen.getByRole("button", { name });
const sent = () => seen.filter(({ line }) => line === one).map(({ body }) => body);

describe("one reply", () => {
  it("is asked for by Ctrl+Enter, and stands there with its latency, its headers and what it carries", async () => {
    answerWith(one, replies([reply({ headers: { From: ["n1", "n2"] }, reply: "more.please" })]));
    const { user } = openPage(page);
    await user.click(await subject());
    await user.keyboard("{Escape}{Control>}{Enter}{/Control}"); // Esc clears nothing
    expect(await screen.findByText("1 reply came; no more were asked for.")).toBeVisible();
    expect(button(/1\.2\s*ms/)).toHaveAttribute("aria-expanded", "true");
    expect(screen.getByText("From").nextElementSibling).toHaveTextContent("n1n2");
    expect(screen.getByText("more.please")).toBeVisible();
    expect(sent()).toEqual([{ subject: "prices.get", timeout: "2s", max_replies: 1, encoding: "utf8" }]);
  });

  it("that is a service's failure is said to be one", async () => {
    answerWith(one, replies([reply({ error: { code: "404", description: "<b>sold out</b>" } })]));
    const { user } = openPage(page);
    await subject();
    await user.click(button("Send the request"));
    expect((await screen.findAllByText("404 <b>sold out</b>"))[0]).toBeVisible();
  });

  it.each([
    [problem(503, "no_responders", "Nobody is listening on prices.get."), "Nobody is listening"],
    [problem(504, "no_reply", "Somebody listens, but nobody answered."), "No answer in time"],
    [problem(403, "nats_permission", "This user may not publish there."), "The request was not sent"],
    [problem(502, "outcome_unknown", "NATS did not answer."), "The request may have arrived"],
  ])("that does not come says why: %#", async (answer, title) => {
    answerWith(one, answer);
    const { user } = openPage(page);
    await subject();
    await user.click(button("Send the request"));
    expect(await screen.findByText(title)).toBeVisible();
    expect(sent()).toHaveLength(1);
  });
});

describe("many replies", () => {
  it("end when it is quiet, or with an empty one, and open one by one", async () => {
    answerWith(one, replies([reply({ data: "first" }), reply({ data: "second", latency_ns: 9_000_000 })], "stall"));
    const { user } = openPage(page);
    await subject();
    await user.click(screen.getByRole("radio", { name: "Many" }));
    await user.click(screen.getByRole("checkbox", { name: /An empty reply ends it/ }));
    await user.click(button("Send the request"));
    expect(await screen.findByText("2 replies came; then it was quiet.")).toBeVisible();
    expect(sent()).toEqual([
      { subject: "prices.get", timeout: "2s", max_replies: 100, encoding: "utf8", stall: "300ms", until_empty: true },
    ]);
    await user.click(button(/second/));
    expect(button(/second/)).toHaveAttribute("aria-expanded", "true");
    expect(button(/first/)).toHaveAttribute("aria-expanded", "false");
  });
});

describe("many requests", () => {
  const twenty = async () => {
    const { user } = openPage(page);
    await subject();
    await user.clear(screen.getByLabelText("Times"));
    await user.type(screen.getByLabelText("Times"), "20");
    await user.click(button("Send 20 requests"));
    return user;
  };

  it("have a distribution, with the same as a table behind it, and what was not answered is counted", async () => {
    let n = 0;
    answerWith(one, () =>
      ++n % 10 === 0 ? problem(504, "no_reply", "Nobody answered.") : replies([reply({ latency_ns: n * 1e6 })]),
    );
    const user = await twenty();
    expect(await screen.findByText("20 requests sent; 2 without an answer in time.")).toBeVisible();
    expect(screen.getByText("Median").nextElementSibling).toHaveTextContent("9.0ms");
    expect(screen.getByText("Most").nextElementSibling).toHaveTextContent("19.0ms");
    await user.click(button("Table of Latency of first replies"));
    const counts = screen
      .getAllByRole("row")
      .flatMap((row) => [...row.querySelectorAll("td")].map((td) => Number(td.textContent)));
    expect(counts.reduce((all, count) => all + count, 0)).toBe(18);
  });

  it("stop at the first that cannot be sent", async () => {
    answerWith(one, () =>
      sent().length < 3 ? replies([reply()]) : problem(503, "no_responders", "Nobody is listening."),
    );
    await twenty();
    expect(await screen.findByText("Nobody is listening")).toBeVisible();
    expect(sent()).toHaveLength(3);
  });
});

it("is not sent over a connection that is read-only, nor where this user may not publish", async () => {
  answerWith("GET /api/nats/connection/stats", stats({ read_only: true }));
  const { user } = openPage(page);
  await user.click(await subject());
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(screen.getByText(/This connection is read-only/)).toBeVisible();
  expect(button("Send the request")).toHaveAttribute("aria-disabled", "true");
  expect(sent()).toEqual([]);
});

it("says before it is sent what is wrong with it", async () => {
  const { user } = openPage(`/c/${active.connection_id}/request?subject=secret.x`);
  await subject();
  expect(await screen.findByText(/may not publish to secret.x/)).toBeVisible();
  await user.clear(screen.getByLabelText("Timeout"));
  await user.type(screen.getByLabelText("Timeout"), "2h");
  await waitFor(() => expect(screen.getByText(/at most 1m/)).toBeVisible());
  expect(sent()).toEqual([]);
});
