import type { Page } from "@playwright/test";
import * as fixtures from "../../../web/src/testing/fixtures";
import { publisher, stored, suggestions, target } from "../../../web/src/testing/publish-fixtures";
import type { FakeApi } from "../support/fake-api";
import { fakeLive } from "../support/fake-live";
import { takeShots } from "../support/shots";

// Publishing and asking.

const connection = `/c/${fixtures.active.connection_id}`;

/** Latencies as a service has them: most alike, a few much slower. */
let asked = 0;
const replies = () => {
  const latency = 410_000 + ((asked * 37) % 90) * 4_000 + (asked % 23 === 0 ? 2_400_000 : 0);
  asked++;
  return {
    replies: [
      {
        data: JSON.stringify({ sku: "LMP-07", available: 9, reserved: 18 - (asked % 9) }),
        encoding: "utf8",
        headers: { "Content-Type": ["application/json"] },
        size: 44,
        latency: `${latency / 1000}µs`,
        latency_ns: latency,
      },
    ],
    ended: "count",
    took: `${latency / 1000}µs`,
  };
};

const api: Partial<FakeApi> = {
  stats: fixtures.stats({ read_only: false }),
  account: publisher,
  answers: {
    "/api/nats/publish/target": target,
    "/api/nats/subscribe/subjects": suggestions,
    "/api/nats/publish/message": stored(),
    "/api/nats/publish/request": replies,
    "/api/nats/subscribe/reply": { published: true, size: 44, took: "212µs" },
  },
};

const request = (sku: string, index: number) => ({
  subject: index % 2 === 0 ? "inventory.check" : "inventory.reserve",
  reply: `_INBOX.${index}`,
  time: BigInt(fixtures.now.getTime() + index * 1_204) * 1_000_000n,
  data: JSON.stringify({ sku, quantity: 3 + index }),
});

/** Puts a text into the payload's editor, as one paste. */
async function payload(page: Page, text: string) {
  await page.getByRole("textbox", { name: "Payload" }).click();
  await page.keyboard.insertText(text);
}

takeShots([
  {
    name: "publish",
    page: true,
    path: `${connection}/publish?subject=orders.eu`,
    api,
    act: async (page) => {
      await payload(page, '{\n  "order_id": "ord_01JD8Q5UJWTN",\n  "total": 17.9,\n  "currency": "EUR"\n}');
      await page.getByRole("button", { name: /^Stream/ }).click();
      await page.getByRole("button", { name: "Publish", exact: true }).click();
      await page.getByRole("status").getByText("Stored").waitFor();
    },
  },
  { name: "publish-file", path: `${connection}/publish?view=file`, api },
  {
    name: "request",
    page: true,
    path: `${connection}/request?subject=inventory.check`,
    api,
    act: async (page) => {
      await payload(page, '{"sku":"LMP-07","quantity":2}');
      await page.getByRole("textbox", { name: "Times" }).fill("200");
      await page.getByRole("button", { name: "Send 200 requests" }).click();
      await page.getByRole("button", { name: "Stop" }).waitFor({ state: "detached" });
    },
  },
  {
    name: "respond",
    page: true,
    moving: true,
    path: `${connection}/respond?subject=inventory.*`,
    api,
    before: (page) =>
      fakeLive(page, (end, { id }) => {
        end.say({ op: "subscribed", id });
        end.bring({ subscription: id, messages: ["LMP-07", "MUG-01", "CHR-08", "TEE-02"].map(request) });
      }),
    act: async (page) => {
      await payload(page, '{"request": {{request}}, "available": 9}');
      await page.getByRole("button", { name: "Start to answer" }).click();
      await page.getByText("4 asked, 4 answered").waitFor();
    },
  },
]);
