import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { clock } from "@/shared/lib/time";
import { Chart } from "./chart";
import { noLines } from "./lines";
import { units } from "./units";

// There is no canvas here; what is drawn on it is looked at in the browser tests.
vi.mock("./draw", () => ({ drawInto: () => ({ show: () => undefined, end: () => undefined }) }));

beforeEach(() => clock.set("utc"));

const noon = Date.UTC(2026, 10, 23, 12);
const lines = {
  times: [0, 30, 60, 300, 330].map((seconds) => noon + seconds * 1000),
  series: [
    [3.1, 3.4, 2.9, 6.5, 3.2],
    [4.9, 5.2, 4.4, null, 4.8],
  ],
};
const gap = { from: noon + 90_000, to: noon + 270_000, label: "Reconnecting" };

function show() {
  render(
    <Chart
      title="Round trip"
      note="last hour"
      names={["median", "p99"]}
      unit={units.span}
      lines={lines}
      gaps={[gap]}
    />,
  );
  return { user: userEvent.setup(), cursor: screen.getByRole("slider", { name: "Sample of Round trip" }) };
}

describe("Chart", () => {
  it("says in one sentence what is seen", () => {
    show();
    expect(screen.getByRole("img")).toHaveAccessibleName(
      "Round trip, ms, last hour, 12:00:00 to 12:05:30. " +
        "median: lowest 2.9 ms, median 3.2 ms, highest 6.5 ms, last 3.2 ms. " +
        "p99: lowest 4.4 ms, median 4.8 ms, highest 5.2 ms, last 4.8 ms. 1 gap: Reconnecting, 3 min.",
    );
  });

  it("shows the sample at the cursor in its heading, moved by the arrow keys", async () => {
    const { user, cursor } = show();
    expect(cursor).toHaveAttribute("aria-valuetext", "12:05:30: median 3.2 ms, p99 4.8 ms");
    cursor.focus();
    await user.keyboard("{ArrowLeft}");
    expect(cursor).toHaveAttribute("aria-valuetext", "12:05:00: median 6.5 ms, p99 no value");
    expect(screen.getByText("12:05:00")).toBeVisible();
    expect(screen.getByText("6.5")).toBeVisible();
    await user.keyboard("{Home}{ArrowLeft}");
    expect(cursor).toHaveAttribute("aria-valuenow", "0");
    await user.keyboard("{End}{ArrowRight}");
    expect(cursor).toHaveAttribute("aria-valuenow", "4");
    await user.tab();
    expect(screen.queryByText("12:05:30")).not.toBeInTheDocument();
  });

  it("stays at its sample while newer ones come", async () => {
    const props = { title: "Round trip", note: "last hour", names: ["median"], unit: units.span };
    const times = [0, 10, 20].map((seconds) => noon + seconds * 1000);
    const { rerender } = render(<Chart {...props} lines={{ times, series: [[1, 2, 3]] }} />);
    const cursor = screen.getByRole("slider");
    cursor.focus();
    await userEvent.setup().keyboard("{ArrowLeft}");
    expect(cursor).toHaveAttribute("aria-valuetext", "12:00:10: median 2.0 ms");
    const later = [...times.slice(1), noon + 30_000];
    rerender(<Chart {...props} lines={{ times: later, series: [[2, 3, 4]] }} />);
    expect(cursor).toHaveAttribute("aria-valuetext", "12:00:10: median 2.0 ms");
    expect(cursor).toHaveAttribute("aria-valuenow", "0");
  });

  it("leaves every other key to the page", async () => {
    const { user, cursor } = show();
    const seen: string[] = [];
    window.addEventListener("keydown", ({ key }) => seen.push(key), { once: true });
    cursor.focus();
    await user.keyboard("r");
    expect(seen).toEqual(["r"]);
  });

  it("is a table when asked for: newest first, with its gap, to be copied whole", async () => {
    const { user } = show();
    await user.click(screen.getByRole("button", { name: "Table of Round trip" }));
    const table = screen.getByRole("table", { name: "Round trip, ms, last hour, newest first" });
    const rows = within(table)
      .getAllByRole("row")
      .map((row) => row.textContent);
    expect(rows).toEqual([
      "Timemedianp99",
      "12:05:303.2ms4.8ms",
      "12:05:006.5ms–",
      "Reconnecting, 3 min",
      "12:01:002.9ms4.4ms",
      "12:00:303.4ms5.2ms",
      "12:00:003.1ms4.9ms",
    ]);
    await user.click(screen.getByRole("button", { name: "Copy as CSV" }));
    expect(await navigator.clipboard.readText()).toContain("2026-11-23T12:05:00.000Z,6.5,\r\n");
    expect(screen.getByRole("status")).toHaveTextContent("Copied");
    await user.click(screen.getByRole("button", { name: "Chart of Round trip" }));
    expect(screen.getByRole("img")).toBeInTheDocument();
  });

  it("counts honestly what a long table leaves out", async () => {
    const times = Array.from({ length: 3600 }, (_, index) => noon + index * 1000);
    render(
      <Chart
        title="Messages"
        note="last hour"
        names={["in"]}
        unit={units.perSecond}
        lines={{ times, series: [times.map(() => 61)] }}
      />,
    );
    await userEvent.setup().click(screen.getByRole("button", { name: "Table of Messages" }));
    expect(screen.getAllByRole("row")).toHaveLength(201);
    expect(screen.getByText("The last 200 of 3,600 samples, newest first")).toBeVisible();
  });

  it("shows only the span that it is given", () => {
    render(
      <Chart
        title="Round trip"
        note="two minutes"
        names={["median"]}
        unit={units.span}
        lines={{ ...lines, series: [[9, 9, 1, 2, 3]] }}
        from={noon + 60_000}
        to={noon + 330_000}
      />,
    );
    expect(screen.getByRole("img")).toHaveAccessibleName(/lowest 1.0 ms, median 2.0 ms, highest 3.0 ms/);
    expect(screen.getByRole("slider")).toHaveAttribute("aria-valuemax", "2");
  });

  it("follows the clock that the person chose", () => {
    show();
    expect(screen.getByText("12:00")).toBeVisible();
  });

  it("says that there is nothing yet, without a scale of nothing", () => {
    render(<Chart title="Round trip" note="last hour" names={["median"]} unit={units.span} lines={noLines(1)} />);
    expect(screen.getByText("No samples yet")).toBeVisible();
    expect(screen.getByRole("img")).toHaveAccessibleName("Round trip, last hour: no samples.");
    expect(screen.queryByRole("slider")).not.toBeInTheDocument();
  });
});
