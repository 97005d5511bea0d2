import { fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import "@/features/buckets/components/buckets-grid"; // compiled before the first test needs them
import "@/features/objects/components/object-inspector";
import "@/features/objects/components/objects-grid";
import "@/features/objects/components/upload-list";
import { effects } from "@/testing/admin-fixtures";
import { openPage } from "@/testing/app";
import { active, problem, stats } from "@/testing/fixtures";
import { objectAnswers, objectOf } from "@/testing/object-fixtures";
import { answerWith, seen } from "@/testing/server";

const path = `/c/${active.connection_id}/objects`;
const api = "/api/nats/objects/buckets/reports";

beforeEach(() => {
  for (const [line, answer] of Object.entries(objectAnswers)) answerWith(line, answer);
  answerWith("GET /api/nats/connection/stats", stats({ read_only: false }));
});

const asked = (line: string) => seen.find((one) => one.line === line);

describe("the list of buckets for objects", () => {
  it("says how large each is, and how long its objects live", async () => {
    openPage(path);
    expect((await screen.findByText("reports")).closest('[role="row"]')).toHaveTextContent("5GiB");
    expect(screen.getByText("archive").closest('[role="row"]')).toHaveTextContent("24h0m0s");
  });
});

describe("the objects of a bucket", () => {
  it("are listed with what they are", async () => {
    openPage(`${path}/reports`);
    expect((await screen.findByText("../../x")).closest('[role="row"]')).toHaveTextContent("40,960");
    expect(screen.getByText("latest").closest('[role="row"]')).toHaveTextContent("link");
  });

  it("are missed with a bucket that is gone", async () => {
    answerWith(`GET ${api}/objects`, problem(404, "bucket_not_found", "There is no bucket reports."));
    openPage(`${path}/reports`);
    expect(await screen.findByText("There is no bucket reports")).toBeVisible();
  });

  it("cannot be changed over a connection that is read-only", async () => {
    answerWith("GET /api/nats/connection/stats", stats({ read_only: true }));
    openPage(`${path}/reports`);
    await screen.findByText("latest");
    expect(screen.getByRole("button", { name: "Upload" })).toHaveAttribute("aria-disabled", "true");
  });
});

describe("one object", () => {
  it("shows what is said of it and the beginning of its content", async () => {
    openPage(`${path}/reports?object=2026.json`);
    const facts = await screen.findByRole("region", { name: "Facts" });
    expect(facts).toHaveTextContent("of the year");
    expect(facts).toHaveTextContent("billing");
    expect(facts).toHaveTextContent("SHA-256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=");
    expect(await screen.findByText("61402")).toBeVisible();
  });

  it("is deleted only as it was seen, when its name is typed", async () => {
    answerWith(`DELETE ${api}/object`, { deleted: true });
    openPage(`${path}/reports?object=2026.json`);
    await userEvent.click(await screen.findByRole("button", { name: "Delete…" }));
    const dialog = await screen.findByRole("alertdialog");
    await userEvent.type(within(dialog).getByRole("textbox"), "2026.json");
    await userEvent.click(within(dialog).getByRole("button", { name: "Delete" }));
    expect(await screen.findByText("2026.json is deleted")).toBeVisible();
    const query = new URLSearchParams(asked(`DELETE ${api}/object`)?.search);
    expect(query.get("revision")).toBe("7");
    expect(query.get("name")).toBe("2026.json");
  });

  it("gets other headers and metadata", async () => {
    answerWith(`PATCH ${api}/object`, objectOf("2026.json", { revision: 8 }));
    openPage(`${path}/reports?object=2026.json`);
    await userEvent.click(await screen.findByRole("button", { name: "Edit…" }));
    const metadata = await screen.findByRole("textbox", { name: /Metadata/ });
    expect(metadata).toHaveValue("team=billing");
    await userEvent.type(metadata, "{Enter}year=2026");
    await userEvent.type(
      screen.getByRole("textbox", { name: /Headers/ }),
      "Content-Type: text/csv{Enter}X-A: 1{Enter}X-A: 2",
    );
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("2026.json is saved")).toBeVisible();
    expect(asked(`PATCH ${api}/object`)?.body).toEqual({
      revision: 7,
      metadata: { team: "billing", year: "2026" },
      headers: { "Content-Type": ["text/csv"], "X-A": ["1", "2"] },
    });
  });

  it("says that somebody else changed it meanwhile", async () => {
    answerWith(`PATCH ${api}/object`, problem(412, "revision_changed", "The object was changed meanwhile."));
    openPage(`${path}/reports?object=2026.json`);
    await userEvent.click(await screen.findByRole("button", { name: "Edit…" }));
    const name = await screen.findByRole("textbox", { name: "Name" });
    await userEvent.clear(name);
    await userEvent.type(name, "b");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("The object was changed meanwhile.")).toBeVisible();
  });
});

describe("a bucket for objects", () => {
  const choose = async (item: string) => {
    openPage(`${path}/reports`);
    await userEvent.click(await screen.findByRole("button", { name: "More for reports" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: item }));
  };

  it("is cleaned up after it was counted what goes", async () => {
    const counts = { uploads: 2, chunks: 41, young: 1, removed: 0, complete: true };
    answerWith(`POST ${api}/clean`, counts);
    await choose("Clean up…");
    const dialog = await screen.findByRole("dialog", { name: "Clean up reports" });
    expect(await within(dialog).findByText(/chunks of 2 uploads go/)).toBeVisible();
    expect(asked(`POST ${api}/clean`)?.body).toEqual({ older_than: "1h", dry_run: true });
    answerWith(`POST ${api}/clean`, { ...counts, removed: 41 });
    await userEvent.click(within(dialog).getByRole("button", { name: "Clean up" }));
    expect(await within(dialog).findByText(/chunks are removed, of 2 uploads/)).toBeVisible();
  });

  it("takes links", async () => {
    answerWith(`POST ${api}/links`, objectOf("latest"));
    await choose("New link…");
    const dialog = await screen.findByRole("dialog", { name: "New link in reports" });
    await userEvent.type(within(dialog).getByRole("textbox", { name: "Name" }), "newest");
    await userEvent.type(within(dialog).getByRole("textbox", { name: /Object in it/ }), "2026.json");
    await userEvent.click(within(dialog).getByRole("button", { name: "Make it" }));
    expect(await screen.findByText("newest is made")).toBeVisible();
    expect(asked(`POST ${api}/links`)?.body).toEqual({
      name: "newest",
      target: { bucket: "reports", name: "2026.json" },
    });
  });

  it("is deleted once it was shown what goes, and its name typed", async () => {
    answerWith("GET /api/nats/streams/OBJ_reports/effects", effects);
    answerWith(`DELETE ${api}`, { deleted: true });
    await choose("Delete the bucket…");
    const dialog = await screen.findByRole("alertdialog", { name: "Delete reports" });
    await userEvent.type(within(dialog).getByRole("textbox"), "reports");
    await userEvent.click(await within(dialog).findByRole("button", { name: /^Delete it and [\d,]+ messages$/ }));
    expect(await screen.findByText("reports is deleted")).toBeVisible();
    expect(asked(`DELETE ${api}`)).toBeDefined();
  });

  it("is made with its options", async () => {
    answerWith("POST /api/nats/objects/buckets", {});
    openPage(path);
    await userEvent.click(await screen.findByRole("button", { name: "New bucket" }));
    const dialog = await screen.findByRole("dialog", { name: "New bucket for objects" });
    await userEvent.type(within(dialog).getByRole("textbox", { name: "Name" }), "big");
    expect(within(dialog).queryByRole("textbox", { name: "History" })).not.toBeInTheDocument();
    await userEvent.click(within(dialog).getByRole("button", { name: /More options/ }));
    await userEvent.type(within(dialog).getByRole("textbox", { name: /Size of the bucket/ }), "1 GiB");
    await userEvent.type(within(dialog).getByRole("textbox", { name: /Metadata/ }), "team=billing");
    await userEvent.click(within(dialog).getByRole("checkbox", { name: /Compress it/ }));
    await userEvent.click(within(dialog).getByRole("button", { name: "Make it" }));
    expect(await screen.findByText("big is made")).toBeVisible();
    expect(asked("POST /api/nats/objects/buckets")?.body).toEqual({
      bucket: "big",
      storage: "file",
      replicas: 1,
      max_bytes: 1_073_741_824,
      compression: true,
      metadata: { team: "billing" },
    });
  });

  it("is sealed when its name is typed", async () => {
    answerWith(`POST ${api}/seal`, {});
    await choose("Seal the bucket…");
    const dialog = await screen.findByRole("alertdialog", { name: "Seal reports" });
    await userEvent.type(within(dialog).getByRole("textbox"), "reports");
    await userEvent.click(within(dialog).getByRole("button", { name: "Seal" }));
    expect(await screen.findByText("reports is sealed")).toBeVisible();
  });
});

describe("an upload", () => {
  const drop = async (file: File) => {
    openPage(`${path}/reports`);
    await screen.findByText("latest");
    fireEvent.change(screen.getByLabelText("Files to upload"), { target: { files: [file] } });
  };

  it("stores a file under its name, in the place of nothing", async () => {
    answerWith(`PUT ${api}/object`, objectOf("a.txt"));
    await drop(new File(["text"], "a.txt"));
    const list = await screen.findByRole("region", { name: "Uploads" });
    expect(await within(list).findByText("4 B, stored")).toBeVisible();
    const query = new URLSearchParams(asked(`PUT ${api}/object`)?.search);
    expect(query.get("name")).toBe("a.txt");
    expect(query.get("create")).toBe("true");
  });

  it("replaces what is there only when it is told to", async () => {
    answerWith(`PUT ${api}/object`, problem(409, "object_exists", "There is an object of this name."));
    await drop(new File(["text"], "a.txt"));
    expect(await screen.findByText(/There is an object of this name/)).toBeVisible();
    answerWith(`PUT ${api}/object`, objectOf("a.txt"));
    await userEvent.click(screen.getByRole("button", { name: "Replace it" }));
    expect(await screen.findByText("4 B, stored")).toBeVisible();
    const last = seen.filter(({ line }) => line === `PUT ${api}/object`).at(-1);
    expect(new URLSearchParams(last?.search).has("create")).toBe(false);
  });
});
