import type { Page } from "@playwright/test";
import type { Problem } from "../../../web/src/api/types";
import * as fixtures from "../../../web/src/testing/fixtures";
import { fakeLive, type LiveEnd } from "../support/fake-live";
import { testStates } from "../support/states";

const page = `/c/${fixtures.active.connection_id}/live`;
const orders = `${page}?subject=orders.%3E`;
const problem = (status: number, code: string, detail: string) =>
  fixtures.problem(status, code, detail) as never as Problem;

/** What happens to the first subscription; those behind it work. */
const first = (run: (end: LiveEnd, id: number) => void) => (page: Page) =>
  fakeLive(page, (end, { id }) => {
    if (id === 1) run(end, id);
    else end.say({ op: "subscribed", id });
  });

const opened = (run: (end: LiveEnd, id: number) => void) =>
  first((end, id) => {
    end.say({ op: "subscribed", id });
    run(end, id);
  });

const long = `${"very.".repeat(60)}long`;
const hostile = [
  { subject: "<img src=x onerror=alert(1)>", data: "<script>alert(1)</script>" },
  { subject: "\u202eorders.eu", data: "\u0000\u0007\u202etext", header: "NATS/1.0\r\n<b>: \u202e<i>\r\n\r\n" },
  { subject: "مرحبا.🙂", data: "🙂".repeat(500), reply: long },
  { subject: long, data: new Uint8Array(300).map((_, i) => i) },
  { subject: "large", data: "x".repeat(1_000), size: 64 << 20 },
  { subject: "empty" },
];

testStates([
  { name: "live, nothing followed", path: page, shows: "Follow what is flowing" },
  {
    name: "live, a stream to be followed",
    path: page,
    shows: "Only subjects",
    act: async (page) => {
      await page.getByRole("radio", { name: "Stream" }).click();
      await page.getByRole("radio", { name: "Time" }).click();
      await page.getByRole("button", { name: "Follow" }).click();
    },
  },
  { name: "live, nothing has come", path: orders, shows: "Nothing has come yet", before: opened(() => undefined) },
  {
    name: "live, hostile messages, one open",
    path: orders,
    shows: /Inspector|Headers 1/,
    before: opened((end, id) => end.bring({ subscription: id, messages: hostile })),
    act: async (page) => {
      await page.getByRole("row").nth(1).click();
    },
  },
  {
    name: "live, dropped and cut off",
    path: orders,
    shows: "2,118 dropped here.",
    before: opened((end, id) => {
      end.bring({ subscription: id, messages: [{ subject: "orders.eu", data: "{}" }] });
      end.bring({
        subscription: id,
        produced: 2_120,
        dropped: 2_118,
        messages: [{ subject: "orders.us", data: "{}" }],
      });
      end.bring({
        subscription: id,
        produced: 2_120,
        dropped: 2_118,
        gap: { lost: 1_000_000_000n, back: 4_000_000_000n },
      });
    }),
  },
  {
    name: "live, refused",
    path: orders,
    shows: "This user may not subscribe to orders.>.",
    before: first((end, id) =>
      end.say({
        op: "error",
        id,
        problem: problem(403, "nats_permission", "This user may not subscribe to orders.>."),
      }),
    ),
  },
  {
    name: "live, parked",
    path: orders,
    shows: "The connection is parked.",
    api: { stats: fixtures.parked },
    before: first((end, id) =>
      end.say({ op: "error", id, problem: problem(409, "connection_parked", "It is parked.") }),
    ),
  },
  {
    name: "live, over",
    path: orders,
    shows: "NATS takes the credentials no more.",
    before: opened((end, id) => {
      end.bring({ subscription: id, messages: [{ subject: "orders.eu", data: "the last" }] });
      end.say({ op: "end", id, reason: "auth", detail: "The server refused the credentials." });
    }),
  },
  {
    name: "live, filtered to nothing",
    path: orders,
    shows: "Nothing matches “nothing”",
    before: opened((end, id) => end.bring({ subscription: id, messages: [{ subject: "orders.eu" }] })),
    act: async (page) => {
      await page.getByRole("textbox", { name: "Show only messages that contain" }).fill("nothing");
    },
  },
  {
    name: "live, in the dock of another page",
    path: orders,
    shows: "in the dock",
    before: opened((end, id) =>
      end.bring({ subscription: id, messages: [{ subject: "orders.eu", data: "in the dock" }] }),
    ),
    act: async (page) => {
      await page.getByText("in the dock").waitFor();
      await page.keyboard.press("g");
      await page.keyboard.press("a");
      await page
        .getByRole("region", { name: "Dock" })
        .getByRole("button", { name: /^orders/ })
        .click();
    },
  },
]);
