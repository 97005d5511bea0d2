import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { FilterChip } from "./filter-chip";

const options = [
  { value: "any", label: "pull and push" },
  { value: "pull", label: "pull" },
];

it("says what is shown, and offers the rest with the first press", async () => {
  const onChange = vi.fn();
  const user = userEvent.setup();
  render(
    <main>
      <FilterChip what="Kind" value="any" options={options} onChange={onChange} />
    </main>,
  );
  await user.click(screen.getByRole("button", { name: "Kind pull and push" }));
  expect(await screen.findByRole("menuitemradio", { name: "pull and push" })).toBeChecked();
  await user.click(screen.getByRole("menuitemradio", { name: "pull" }));
  expect(onChange.mock.lastCall?.[0]).toBe("pull");
});
