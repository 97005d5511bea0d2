import type { Page } from "@playwright/test";
import type { LiveCommand } from "../../../web/src/api/types";
import { writable } from "../../../web/src/testing/admin-fixtures";
import * as fixtures from "../../../web/src/testing/fixtures";
import type { SentFrame } from "../../../web/src/testing/live-batches";
import { fakeLive, type LiveEnd } from "../support/fake-live";
import { takeShots } from "../support/shots";

// What is followed, on its own page and in the dock.

const connection = `/c/${fixtures.active.connection_id}`;
const api = { stats: writable };
const kinds = ["van.gps", "van.battery", "van.speed", "locker.temp", "locker.open", "scale.weight", "door.state"];

function readings(from: number, count: number, stream: boolean) {
  return Array.from({ length: count }, (_, index) => {
    const nth = from + index;
    const kind = kinds[(nth * 5) % kinds.length] ?? "van.gps";
    return {
      subject: `telemetry.${kind}`,
      ...(stream ? { sequence: 61_402_117 + nth } : {}),
      time: BigInt(fixtures.now.getTime()) * 1_000_000n + BigInt(nth) * 3_217_433n,
      header: "NATS/1.0\r\nContent-Type: application/json\r\nTraceparent: 00-4bf92f3577b34da6\r\n\r\n",
      data: JSON.stringify({
        id: `${kind.split(".")[0]}_${4000 + ((nth * 37) % 900)}`,
        value: (nth * 17) % 100,
        site: "lej-2",
      }),
    };
  });
}

const lossAt: Partial<Record<number, Partial<SentFrame>>> = {
  61: { dropped: 2_118 },
  63: { gap: { lost: 1_000_000_000n, back: 4_200_000_000n } },
};

/** Brings a little every tenth of a second, for as long as the page is there. */
function flow(end: LiveEnd, { id, stream }: LiveCommand & { id: number }) {
  end.say({ op: "subscribed", id, ...(stream ? { method: "consumer", first: 1, last: 61_402_116 } : {}) });
  let nth = 0;
  let dropped = 0;
  const bring = () => {
    const special = stream ? undefined : lossAt[nth];
    dropped += special?.dropped ?? 0;
    const counts = { subscription: id, dropped };
    const from = nth * 4;
    if (special?.gap) end.bring({ ...counts, produced: from + dropped, gap: special.gap });
    end.bring({ ...counts, produced: from + 4 + dropped, messages: readings(from, 4, stream !== undefined) });
    nth++;
  };
  for (let i = 0; i < 36; i++) bring();
  const timer = setInterval(bring, 100);
  end.onClose(() => clearInterval(timer));
}

const before = (page: Page) => fakeLive(page, flow);

const flowing = async (page: Page) => {
  await page.getByRole("row").first().waitFor();
  await page.waitForTimeout(3_000); // rates are of seconds
  await page.keyboard.press("p");
};

takeShots([
  { name: "live-form", path: `${connection}/live`, api },
  {
    name: "live",
    page: true,
    moving: true,
    path: `${connection}/live?subject=telemetry.%3E`,
    api,
    before,
    act: flowing,
  },
  {
    name: "live-message",
    moving: true,
    path: `${connection}/live?stream=TELEMETRY&from=last:100`,
    api,
    before,
    act: async (page) => {
      await flowing(page);
      for (const key of ["k", "k", "k", "Enter"]) await page.keyboard.press(key);
      await page.getByRole("complementary", { name: /Inspector/ }).waitFor();
      await page.waitForTimeout(500);
    },
  },
]);
