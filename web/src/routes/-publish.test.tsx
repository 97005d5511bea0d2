import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
// Loaded here once, and not within the second that the first test has.
import "@/features/publish/components/publish-page";
import "@/shared/compose/payload-editor";
import "@/shared/ui/popover-layer";
import { openPage } from "@/testing/app";
import { active, problem, stats } from "@/testing/fixtures";
import { published, publisher, stored, suggestions, target } from "@/testing/publish-fixtures";
import { answerWith, RawAnswer, seen } from "@/testing/server";

const page = `/c/${active.connection_id}/publish`;
const one = "POST /api/nats/publish/message";
const batch = "POST /api/nats/publish/batch";

beforeEach(() => {
  // Here is no layout: the editor asks where its text stands.
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  localStorage.clear();
  answerWith("GET /api/nats/connection/stats", stats({ read_only: false }));
  answerWith("GET /api/nats/account", publisher);
  answerWith("GET /api/nats/publish/target", target);
  answerWith("GET /api/nats/subscribe/subjects", suggestions);
  answerWith(one, published);
});

const subject = () => screen.findByRole("combobox", { name: "Subject" });
const button = (name: RegExp | string) => screen.getByRole("button", { name });
const sent = () => seen.filter(({ line }) => line === one).map(({ body }) => body);

async function type(user: UserEvent, text: string) {
  const field = await subject();
  await user.clear(field);
  await user.type(field, text.replaceAll("{", "{{"));
  await user.keyboard("{Escape}");
}

/** Puts a message with a payload where the browser keeps templates. */
function keep(draft: Record<string, unknown>, name = "Order") {
  localStorage.setItem("heynats.publish.templates", JSON.stringify([{ name, at: 1, draft }]));
}

describe("a message", () => {
  it("is published with its headers by Ctrl+Enter, and who has it is said", async () => {
    const { user } = openPage(page);
    await type(user, "orders.eu");
    await user.click(button("Add a header"));
    await waitFor(() => expect(screen.getByLabelText("Name of header 1")).toHaveFocus());
    await user.keyboard("Trace{Tab}a");
    await user.click(button("Add another"));
    await waitFor(() => expect(screen.getByLabelText("Name of header 2")).toHaveFocus());
    await user.keyboard("{Tab}b{Control>}{Enter}{/Control}");
    expect(await screen.findByText("NATS has it, after 120 µs.")).toBeVisible();
    expect(sent()).toEqual([{ subject: "orders.eu", headers: { Trace: ["a", "b"] } }]);
  });

  it("says before it is sent which stream keeps it, and after that under which sequence", async () => {
    answerWith(one, stored());
    const { user } = openPage(`${page}?subject=orders.eu`);
    expect((await screen.findAllByText(/keeps it, behind 1,204 others/))[0]).toBeInTheDocument();
    await user.click(button(/^Stream/));
    await user.click(screen.getByRole("checkbox", { name: /Wait until a stream acknowledges it/ }));
    await user.type(screen.getByLabelText("Message id"), "one");
    await user.type(screen.getByLabelText("Only if its last sequence is"), "18446744073709551615");
    await user.type(screen.getByLabelText("Lifetime"), "24h");
    await user.click(button("Publish"));
    expect(await screen.findByText("Stored")).toBeVisible();
    expect(screen.getByRole("link", { name: "Look at 4,119" })).toHaveAttribute(
      "href",
      expect.stringContaining("4119"),
    );
    expect(seen.find(({ line }) => line === one)?.text).toBe(
      '{"subject":"orders.eu","jetstream":true,"message_id":"one","ttl":"24h","expected_last_sequence":18446744073709551615}',
    );
  });

  it("is told apart from one that the stream has already", async () => {
    answerWith(one, stored({ duplicate: true, sequence: 7 }));
    const { user } = openPage(`${page}?subject=orders.eu`);
    await subject();
    await user.click(button("Publish"));
    expect(await screen.findByText("Not stored again")).toBeVisible();
  });

  it("is refused in the server's words", async () => {
    answerWith(
      one,
      problem(412, "wrong_last_sequence", "Somebody else was first.", {
        nats: { err_code: 10071, description: "wrong last sequence: 9" },
      }),
    );
    const { user } = openPage(`${page}?subject=orders.eu`);
    await subject();
    await user.click(button("Publish"));
    expect(await screen.findByText("It was not published")).toBeVisible();
    expect(screen.getByText("wrong last sequence: 9")).toBeVisible();
    expect(localStorage.getItem("heynats.publish.history")).toBeNull();
  });

  it("may be out when no answer came, and is not sent again", async () => {
    answerWith(one, problem(502, "outcome_unknown", "NATS did not answer."));
    const { user } = openPage(`${page}?subject=orders.eu`);
    await subject();
    await user.click(button("Publish"));
    expect(await screen.findByText("The message may have been published")).toBeVisible();
    expect(screen.getByRole("link", { name: "Look at the end of ORDERS" })).toBeVisible();
    expect(sent()).toHaveLength(1);
  });

  it.each([
    ["orders.*", /put a word in the place of the wildcard/],
    ["a..b", /Something is missing/],
    ["secret.plans", /may not publish to secret.plans. It is denied by secret.>/],
  ])("to %s is not sent, and why is said before", async (to, why) => {
    const { user } = openPage(page);
    await type(user, to);
    expect((await screen.findAllByText(why))[0]).toBeVisible();
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(button("Publish")).toHaveAttribute("aria-disabled", "true");
    expect(sent()).toEqual([]);
  });

  it("to a subject that controls a server takes a tick", async () => {
    const { user } = openPage(page);
    await type(user, "$JS.API.STREAM.PURGE.ORDERS");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(sent()).toEqual([]);
    await user.click(screen.getByRole("checkbox", { name: /To a subject of NATS itself/ }));
    await user.click(button("Publish"));
    await waitFor(() => expect(sent()).toEqual([{ subject: "$JS.API.STREAM.PURGE.ORDERS", confirm_system: true }]));
  });

  it("is not published over a connection that is read-only", async () => {
    answerWith("GET /api/nats/connection/stats", stats({ read_only: true }));
    const { user } = openPage(`${page}?subject=orders.eu`);
    expect(await screen.findByText(/This connection is read-only/)).toBeVisible();
    await user.click(await subject());
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(button("Publish")).toHaveAttribute("aria-disabled", "true");
    expect(sent()).toEqual([]);
  });
});

describe("many messages", () => {
  it("are filled in one by one and go in one request, and the last acknowledgement is shown", async () => {
    keep({ subject: "orders.{{count}}", payload: '{"n":{{count}}}', count: "3" });
    answerWith(
      batch,
      new RawAnswer(
        [1, 2, 3].map((line) => JSON.stringify({ line, ack: stored({ sequence: line }).ack })).join("\n") +
          '\n{"end":{"published":3,"total":3,"complete":true}}\n',
      ),
    );
    const { user } = openPage(page);
    await user.click((await screen.findAllByRole("button", { name: /^Order/ }))[0] as HTMLElement);
    await user.click(button("Publish 3 messages"));
    expect(await screen.findByText("3 published")).toBeVisible();
    expect(screen.getByRole("link", { name: "Look at 3" })).toBeVisible();
    expect(
      seen
        .find(({ line }) => line === batch)
        ?.text.split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([1, 2, 3].map((n) => ({ subject: `orders.${n}`, data: `{"n":${n}}` })));
  });

  it("stop when somebody stops them, with a time between two", async () => {
    keep({ subject: "orders.eu", count: "1000", interval: "50ms" });
    const { user } = openPage(page);
    await user.click((await screen.findAllByRole("button", { name: /^Order/ }))[0] as HTMLElement);
    await user.click(button("Publish 1,000 messages"));
    await waitFor(() => expect(sent().length).toBeGreaterThan(1));
    await user.click(button("Stop"));
    expect(await screen.findByText("Stopped")).toBeVisible();
    expect(screen.getByText(/At least \d+ of 1,000 messages are out/)).toBeVisible();
    const before = sent().length;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(sent()).toHaveLength(before);
  });

  it("whose answer was cut may be out", async () => {
    keep({ subject: "orders.eu", count: "2" });
    answerWith(batch, new RawAnswer('{"line":1}\n'));
    const { user } = openPage(page);
    await user.click((await screen.findAllByRole("button", { name: /^Order/ }))[0] as HTMLElement);
    await user.click(button("Publish 2 messages"));
    expect(await screen.findByText("The next message may have been published")).toBeVisible();
    expect(screen.getByText(/1 of 2 are out/)).toBeVisible();
  });
});

describe("a file", () => {
  const paste = async (user: UserEvent, text: string) => {
    await user.click(await screen.findByRole("button", { name: "Paste" }));
    await user.click(screen.getByRole("textbox", { name: "Text of a file of messages" }));
    await user.paste(text);
  };

  it("is published line by line, and the line that was refused is named", async () => {
    answerWith(
      batch,
      new RawAnswer(
        `{"line":1}\n${JSON.stringify({
          end: {
            published: 1,
            total: 2,
            complete: false,
            line: 2,
            problem: problem(403, "nats_permission", "This user may not publish to b."),
          },
        })}\n`,
      ),
    );
    const { user } = openPage(`${page}?view=file`);
    await paste(user, '{"subject":"a"}\n{"subject":"b"}\n');
    await user.click(button("Publish 2 messages"));
    expect(await screen.findByText("1 of 2 are published")).toBeVisible();
    expect(screen.getByText(/Line 2: This user may not publish to b/)).toBeVisible();
    expect(seen.find(({ line }) => line === batch)?.text).toBe('{"subject":"a"}\n{"subject":"b"}\n');
  });

  it("with a line that is no message is not sent", async () => {
    const { user } = openPage(`${page}?view=file`);
    await paste(user, '{"subject":"a"}\nnonsense');
    expect(await screen.findByText("Line 2 is not a JSON object.")).toBeVisible();
    expect(button("Publish")).toHaveAttribute("aria-disabled", "true");
  });
});

describe("what is kept", () => {
  it("is what was published, in this browser, until it is forgotten", async () => {
    const { user } = openPage(`${page}?subject=orders.eu`);
    await subject();
    await user.click(button("Publish"));
    const forget = (await screen.findAllByRole("button", { name: "Forget orders.eu" }))[0] as HTMLElement;
    expect(localStorage.getItem("heynats.publish.history")).toContain("orders.eu");
    await user.click(forget);
    expect(localStorage.getItem("heynats.publish.history")).toBe("[]");
    expect(seen.filter(({ text }) => text.includes("orders.eu"))).toHaveLength(1);
  });

  it("is a message under a name, which can be taken up and deleted", async () => {
    const { user } = openPage(`${page}?subject=orders.eu`);
    await subject();
    await user.click(button("Save as template"));
    const dialog = await screen.findByRole("dialog", { name: "Save as template" });
    await user.clear(within(dialog).getByLabelText("Name"));
    await user.type(within(dialog).getByLabelText("Name"), "Mine{Enter}");
    expect(sent()).toEqual([]);
    await user.click((await screen.findAllByRole("button", { name: "Delete the template Mine" }))[0] as HTMLElement);
    expect(localStorage.getItem("heynats.publish.templates")).toBe("[]");
  });

  it("may be anything, and is text", async () => {
    const name = '<img src=x onerror="alert(1)">';
    keep({ subject: name, payload: 7, headers: "none", encoding: "gzip", more: true }, name);
    const { user } = openPage(page);
    await user.click((await screen.findAllByText(name))[0] as HTMLElement);
    expect(await subject()).toHaveValue(name);
    localStorage.setItem("heynats.publish.templates", '{"draft":');
    expect(document.querySelector("img")).toBeNull();
  });
});
