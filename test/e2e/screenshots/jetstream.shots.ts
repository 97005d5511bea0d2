import type { Page } from "@playwright/test";
import { effects, ordersText, writable } from "../../../web/src/testing/admin-fixtures";
import { consumerDetail, consumerList, consumers } from "../../../web/src/testing/consumer-fixtures";
import * as fixtures from "../../../web/src/testing/fixtures";
import { messageAt, messageEnds, messagePage } from "../../../web/src/testing/message-fixtures";
import type { FakeApi } from "../support/fake-api";
import { takeShots } from "../support/shots";

// Streams, their messages, and their consumers.

const connection = `/c/${fixtures.active.connection_id}`;
const streams = `${connection}/streams`;
const orders = `${streams}/ORDERS`;
const shipping = `${orders}/consumers/shipping-eu`;
const one = "/api/nats/streams/ORDERS";
const { last } = messageEnds;

const written: Partial<FakeApi> = { stats: writable };
const config: Partial<FakeApi> = {
  stats: writable,
  answers: { [one]: JSON.parse(ordersText()), [`${one}/effects`]: effects },
};
const messages: Partial<FakeApi> = {
  stats: writable,
  answers: {
    [`${one}/messages`]: ({ search }: { search: string }) => messagePage(search),
    [`${one}/messages/${last - 2}`]: messageAt(last - 2),
    [`${one}/messages/${last}`]: messageAt(last),
  },
};
const consumed: Partial<FakeApi> = {
  stats: writable,
  answers: {
    "/api/nats/consumers": consumerList(),
    [`${one}/consumers`]: consumerList(consumers.filter(({ stream }) => stream === "ORDERS")),
    [`${one}/consumers/shipping-eu`]: consumerDetail(),
  },
};

const choose = (item: string) => async (page: Page) => {
  await page.getByRole("button", { name: "More for ORDERS" }).click();
  await page.getByRole("menuitem", { name: item }).click();
  await page.getByRole("alertdialog").getByRole("textbox").first().waitFor();
};

takeShots([
  { name: "streams", page: true, path: streams, api: written },
  { name: "streams-inspector", path: `${streams}?selected=ORDERS`, api: written },
  { name: "stream", page: true, path: orders, api: written },
  { name: "stream-subjects", page: true, path: `${orders}/subjects`, api: written },
  { name: "stream-lineage", page: true, path: `${orders}/lineage?view=graph`, api: written },
  { name: "stream-configuration", page: true, path: `${orders}/configuration`, api: config },
  {
    name: "stream-edit",
    page: true,
    path: `${orders}/edit`,
    api: config,
    act: async (page) => {
      await page.getByLabel("Messages", { exact: true }).fill("1M");
      await page.getByLabel("Messages", { exact: true }).blur();
    },
  },
  {
    name: "stream-edit-review",
    path: `${orders}/edit`,
    api: config,
    act: async (page) => {
      await page.getByLabel("Messages", { exact: true }).fill("1M");
      await page.getByRole("button", { name: "Review 1 change" }).click();
      await page.getByText("What will happen").first().waitFor();
    },
  },
  { name: "stream-edit-json", path: `${orders}/edit?view=json`, api: config },
  { name: "new-stream", page: true, path: `${connection}/new-stream`, api: config },
  { name: "purge", path: `${orders}/configuration`, api: config, act: choose("Purge…") },
  { name: "messages", page: true, path: `${orders}/messages`, api: messages },
  { name: "message", page: true, path: `${orders}/messages?open=${last - 2}`, api: messages },
  { name: "messages-compare", path: `${orders}/messages?open=${last - 2}&compare=${last}`, api: messages },
  { name: "messages-search", path: `${orders}/messages?search=%22total%22:17.9&budget=10000`, api: messages },
  { name: "consumers", page: true, path: `${connection}/consumers`, api: consumed },
  { name: "consumers-inspector", path: `${connection}/consumers?selected=ORDERS%2Fshipping-eu`, api: consumed },
  { name: "consumer", page: true, path: shipping, api: consumed },
  { name: "consumer-edit", path: `${shipping}/edit`, api: consumed },
  { name: "new-consumer", page: true, path: `${orders}/new-consumer`, api: consumed },
]);
