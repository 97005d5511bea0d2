import { configure, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import "@/features/kv/components/compact-dialog"; // compiled before the first test needs them
import "@/features/kv/components/key-inspector";
import "@/features/kv/components/keys-grid";
import "@/features/buckets/components/new-bucket-dialog";
import "@/features/stream-admin/components/delete-bucket-dialog";
import "@/features/stream-admin/components/stream-editor";
import { effects, ordersText, writable } from "@/testing/admin-fixtures";
import { openPage } from "@/testing/app";
import { active, problem } from "@/testing/fixtures";
import { kvAnswers } from "@/testing/kv-fixtures";
import { answerWith, RawAnswer, seen } from "@/testing/server";

configure({ defaultHidden: true, asyncUtilTimeout: 20_000 });
vi.setConfig({ testTimeout: 90_000 });

const list = `/c/${active.connection_id}/kv`;
const path = `${list}/config`;
const one = "/api/nats/kv/buckets/config";

const bucketText = (over: Record<string, unknown> = {}, revision?: string) =>
  ordersText({ name: "KV_config", subjects: ["$KV.config.>"], ...over }, revision).replace(
    /}$/,
    ',"bucket":{"bucket":"config"}}',
  );

beforeEach(() => {
  for (const [line, answer] of Object.entries(kvAnswers)) answerWith(line, answer);
  answerWith("GET /api/nats/connection/stats", writable);
  answerWith(`GET ${one}`, new RawAnswer(bucketText()));
  answerWith("GET /api/nats/streams/KV_config/effects", effects);
});

const asked = (line: string) => seen.filter((request) => request.line === line);
const button = (name: string | RegExp) => screen.findByRole("button", { name });
type User = ReturnType<typeof openPage>["user"];
const choose = async (user: User, item: string) => {
  await user.click(await button("More for config"));
  await user.click(await screen.findByRole("menuitem", { name: item }));
};

describe("a bucket", () => {
  it("is changed as the stream that it is, with every digit and the revision that was seen", async () => {
    answerWith(`PUT ${one}`, new RawAnswer(bucketText({ max_age: 172_800e9 }, "2")));
    const { user, history } = openPage(`${path}/edit`);
    const age = await screen.findByLabelText("Age", { selector: "input" });
    await user.clear(age);
    await user.click(age);
    await user.paste("48h");
    await user.click(await button("Review 1 change"));
    await user.click(await button("Save config"));
    await waitFor(() => expect(history.location.pathname).toBe(path));
    const { text, body } = asked(`PUT ${one}`)[0] ?? {};
    expect(text).toContain('"future_limit": 18446744073709551615');
    expect(body).toMatchObject({ revision: "9f2c61d0a4be7715", config: { name: "KV_config", max_age: 172_800e9 } });
  });

  it("is put together with what somebody else changed", async () => {
    answerWith(`PUT ${one}`, problem(409, "stream_changed", "It was changed meanwhile."));
    const { user } = openPage(`${path}/edit`);
    const age = await screen.findByLabelText("Age", { selector: "input" });
    await user.clear(age);
    await user.click(age);
    await user.paste("48h");
    await user.click(await button("Review 1 change"));
    answerWith(`GET ${one}`, new RawAnswer(bucketText({ description: "theirs" }, "2")));
    await user.click(await button("Save config"));
    expect(await screen.findByText("config was changed since you opened it.")).toBeInTheDocument();
  });

  it("is deleted once its name is typed, and the list is shown", async () => {
    answerWith(`DELETE ${one}`, { deleted: true });
    const { user, history } = openPage(path);
    await choose(user, "Delete the bucket…");
    const dialog = await screen.findByRole("alertdialog", { name: "Delete config" });
    expect(await within(dialog).findByText("61,402")).toBeInTheDocument();
    const box = within(dialog).getByRole("textbox", { name: "Type the bucket’s name" });
    await waitFor(() => expect(box).toHaveFocus());
    await user.keyboard("config{Enter}");
    await waitFor(() => expect(history.location.pathname).toBe(list));
    expect(asked(`DELETE ${one}`)).toHaveLength(1);
  });

  it("is watched with its filter, and each of its keys", async () => {
    openPage(`${path}?filter=checkout.&key=checkout/limits`);
    const links = await screen.findAllByRole("link", { name: "Watch" });
    await waitFor(() => expect(screen.getAllByRole("link", { name: "Watch" })).toHaveLength(2));
    const [first, second] = [links[0], screen.getAllByRole("link", { name: "Watch" })[1]].map(
      (link) => new URL(link?.getAttribute("href") ?? "", "http://x").searchParams,
    );
    expect(first?.get("stream")).toBe("KV_config");
    expect(first?.get("subject")).toBe("$KV.config.checkout.>");
    expect(second?.get("subject")).toBe("$KV.config.checkout/limits");
    expect(second?.get("from")).toBe("last:1");
  });

  it("is compacted after it was counted, and again when the time was too short", async () => {
    const line = `POST ${one}/compact`;
    answerWith(line, { markers: 12, removable: 7, removed: 0, complete: true });
    const { user } = openPage(path);
    await choose(user, "Compact…");
    const dialog = await screen.findByRole("dialog", { name: "Compact config" });
    expect(await within(dialog).findByText(/markers go as well/)).toHaveTextContent("7 markers go");
    answerWith(line, { markers: 12, removable: 7, removed: 5, complete: false });
    await user.click(within(dialog).getByRole("button", { name: "Compact" }));
    expect(await within(dialog).findByText(/Not all yet/)).toBeInTheDocument();
    answerWith(line, { markers: 7, removable: 2, removed: 9, complete: true });
    await user.click(within(dialog).getByRole("button", { name: "Go on" }));
    expect(await within(dialog).findByText(/revisions are removed/)).toHaveTextContent("9 revisions");
    expect(asked(line).map(({ body }) => body)).toEqual([
      { older_than: "30m", dry_run: true },
      { older_than: "30m", dry_run: false },
      { older_than: "30m", dry_run: false },
    ]);
  });
});

describe("a new bucket", () => {
  it("takes every option, and shows what is refused at its field", async () => {
    const line = "POST /api/nats/kv/buckets";
    answerWith(
      line,
      problem(422, "validation_failed", "No.", {
        errors: [{ location: "body.limit_marker_ttl", message: "Too short." }],
      }),
    );
    const { user, history } = openPage(list);
    await user.click(await button("New bucket"));
    const dialog = await screen.findByRole("dialog", { name: "New bucket" });
    const fill = async (name: string, text: string) => {
      const field = within(dialog).getByLabelText(name, { selector: "input, textarea" });
      await user.clear(field);
      await user.click(field);
      await user.paste(text);
    };
    await fill("Name", "fresh");
    await user.click(within(dialog).getByRole("button", { name: /More options/ }));
    await fill("Replicas", "9");
    expect(within(dialog).getByText("A whole number from 1 to 5.")).toBeInTheDocument();
    await fill("Replicas", "3");
    await fill("Marker TTL", "1h");
    await fill("Size of a value, at most", "1 MiB");
    await fill("Tags", "ssd, eu");
    await fill("Sources", "config\nsessions");
    await fill("Metadata", "team=shop");
    await user.click(within(dialog).getByRole("button", { name: "CLI" }));
    expect(await screen.findByText(/--marker-ttl=1h/)).toBeInTheDocument();
    await user.keyboard("{Escape}");
    await user.click(within(dialog).getByRole("button", { name: "Make it" }));
    expect(await within(dialog).findByText("Too short.")).toBeInTheDocument();
    answerWith(line, new RawAnswer(bucketText()));
    answerWith("GET /api/nats/kv/buckets/fresh", new RawAnswer(bucketText()));
    answerWith("GET /api/nats/kv/buckets/fresh/keys", kvAnswers["GET /api/nats/kv/buckets/config/keys"] ?? {});
    await user.click(within(dialog).getByRole("button", { name: "Make it" }));
    await waitFor(() => expect(history.location.pathname).toBe(`${list}/fresh`));
    expect(asked(line).at(-1)?.body).toEqual({
      bucket: "fresh",
      history: 1,
      storage: "file",
      replicas: 3,
      limit_marker_ttl: "1h",
      max_value_size: 1_048_576,
      placement: { tags: ["ssd", "eu"] },
      sources: ["config", "sessions"],
      metadata: { team: "shop" },
    });
  });
});
