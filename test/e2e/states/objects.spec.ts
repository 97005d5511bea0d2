import * as fixtures from "../../../web/src/testing/fixtures";
import { objectAnswers } from "../../../web/src/testing/object-fixtures";
import type { FakeApi } from "../support/fake-api";
import { testStates } from "../support/states";

const list = `/c/${fixtures.active.connection_id}/objects`;
const bucket = `${list}/reports`;
const api = "GET /api/nats/objects/buckets";

const having = (over: Record<string, unknown> = {}): Partial<FakeApi> => ({
  stats: fixtures.stats({ read_only: false }),
  answers: { ...objectAnswers, ...over },
});

testStates([
  { name: "buckets for objects", path: list, shows: "archive", api: having() },
  {
    name: "buckets for objects, none",
    path: list,
    shows: "No buckets in this account yet",
    api: having({ [api]: { buckets: [], total: 0, partial: false } }),
  },
  { name: "objects", path: bucket, shows: "../../x", api: having() },
  { name: "objects, one open", path: `${bucket}?object=2026.json`, shows: "of the year", api: having() },
  {
    name: "objects of a bucket that is gone",
    path: bucket,
    shows: "There is no bucket reports",
    api: having({
      [`${api}/reports/objects`]: fixtures.problem(404, "bucket_not_found", "There is no bucket reports."),
    }),
  },
]);
