import { configure, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
// Loaded here once, and not within the time that the first test has.
import "@/features/consumers/components/consumer-creator";
import "@/features/consumers/components/consumer-editor";
import "@/features/consumers/components/consumer-page";
import { openPage } from "@/testing/app";
import { consumerDetail, consumerList, consumers } from "@/testing/consumer-fixtures";
import { active, problem, stats } from "@/testing/fixtures";
import { answerWith, RawAnswer, seen } from "@/testing/server";

// There is much to look through: whether each is hidden would take most of the time.
configure({ defaultHidden: true, asyncUtilTimeout: 20_000 });
vi.setConfig({ testTimeout: 180_000 });

const all = `/c/${active.connection_id}/streams/ORDERS/consumers`;
const newConsumer = `/c/${active.connection_id}/streams/ORDERS/new-consumer`;
const api = "/api/nats/streams/ORDERS/consumers";
const preview = `POST ${api}/preview`;

/** As the server writes it, with a number that JavaScript has no room for and a field that nobody here knows. */
const detailText = (more = "") =>
  JSON.stringify(consumerDetail()).replace(
    '"deliver_policy"',
    `"newer_limit":18446744073709551615,${more}"deliver_policy"`,
  );

beforeEach(() => {
  answerWith("GET /api/nats/connection/stats", stats({ read_only: false }));
  answerWith(`GET ${api}`, consumerList(consumers));
  answerWith(`GET ${api}/shipping-eu`, new RawAnswer(detailText()));
  answerWith(preview, {
    messages: 4_118,
    exact: true,
    first: { seq: 12, subject: "orders.eu.placed", time: "2026-11-23T12:00:00Z" },
    last: { seq: 4_130, subject: "orders.eu.paid", time: "2026-11-23T14:00:00Z" },
    sentence: "Would start at sequence 12 and get 4,118 messages.",
  });
});

type User = ReturnType<typeof openPage>["user"];
const field = (name: string) => screen.findByLabelText(name, { selector: "input, textarea" });
/** Puts a text into a field at once, in place of what is there. */
async function fill(user: User, name: string, text: string) {
  await user.clear(await field(name));
  await user.click(await field(name));
  await user.paste(text);
}
const button = (name: string | RegExp) => screen.findByRole("button", { name });
/** Something is said; twice where there is a form of it for every width. */
const said = async (text: string | RegExp) => expect((await screen.findAllByText(text))[0]).toBeInTheDocument();
const sent = (line: string) => seen.filter((request) => request.line === line);

describe("making a consumer", () => {
  it("shows beside the form what it would get, and makes no consumer for it", async () => {
    const { user } = openPage(newConsumer);
    await said("Would start at sequence 12 and get 4,118 messages.");
    const [, beside] = screen.getAllByRole("region", { name: "What it would get" });
    expect(beside).toHaveTextContent("orders.eu.placed");
    await fill(user, "Filter subjects", "orders.eu.>");
    await waitFor(() =>
      expect(sent(preview).at(-1)?.body).toEqual({
        config: { filter_subjects: ["orders.eu.>"], deliver_policy: "all" },
      }),
    );
    const before = sent(preview).length;
    await fill(user, "Description", "Nothing that changes what it would get");
    await fill(user, "Durable name", "billing");
    await screen.findByDisplayValue("billing");
    expect(sent(preview)).toHaveLength(before);
    expect(sent(`POST ${api}`)).toHaveLength(0);
  });

  it("says why it cannot be told what it would get", async () => {
    answerWith(preview, problem(403, "nats_permission", "This user may not ask $JS.API.STREAM.INFO.ORDERS."));
    openPage(newConsumer);
    await said("This user may not ask $JS.API.STREAM.INFO.ORDERS.");
  });

  it("takes a form, and goes to what was made", async () => {
    answerWith(`POST ${api}`, consumerDetail({ name: "billing" }));
    answerWith(`GET ${api}/billing`, consumerDetail({ name: "billing" }));
    const { user, history } = openPage(newConsumer);
    await said(/It is not durable: it goes when nobody has used it for 5s/);
    await fill(user, "Durable name", "billing");
    await user.click(await screen.findByRole("radio", { name: /^New messages only/ }));
    await fill(user, "Ack wait", "1m");
    await user.click(await button("Create consumer"));
    await waitFor(() => expect(history.location.pathname).toBe(`${all}/billing`));
    expect(sent(`POST ${api}`)[0]?.body).toEqual({
      config: {
        durable_name: "billing",
        filter_subjects: [],
        deliver_policy: "new",
        ack_policy: "explicit",
        ack_wait: 60_000_000_000,
      },
    });
  });

  it("says at the field what does not fit, before the server does", async () => {
    const { user } = openPage(newConsumer);
    await fill(user, "Durable name", "bill.ing");
    await said(/A name has no space, dot/);
    await user.click(await screen.findByRole("radio", { name: /^The last of each subject/ }));
    await said(/needs a filter/);
  });

  it("shows the server's refusal beside the field that it is about", async () => {
    answerWith(
      `POST ${api}`,
      problem(422, "nats_refused", "consumer max ack pending exceeds the limit", {
        errors: [{ location: "body.config.max_ack_pending", message: "It may be 100 at most." }],
      }),
    );
    const { user } = openPage(newConsumer);
    await fill(user, "Durable name", "billing");
    await fill(user, "In flight at most", "5k");
    await user.click(await button("Create consumer"));
    await said("It may be 100 at most.");
    expect(await field("In flight at most")).toBeInvalid();
  });

  it("may have happened when no answer came", async () => {
    answerWith(`POST ${api}`, problem(502, "outcome_unknown", "The link broke before the answer came."));
    const { user } = openPage(newConsumer);
    await fill(user, "Durable name", "billing");
    await user.click(await button("Create consumer"));
    await said("billing may have been created");
    expect(sent(`POST ${api}`)).toHaveLength(1);
  });
});

describe("changing a consumer", () => {
  it("keeps every field and digit that nobody touched, and shows what changes first", async () => {
    answerWith(`PUT ${api}/shipping-eu`, new RawAnswer(detailText()));
    const { user, history } = openPage(`${all}/shipping-eu/edit`);
    await fill(user, "Deliveries at most", "40");
    await user.click(await button(/^Review/));
    await said("max_deliver");
    await user.click(await button("Save shipping-eu"));
    await waitFor(() => expect(history.location.pathname).toBe(`${all}/shipping-eu`));
    const text = sent(`PUT ${api}/shipping-eu`)[0]?.text ?? "";
    expect(text).toContain('"newer_limit": 18446744073709551615');
    expect(text).toContain('"max_deliver": 40');
    expect(text).toContain('"revision":"9f2c61d0a4be7715"');
  });

  it("locks what a consumer keeps, and says why", async () => {
    openPage(`${all}/shipping-eu/edit`);
    expect(await field("Durable name")).toHaveAttribute("readonly");
    expect(screen.getAllByText("A consumer keeps its name.")[0]).toBeInTheDocument();
    expect(screen.getAllByText(/Where a consumer starts cannot be changed/)[0]).toBeInTheDocument();
  });

  it("overwrites nothing that somebody else changed meanwhile", async () => {
    answerWith(`PUT ${api}/shipping-eu`, problem(409, "consumer_changed", "It has been changed since."));
    const { user } = openPage(`${all}/shipping-eu/edit`);
    await fill(user, "Deliveries at most", "40");
    answerWith(
      `GET ${api}/shipping-eu`,
      new RawAnswer(detailText('"headers_only":true,').replace("9f2c61d0a4be7715", "0000000000000001")),
    );
    await user.click(await button(/^Review/));
    await user.click(await button("Save shipping-eu"));
    await said("shipping-eu was changed since you opened it.");
    await said("They changed");
    await user.click(await button("Go on with both"));
    await user.click(await button("Save shipping-eu"));
    await waitFor(() => expect(sent(`PUT ${api}/shipping-eu`)).toHaveLength(2));
    expect(sent(`PUT ${api}/shipping-eu`)[1]?.body).toMatchObject({
      config: { headers_only: true, max_deliver: 40 },
      revision: "0000000000000001",
    });
  });
});

it("is found in the palette by name and stream, and asked for once", async () => {
  answerWith("GET /api/nats/consumers", consumerList());
  const { user, history } = openPage(`/c/${active.connection_id}/account`);
  await screen.findByRole("region", { name: "Who I am" });
  await user.keyboard("{Control>}k{/Control}");
  await waitFor(() => expect(screen.getByRole("combobox", { name: "Go to or run" })).toHaveFocus());
  await user.keyboard("shipping");
  const found = await screen.findByRole("option", { name: /^shipping-eu/ });
  expect(found).toHaveTextContent("ORDERS, stuck");
  await user.keyboard("-eu");
  await user.click(await screen.findByRole("option", { name: /^shipping-eu/ }));
  await waitFor(() => expect(history.location.pathname).toBe(`${all}/shipping-eu`));
  expect(sent("GET /api/nats/consumers")).toHaveLength(1);
});
