import { configure, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { effects, ordersText, writable } from "@/testing/admin-fixtures";
import { openPage } from "@/testing/app";
import { active, problem } from "@/testing/fixtures";
import { answerWith, RawAnswer, seen } from "@/testing/server";
import { streamAnswers } from "@/testing/stream-fixtures";

// There are a hundred things to look through: whether each is hidden would take most of the time.
configure({ defaultHidden: true, asyncUtilTimeout: 20_000 });
vi.setConfig({ testTimeout: 180_000 });

const streams = `/c/${active.connection_id}/streams`;
const newStream = `/c/${active.connection_id}/new-stream`;
const orders = `${streams}/ORDERS`;

beforeEach(() => {
  answerWith("GET /api/nats/connection/stats", writable);
  answerWith("GET /api/nats/streams/ORDERS", new RawAnswer(ordersText()));
  answerWith("GET /api/nats/streams/ORDERS/effects", effects);
});

const field = (name: string) => screen.findByLabelText(name, { selector: "input, textarea" });
/** Puts a text into a field at once, in place of what is there. */
const fill = async (user: ReturnType<typeof openPage>["user"], name: string, text: string) => {
  await user.clear(await field(name));
  await user.click(await field(name));
  await user.paste(text);
};
const button = (name: string | RegExp) => screen.findByRole("button", { name });
const asked = (line: string) => seen.filter((request) => request.line === line);
const dialog = () => screen.findByRole("alertdialog");
/** A dialog takes the focus a moment after it is there, and what is typed before that goes nowhere. */
const typeName = async (user: ReturnType<typeof openPage>["user"], name: string) => {
  const box = await within(await dialog()).findByRole("textbox", { name: "Type the stream’s name" });
  await waitFor(() => expect(box).toHaveFocus());
  await user.keyboard(name);
};

describe("making a stream", () => {
  const made = JSON.stringify({ ...streamAnswers["GET /api/nats/streams/ORDERS"], revision: "1" });

  it("takes a form, and goes to what was made", async () => {
    answerWith("POST /api/nats/streams", new RawAnswer(made.replaceAll('"ORDERS"', '"RETURNS"')));
    answerWith("GET /api/nats/streams/RETURNS", new RawAnswer(made.replaceAll('"ORDERS"', '"RETURNS"')));
    const { user, history } = openPage(newStream);
    // Beside the form, and on a narrow page under it.
    expect(await screen.findAllByText(/Nothing limits it/)).not.toHaveLength(0);
    await fill(user, "Name", "RETURNS");
    await fill(user, "Subjects", "returns.>");
    await fill(user, "Age", "7d");
    await user.click(await button("Create stream"));
    await waitFor(() => expect(history.location.pathname).toBe(`${streams}/RETURNS`));
    expect(asked("POST /api/nats/streams")[0]?.body).toEqual({
      config: {
        name: "RETURNS",
        subjects: ["returns.>"],
        storage: "file",
        num_replicas: 1,
        allow_direct: true,
        max_age: 604_800_000_000_000,
      },
    });
    expect(await screen.findByText("RETURNS is created")).toBeInTheDocument();
  });

  it("says that the name is missing only when somebody tries", async () => {
    const { user } = openPage(newStream);
    expect(await field("Name")).toHaveAccessibleDescription(/^Up to 255/);
    await user.click(await button("Create stream"));
    expect(await field("Name")).toHaveAccessibleDescription("Say how it is called.");
    expect(asked("POST /api/nats/streams")).toHaveLength(0);
  });

  it("shows the server’s refusal at its field, with its codes, and loses nothing", async () => {
    answerWith(
      "POST /api/nats/streams",
      problem(422, "nats_refused", "Maximum replicas is 5.", {
        nats: { err_code: 10_052, description: "maximum replicas is 5" },
        errors: [{ location: "body.config.num_replicas", message: "maximum replicas is 5" }],
      }),
    );
    const { user } = openPage(newStream);
    await fill(user, "Name", "RETURNS");
    await user.click(await button("Create stream"));
    expect(await screen.findByText("RETURNS was not created")).toBeInTheDocument();
    expect(screen.getByText("10052")).toBeInTheDocument();
    expect(screen.getByText("01JD8Q7N3K5T")).toBeInTheDocument();
    expect(await field("Replicas")).toHaveAccessibleDescription("maximum replicas is 5");
    expect(await field("Name")).toHaveValue("RETURNS");
  });

  it("copies a stream, says what it cannot share, and takes nothing of the server’s along", async () => {
    answerWith("POST /api/nats/streams", new RawAnswer(made.replaceAll('"ORDERS"', '"ORDERS_2"')));
    answerWith("GET /api/nats/streams/ORDERS_2", new RawAnswer(made.replaceAll('"ORDERS"', '"ORDERS_2"')));
    const { user } = openPage(`${newStream}?copy=ORDERS`);
    expect(await screen.findByText("A copy of ORDERS.")).toBeInTheDocument();
    expect(await field("Subjects")).toHaveAccessibleDescription("ORDERS takes “orders.>” already.");
    await fill(user, "Subjects", "copied.orders.>");
    expect(await field("Subjects")).toHaveAccessibleDescription(/^What is published/);
    await fill(user, "Name", "ORDERS_2");
    await user.click(await button("Create stream"));
    await waitFor(() => expect(asked("POST /api/nats/streams")).toHaveLength(1));
    const { text, body } = asked("POST /api/nats/streams")[0] ?? {};
    expect(text).toMatch(/"future_limit": 18446744073709551615/);
    expect(body).toMatchObject({ config: { name: "ORDERS_2", metadata: { team: "checkout" } } });
    expect(text).not.toContain("_nats.");
  });
});

describe("changing a stream", () => {
  it("shows what changes, and sends back every digit that nobody touched", async () => {
    answerWith("PUT /api/nats/streams/ORDERS", new RawAnswer(ordersText({ max_age: 172_800e9 }, "2")));
    const { user, history } = openPage(`${orders}/edit`);
    await fill(user, "Age", "48h");
    await user.click(await button("Review 1 change"));
    expect(await screen.findByRole("region", { name: "In words" })).toHaveTextContent("24h→becomes2d");
    await user.click(await button("Save ORDERS"));
    await waitFor(() => expect(history.location.pathname).toBe(`${orders}/configuration`));
    const { text, body } = asked("PUT /api/nats/streams/ORDERS")[0] ?? {};
    expect(text).toContain('"future_limit": 18446744073709551615');
    expect(body).toMatchObject({
      revision: "9f2c61d0a4be7715",
      config: { max_age: 172_800e9, metadata: { "_nats.ver": "2.15.2" } },
    });
  });

  it("takes the name before it deletes messages", async () => {
    answerWith("PUT /api/nats/streams/ORDERS", new RawAnswer(ordersText({}, "2")));
    const { user } = openPage(`${orders}/edit`);
    await fill(user, "Messages", "1M");
    expect(await screen.findByText(/messages are deleted: the oldest, so that 1,000,000 stay/)).toHaveTextContent(
      "3,118,006",
    );
    await user.click(await button("Review 1 change"));
    await user.click(await button("Save ORDERS"));
    await typeName(user, "ORDERS{Enter}");
    await waitFor(() => expect(asked("PUT /api/nats/streams/ORDERS")).toHaveLength(1));
  });

  it("that somebody else changed too is put together field by field, and saved over what is there now", async () => {
    let now = ordersText();
    answerWith("GET /api/nats/streams/ORDERS", () => new RawAnswer(now));
    answerWith("PUT /api/nats/streams/ORDERS", ({ body }) => {
      if ((body as { revision: string }).revision === "2") return new RawAnswer(ordersText({}, "3"));
      now = ordersText({ max_age: 172_800e9, description: "Theirs" }, "2");
      return problem(409, "stream_changed", "Somebody has changed it.");
    });
    const { user } = openPage(`${orders}/edit`);
    await fill(user, "Age", "72h");
    await fill(user, "Replicas", "5");
    await user.click(await button("Review 2 changes"));
    await user.click(await button("Save ORDERS"));
    expect(await screen.findByRole("region", { name: "Both of you changed" })).toHaveTextContent(
      /Before24hTheirs2dYours3d/,
    );
    expect(screen.getByRole("region", { name: "They changed" })).toHaveTextContent("Theirs");
    await user.click(await button("Go on with both"));
    await user.click(await button("Save ORDERS"));
    await waitFor(() => expect(asked("PUT /api/nats/streams/ORDERS")).toHaveLength(2));
    expect(asked("PUT /api/nats/streams/ORDERS")[1]?.body).toMatchObject({
      revision: "2",
      config: { max_age: 259_200e9, num_replicas: 5, description: "Theirs" },
    });
  });

  it("of which no answer came is not sent again, and can be looked at", async () => {
    answerWith("PUT /api/nats/streams/ORDERS", problem(502, "outcome_unknown", "The link broke."));
    const { user, history } = openPage(`${orders}/edit`);
    await user.type(await field("Description"), "!");
    await user.click(await button("Review 1 change"));
    await user.click(await button("Save ORDERS"));
    expect(await screen.findByText("ORDERS may have been changed")).toBeInTheDocument();
    await user.click(await button("Look at ORDERS"));
    await waitFor(() => expect(history.location.pathname).toBe(`${orders}/configuration`));
    expect(asked("PUT /api/nats/streams/ORDERS")).toHaveLength(1);
  });

  it("is not left unsaved without being asked", async () => {
    const { user, history } = openPage(`${orders}/edit`);
    await user.type(await field("Description"), "!");
    await user.click(screen.getByRole("link", { name: "Cancel" }));
    expect(await dialog()).toHaveTextContent("Nothing of the changes of ORDERS is saved yet.");
    await user.click(within(await dialog()).getByRole("button", { name: "Stay" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument());
    expect((await field("Description")).textContent).toMatch(/!$/);
    await user.click(screen.getByRole("link", { name: "Cancel" }));
    await user.click(within(await dialog()).getByRole("button", { name: "Leave and drop them" }));
    await waitFor(() => expect(history.location.pathname).toBe(`${orders}/configuration`));
  });

  it("is locked where the connection only reads", async () => {
    answerWith("GET /api/nats/connection/stats", active);
    const { user } = openPage(`${orders}/edit?view=changes`);
    const save = await button("Save ORDERS");
    expect(save).toHaveAttribute("aria-disabled", "true");
    await user.click(save);
    expect(asked("PUT /api/nats/streams/ORDERS")).toHaveLength(0);
  });
});

describe("the configuration of a stream", () => {
  it("has every field, and says which are not as usual", async () => {
    openPage(`${orders}/configuration`);
    const limits = await screen.findByRole("region", { name: "Limits" });
    expect(limits).toHaveTextContent("Size" + "max_bytes" + "20 GiB (not the default)");
    expect(limits).toHaveTextContent("Messages" + "max_msgs" + "no limit");
    expect(screen.getByRole("region", { name: /does not know$/ })).toHaveTextContent("18446744073709551615");
    expect(screen.getByRole("region", { name: "Metadata" })).toHaveTextContent(
      "team = checkout and 1 of the server’s own",
    );
    expect(screen.queryByText("_nats.ver")).toBeNull();
  });
});

describe("steps that go for good", () => {
  const choose = async (user: ReturnType<typeof openPage>["user"], item: string) => {
    await user.click(await button("More for ORDERS"));
    await user.click(await screen.findByRole("menuitem", { name: item }));
    return dialog();
  };

  it("purge a subject, after it is said what that hits and the name is typed", async () => {
    answerWith("POST /api/nats/streams/ORDERS/purge", { purged: 61_402 });
    const { user } = openPage(`${orders}/configuration`);
    const box = await choose(user, "Purge…");
    await user.type(await within(box).findByRole("textbox", { name: "Only of subject" }), "orders.eu.>");
    await waitFor(() =>
      expect(asked("GET /api/nats/streams/ORDERS/effects").at(-1)?.search).toContain("subject=orders.eu.%3E"),
    );
    expect(await within(box).findByText(/have not read all of their messages/)).toHaveTextContent(
      "2 consumers have not read all of their messages: shipping-eu, receipts",
    );
    expect(box).toHaveTextContent("ORDERS_MIRROR mirrors it and keeps its copy");
    await user.click(within(box).getByRole("textbox", { name: "Type the stream’s name" }));
    await user.keyboard("ORDERS");
    await user.click(await within(box).findByRole("button", { name: "Purge 61,402 messages" }));
    expect(await screen.findByText("61,402 messages of ORDERS are purged")).toBeInTheDocument();
    expect(asked("POST /api/nats/streams/ORDERS/purge")[0]?.body).toEqual({ subject: "orders.eu.>" });
  });

  it("purge up to a sequence of any length, digit by digit", async () => {
    answerWith("POST /api/nats/streams/ORDERS/purge", { purged: 1 });
    const { user } = openPage(`${orders}/configuration`);
    const box = await choose(user, "Purge…");
    await user.click(await within(box).findByRole("radio", { name: "Before a sequence" }));
    const red = within(box).getByRole("button", { name: /^Purge/ });
    expect(red).toHaveAttribute("aria-disabled", "true");
    await user.type(within(box).getByRole("textbox", { name: "Before sequence" }), "18,446,744,073,709,551,615");
    await user.click(within(box).getByRole("textbox", { name: "Type the stream’s name" }));
    await user.keyboard("ORDERS");
    await user.click(await within(box).findByRole("button", { name: "Purge 61,402 messages" }));
    await waitFor(() =>
      expect(asked("POST /api/nats/streams/ORDERS/purge")[0]?.text).toBe('{"up_to":18446744073709551615}'),
    );
  });

  it("say when the answer never came, and do not repeat it", async () => {
    answerWith("POST /api/nats/streams/ORDERS/purge", problem(502, "outcome_unknown", "The link broke."));
    const { user } = openPage(`${orders}/configuration`);
    const box = await choose(user, "Purge…");
    await within(box)
      .findByText(/on/, { selector: "li *" })
      .catch(() => undefined);
    await typeName(user, "ORDERS");
    await user.click(await within(box).findByRole("button", { name: "Purge 61,402 messages" }));
    expect(await within(box).findByText("The purge may have happened")).toBeInTheDocument();
    expect(asked("POST /api/nats/streams/ORDERS/purge")).toHaveLength(1);
  });

  it("seal what was seen, and nothing newer", async () => {
    answerWith("POST /api/nats/streams/ORDERS/seal", streamAnswers["GET /api/nats/streams/ORDERS"]);
    const { user } = openPage(`${orders}/configuration`);
    const box = await choose(user, "Seal…");
    expect(await within(box).findByText(/Nothing can be published to it again/)).toBeInTheDocument();
    await typeName(user, "ORDERS");
    await user.click(await within(box).findByRole("button", { name: "Seal for good" }));
    await waitFor(() =>
      expect(asked("POST /api/nats/streams/ORDERS/seal")[0]?.body).toEqual({ revision: "9f2c61d0a4be7715" }),
    );
  });

  it("delete a stream, and leave its page", async () => {
    answerWith("DELETE /api/nats/streams/ORDERS", { deleted: true });
    const { user, history } = openPage(`${orders}/configuration`);
    const box = await choose(user, "Delete…");
    expect(await within(box).findByText(/go with it/)).toHaveTextContent(
      "7 consumers go with it, 2 of them in use now: receipts, billing",
    );
    await typeName(user, "ORDERS");
    await user.click(await within(box).findByRole("button", { name: "Delete it and 61,402 messages" }));
    await waitFor(() => expect(history.location.pathname).toBe(streams));
    expect(await screen.findByText("ORDERS is deleted")).toBeInTheDocument();
  });

  it("stay locked as long as it is not known what they hit", async () => {
    answerWith("GET /api/nats/streams/ORDERS/effects", problem(503, "jetstream_unavailable", "JetStream is offline."));
    const { user } = openPage(`${orders}/configuration`);
    const box = await choose(user, "Delete…");
    expect(await within(box).findByText("What this hits could not be read")).toBeInTheDocument();
    await typeName(user, "ORDERS{Enter}");
    expect(asked("DELETE /api/nats/streams/ORDERS")).toHaveLength(0);
  });

  it("are locked where the connection only reads, and a backup is not", async () => {
    answerWith("GET /api/nats/connection/stats", active);
    const { user } = openPage(`${orders}/configuration`);
    await user.click(await button("More for ORDERS"));
    for (const item of ["Duplicate…", "Purge…", "Seal…", "Delete…"]) {
      expect(await screen.findByRole("menuitem", { name: item })).toHaveAttribute("aria-disabled", "true");
    }
    await user.click(screen.getByRole("menuitem", { name: "Back up…" }));
    expect(await dialog()).toHaveTextContent("4,118,006 messages, 4.4 GiB");
  });
});
