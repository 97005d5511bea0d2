import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import "@/features/live/components/respond-page"; // compiled before the first test needs them
import "@/features/live/components/live-inspector";
import "@/features/live/components/live-dock";
import "@/shared/compose/payload-editor";
import { live } from "@/live/client";
import { keep } from "@/live/presence";
import { openPage } from "@/testing/app";
import { active, problem, stats } from "@/testing/fixtures";
import { FakeSocket } from "@/testing/live-batches";
import { published, publisher, suggestions } from "@/testing/publish-fixtures";
import { type Answer, answerWith, seen } from "@/testing/server";

const path = `/c/${active.connection_id}/respond?subject=prices.get`;
const line = "POST /api/nats/subscribe/reply";

beforeEach(() => {
  FakeSocket.all = [];
  vi.stubGlobal("WebSocket", FakeSocket);
  answerWith("GET /api/nats/subscribe/subjects", suggestions);
  answerWith("GET /api/nats/account", publisher);
  answerWith(line, published);
});
afterEach(() => {
  for (const tail of live.tails) live.drop(tail);
  keep([]);
  vi.unstubAllGlobals();
});

const socket = () => FakeSocket.all.at(-1) as FakeSocket;
const answers = () => seen.filter((request) => request.line === line).map(({ body }) => body);

function open(connection: Answer = stats({ read_only: false })) {
  answerWith("GET /api/nats/connection/stats", connection);
  return openPage(path);
}

async function started() {
  const page = open();
  await page.user.click(await screen.findByRole("button", { name: "Start to answer" }));
  await act(() => socket().open());
  await act(() => socket().event({ op: "subscribed", id: 1 }));
  return page;
}

const ask = (reply: string, data: string) =>
  act(() => socket().batch({ subscription: 1, messages: [{ subject: "prices.get", reply, data }] }));

describe("playing a service", () => {
  it("answers what is asked, with what stands in the form", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Add a header" }));
    await user.type(screen.getByRole("textbox", { name: "Name of header 1" }), "Served");
    await user.click(screen.getByRole("textbox", { name: "Value of header 1" }));
    await user.paste("{{subject}} {{count}}");
    await user.click(screen.getByRole("button", { name: "Start to answer" }));
    await act(() => socket().open());
    expect(socket().said[0]).toEqual({ op: "sub", id: 1, connection: active.connection_id, subject: "prices.get" });
    await act(() => socket().event({ op: "subscribed", id: 1 }));
    await ask("_INBOX.1", "a");
    await ask("_INBOX.2", "b");
    const requests = await screen.findByRole("region", { name: "Requests" });
    await waitFor(() => expect(requests).toHaveTextContent("2 asked, 2 answered"));
    expect(answers()).toEqual([
      { reply: "_INBOX.1", encoding: "utf8", headers: { Served: ["prices.get 1"] } },
      { reply: "_INBOX.2", encoding: "utf8", headers: { Served: ["prices.get 2"] } },
    ]);
  });

  it("leaves it to a person who wants to, and shows what was asked", async () => {
    const { user } = await started();
    await user.click(screen.getByRole("radio", { name: "By hand" }));
    await ask("_INBOX.1", "how much?");
    const requests = await screen.findByRole("region", { name: "Requests" });
    await user.click(await within(requests).findByText("how much?"));
    expect(await screen.findByRole("complementary", { name: "Inspector: prices.get" })).toHaveTextContent("_INBOX.1");
    expect(answers()).toEqual([]);
    await user.click(within(requests).getByRole("button", { name: "Answer" }));
    await waitFor(() => expect(answers()).toEqual([{ reply: "_INBOX.1", encoding: "utf8" }]));
    await waitFor(() => expect(within(requests).queryByRole("button", { name: "Answer" })).not.toBeInTheDocument());
  });

  it("says what could not be answered, and tries it again when it is told to", async () => {
    const { user } = await started();
    answerWith(line, problem(403, "nats_permission", "This user may not publish to _INBOX.1."));
    await ask("_INBOX.1", "a");
    const requests = await screen.findByRole("region", { name: "Requests" });
    expect(await within(requests).findByText("Failed")).toBeVisible();
    answerWith(line, published);
    await user.click(within(requests).getByRole("button", { name: "Answer" }));
    await waitFor(() => expect(requests).toHaveTextContent("1 asked, 1 answered"));
  });

  it("goes on while another page is open, and stops when it is told to", async () => {
    const { user } = await started();
    await user.click(screen.getByRole("link", { name: "Account" }));
    expect(await screen.findByRole("button", { name: /^prices\.get/ })).toBeVisible(); // in the dock
    expect(sessionStorage.getItem("heynats.live")).toBe("[]"); // a reload would only take requests
    await ask("_INBOX.1", "a");
    await waitFor(() => expect(answers()).toHaveLength(1));
    await user.click(screen.getByRole("link", { name: "Respond" }));
    expect(await screen.findByRole("region", { name: "Requests" })).toHaveTextContent("1 asked, 1 answered");
    await user.click(screen.getByRole("button", { name: "Stop" }));
    expect(socket().told("unsub")).toHaveLength(1);
    expect(await screen.findByRole("button", { name: "Start to answer" })).toBeVisible();
    expect(screen.getByRole("region", { name: "Requests" })).toHaveTextContent("1 asked, 1 answered");
  });

  it("is not offered over a read-only connection", async () => {
    open(active);
    expect(await screen.findByText("Nothing can be answered here.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Start to answer" })).toHaveAttribute("aria-disabled", "true");
  });
});
