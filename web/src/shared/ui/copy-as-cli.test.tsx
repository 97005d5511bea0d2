import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { type CliConnection, credentialsNote, natsCli } from "@/shared/lib/cli";
import { CopyAsCli } from "./copy-as-cli";

const euProd: CliConnection = { urls: ["tls://nats.eu.lumen.shop:4222"], auth: "creds" };

function show(name = "ORDERS") {
  render(
    <CopyAsCli
      commands={[
        { title: "Show this stream", command: natsCli(euProd, ["stream", "info"], [name]) },
        { title: "List all streams", command: natsCli(euProd, ["stream", "ls"]) },
      ]}
      note={credentialsNote(euProd.auth)}
    />,
  );
  return userEvent.setup();
}

it("is opened, copied from and closed by the keyboard alone", async () => {
  const user = show();
  await user.tab();
  await user.keyboard("{Enter}");
  await screen.findByText("Show this stream");
  await waitFor(() => expect(screen.getByRole("button", { name: "Copy: Show this stream" })).toHaveFocus());
  await user.keyboard("{Enter}");
  expect(await screen.findAllByText("Copied")).not.toHaveLength(0);
  expect(await navigator.clipboard.readText()).toBe(
    "nats --server tls://nats.eu.lumen.shop:4222 --creds FILE stream info ORDERS",
  );
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.getByRole("button", { name: "Copy as CLI" })).toHaveFocus());
});

it("says what is left out, and writes for the shell that was chosen", async () => {
  const user = show("it's $HOME");
  await user.click(screen.getByRole("button", { name: "Copy as CLI" }));
  expect(await screen.findByText("Put your credentials file in the place of FILE.")).toBeVisible();
  expect(screen.getByText("'it'\\''s $HOME'")).toBeVisible();
  await user.click(screen.getByRole("radio", { name: "PowerShell" }));
  expect(screen.getByText("'it''s $HOME'")).toBeVisible();
});

it("offers nothing to copy where no command can say it", async () => {
  const user = show("a\0b");
  await user.click(screen.getByRole("button", { name: "Copy as CLI" }));
  expect(await screen.findByText(/no command line can carry/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Copy: Show this stream" })).not.toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Copy: List all streams" })).toBeVisible();
});
