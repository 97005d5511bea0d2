import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { CopyButton } from "./copy-button";

it("copies, and says so", async () => {
  const user = userEvent.setup();
  render(<CopyButton text="orders.eu" label="Copy subject" />);
  await user.click(screen.getByRole("button", { name: "Copy subject" }));
  expect(await screen.findByRole("status")).toHaveTextContent("Copied");
  expect(await navigator.clipboard.readText()).toBe("orders.eu");
});

it("says when the browser has no clipboard for this page", async () => {
  const user = userEvent.setup();
  vi.spyOn(navigator, "clipboard", "get").mockReturnValue(undefined as unknown as Clipboard);
  render(<CopyButton text="orders.eu" label="Copy subject" />);
  await user.click(screen.getByRole("button", { name: "Copy subject" }));
  expect(await screen.findByRole("status")).toHaveTextContent("The browser does not allow copying");
});
