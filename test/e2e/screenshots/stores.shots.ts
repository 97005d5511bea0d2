import type { Page } from "@playwright/test";
import * as fixtures from "../../../web/src/testing/fixtures";
import { kvAnswers } from "../../../web/src/testing/kv-fixtures";
import { objectAnswers } from "../../../web/src/testing/object-fixtures";
import type { FakeApi } from "../support/fake-api";
import { takeShots } from "../support/shots";

// Key-value and object stores.

const connection = `/c/${fixtures.active.connection_id}`;
const api: Partial<FakeApi> = {
  stats: fixtures.stats({ read_only: false }),
  answers: { ...kvAnswers, ...objectAnswers },
};

const seen = (text: string) => async (page: Page) => {
  await page.getByText(text).first().waitFor();
};

takeShots([
  { name: "kv", page: true, path: `${connection}/kv`, api, act: seen("sessions") },
  { name: "keys", page: true, path: `${connection}/kv/config?key=checkout/limits`, api, act: seen("max_items") },
  { name: "objects", page: true, path: `${connection}/objects/reports?object=2026.json`, api, act: seen("61402") },
]);
