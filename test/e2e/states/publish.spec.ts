import * as fixtures from "../../../web/src/testing/fixtures";
import { publisher, stored, suggestions, target } from "../../../web/src/testing/publish-fixtures";
import { expectAccessible } from "../support/axe";
import { type FakeApi, fakeApi } from "../support/fake-api";
import { expect } from "../support/guarded";
import { test, testStates } from "../support/states";

const connection = `/c/${fixtures.active.connection_id}`;
const publish = `${connection}/publish`;
const request = `${connection}/request`;

const answers = {
  "/api/nats/publish/target": target,
  "/api/nats/subscribe/subjects": suggestions,
  "/api/nats/publish/message": stored(),
};
const writable: Partial<FakeApi> = { stats: fixtures.stats({ read_only: false }), account: publisher, answers };

testStates([
  { name: "publish", path: `${publish}?subject=orders.eu`, shows: "Empty, which a message may be", api: writable },
  {
    name: "publish over a read-only connection",
    path: publish,
    shows: "Nothing can be published here.",
    api: { answers },
  },
  {
    name: "publish where it is not allowed",
    path: `${publish}?subject=secret.plans`,
    shows: /may not publish to secret\.plans/,
    api: writable,
  },
  { name: "publish a file", path: `${publish}?view=file`, shows: "Drop or paste a file of messages", api: writable },
  { name: "request", path: `${request}?subject=prices.get`, shows: "No request sent yet", api: writable },
  {
    name: "request over a read-only connection",
    path: request,
    shows: "No request can be sent here.",
    api: { answers },
  },
]);

test("an outcome that is not known leads to the end of the stream", async ({ page, site }) => {
  await fakeApi(page, {
    ...writable,
    answers: {
      ...answers,
      "/api/nats/publish/message": fixtures.problem(502, "outcome_unknown", "NATS did not answer."),
    },
  });
  await page.goto(`${site}${publish}?subject=orders.eu`);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("The message may have been published")).toBeVisible();
  await expect(page.getByRole("link", { name: "Look at the end of ORDERS" })).toBeVisible();
  await expectAccessible(page);
});
