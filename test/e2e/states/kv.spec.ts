import * as fixtures from "../../../web/src/testing/fixtures";
import { kvAnswers } from "../../../web/src/testing/kv-fixtures";
import type { FakeApi } from "../support/fake-api";
import { testStates } from "../support/states";

const list = `/c/${fixtures.active.connection_id}/kv`;
const bucket = `${list}/config`;

const keys = kvAnswers["GET /api/nats/kv/buckets/config/keys"] as object;

const having = (over: Record<string, unknown> = {}): Partial<FakeApi> => ({
  stats: fixtures.stats({ read_only: false }),
  answers: { ...kvAnswers, ...over },
});

testStates([
  { name: "buckets", path: list, shows: "sessions", api: having() },
  {
    name: "buckets, none",
    path: list,
    shows: "No buckets in this account yet",
    api: having({ "GET /api/nats/kv/buckets": { buckets: [], total: 0, partial: false } }),
  },
  {
    name: "buckets that are not visible",
    path: list,
    shows: "$JS.API.STREAM.LIST",
    api: having({
      "GET /api/nats/kv/buckets": fixtures.problem(
        403,
        "nats_permission",
        "You may not publish to $JS.API.STREAM.LIST.",
      ),
    }),
  },
  { name: "keys", path: bucket, shows: "checkout/limits", api: having() },
  { name: "keys, one open", path: `${bucket}?key=checkout/limits`, shows: "max_items", api: having() },
  {
    name: "keys, not all looked at",
    path: `${bucket}?filter=seldom`,
    shows: "were looked at",
    api: having({
      "GET /api/nats/kv/buckets/config/keys": {
        ...keys,
        sort: "revision",
        total: undefined,
        total_exact: false,
        partial: true,
        scanned: 400_000,
        next_cursor: "x",
      },
    }),
  },
  {
    name: "keys of a bucket that is gone",
    path: bucket,
    shows: "There is no bucket config",
    api: having({
      "GET /api/nats/kv/buckets/config/keys": fixtures.problem(404, "bucket_not_found", "There is no bucket config."),
    }),
  },
]);
