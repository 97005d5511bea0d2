import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openPage } from "@/testing/app";
import { active } from "@/testing/fixtures";
import { answerWith } from "@/testing/server";
import { noStream } from "@/testing/stream-fixtures";

const path = `/c/${active.connection_id}/streams/ORDERS`;

const tabs = () => screen.findByRole("navigation", { name: "Stream ORDERS" });

describe("a stream", () => {
  it("has a tab for each way to look at it, with counts", async () => {
    const { user, history } = openPage(path);
    await waitFor(async () => expect(await tabs()).toHaveTextContent(/^Overview.*Subjects41,207.*Lineage$/));
    expect(within(await tabs()).getByRole("link", { name: "Overview" })).toHaveAttribute("aria-current", "page");
    expect(screen.getByRole("link", { name: "Streams", current: "page" })).toBeVisible();
    await user.click(within(await tabs()).getByRole("link", { name: /^Subjects/ }));
    await waitFor(() => expect(history.location.pathname).toBe(`${path}/subjects`));
    await waitFor(() => expect(document.title).toBe("Subjects · ORDERS · Streams · eu-prod · HeyNATS"));
  });

  it("that is not there is said, and which one was probably meant", async () => {
    const { user, history } = openPage(path.replace("ORDERS", "ORDERZ"));
    expect(await screen.findByRole("heading", { name: "There is no stream ORDERZ" })).toBeVisible();
    expect(screen.queryByRole("navigation", { name: /^Stream/ })).not.toBeInTheDocument();
    await user.click(await screen.findByRole("link", { name: "ORDERS" }));
    await waitFor(() => expect(history.location.pathname).toBe(path));
  });

  it("that was deleted while it was looked at is said", async () => {
    const { user } = openPage(path);
    await waitFor(async () => expect(await tabs()).toHaveTextContent("41,207"));
    answerWith("GET /api/nats/streams/ORDERS", noStream);
    await user.keyboard("r");
    expect(await screen.findByRole("heading", { name: "There is no stream ORDERS any more" })).toBeVisible();
  });
});
