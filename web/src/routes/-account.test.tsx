import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { openPage } from "@/testing/app";
import { account, active } from "@/testing/fixtures";
import { answerWith, seen } from "@/testing/server";

const path = `/c/${active.connection_id}/account`;
const subject = () => screen.findByRole("textbox", { name: "Subject" });
const verdicts = async () =>
  (await screen.findByRole("region", { name: /May I use/ })).querySelector('[role="status"]');

it("says who I am", async () => {
  openPage(path);
  const who = await screen.findByRole("region", { name: "Who I am" });
  expect(who).toHaveTextContent("ops-readonly");
  expect(who).toHaveTextContent("SHOP");
  expect(within(who).getByRole("button", { name: "Copy account key" })).toBeVisible();
});

it("answers for a subject, with the rule that decides, and sends nothing", async () => {
  const { user, history } = openPage(path);
  await user.type(await subject(), "$JS.API.STREAM.PURGE.ORDERS");
  expect(await verdicts()).toHaveTextContent("PublishNoDenied by $JS.API.STREAM.PURGE.>");
  expect(await verdicts()).toHaveTextContent("SubscribeYesEverything is allowed.");
  await waitFor(() => expect(history.location.search).toContain("subject=%24JS.API.STREAM.PURGE.ORDERS"));
  expect(seen.every(({ line }) => line.startsWith("GET"))).toBe(true);
});

it("says what is no subject, and keeps it out of the address", async () => {
  const { user, history } = openPage(path);
  await user.type(await subject(), "orders..eu");
  expect(await screen.findByText("A subject has no empty part between its dots.")).toBeVisible();
  expect(history.location.search).not.toContain("..");
});

it("takes the question from the address", async () => {
  openPage(`${path}?subject=orders.eu.a.query`);
  expect(await subject()).toHaveValue("orders.eu.a.query");
  expect(await verdicts()).toHaveTextContent("PublishYesAllowed by orders.eu.*.query");
});

it("says in words what the rules come to", async () => {
  openPage(path);
  const can = await screen.findByRole("region", { name: "What I may do" });
  const line = (name: string) => within(can).getByText(name).parentElement;
  expect(line("Purge and delete streams")).toHaveTextContent("In partNot to $JS.API.STREAM.PURGE.>");
  expect(line("Write to key-value stores")).toHaveTextContent("In partOnly to $KV.*.config.>");
  expect(line("Publish messages")).toHaveTextContent("In partOnly to $JS.API.> and 3 more");
  expect(line("See servers, clients and accounts")).toHaveTextContent("NoOnly the system account may.");
});

it("lists the rules themselves", async () => {
  openPage(path);
  const rules = await screen.findByRole("region", { name: /^Rules/ });
  expect(within(rules).getAllByRole("row")).toHaveLength(6);
  expect(rules).toHaveTextContent("Denypublish$JS.API.STREAM.PURGE.>");
});

it("claims nothing when nobody says what the rules are", async () => {
  answerWith("GET /api/nats/account", {
    ...account,
    user: "",
    account: "",
    unknown: "Nobody answers on $SYS.REQ.USER.INFO.",
  });
  openPage(path);
  expect(await screen.findByText(/What this user may do is not known\./)).toBeVisible();
  expect(screen.queryByRole("region", { name: "What I may do" })).not.toBeInTheDocument();
});
