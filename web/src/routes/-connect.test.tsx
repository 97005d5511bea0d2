import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { theme } from "@/app/preferences";
import { openPage } from "@/testing/app";
import { active, credsFile, failedAtAuth, health, parked, problem, seed } from "@/testing/fixtures";
import { answerWith, goDown, seen } from "@/testing/server";

const connectPage = async (path = "/") => {
  const page = openPage(path);
  await screen.findByRole("heading", { name: "New connection" });
  return page;
};

const field = (name: string) => screen.getByRole("textbox", { name });
const password = (label: string) => screen.getByLabelText<HTMLInputElement>(label, { selector: "input" });

describe("the form", () => {
  it("connects on Enter and goes to the connection", async () => {
    const { user, history } = await connectPage();
    await user.type(field("Server"), "demo:4222{Enter}");
    await screen.findByRole("heading", { name: "Overview", level: 1 });
    expect(history.location.pathname).toBe(`/c/${active.connection_id}`);
    expect(seen.find(({ line }) => line === "POST /api/nats/connect")?.body).toEqual({ url: "nats://demo:4222" });
  });

  it("says at the field what is wrong, asks nobody, and goes to the field", async () => {
    const { user } = await connectPage();
    await user.click(screen.getByRole("button", { name: "Connect" }));
    expect(await screen.findByText(/Say where your NATS is/)).toBeVisible();
    expect(field("Server")).toHaveFocus();
    expect(field("Server")).toBeInvalid();
    expect(seen.some(({ line }) => line.startsWith("POST"))).toBe(false);
  });

  it("shows what the server found wrong at the field it is about", async () => {
    answerWith(
      "POST /api/nats/connect",
      problem(422, "validation_failed", "One field is wrong.", {
        errors: [{ location: "body.url", message: "Port 0 cannot be dialled." }],
      }),
    );
    const { user } = await connectPage();
    await user.type(field("Server"), "nats://a:0{Enter}");
    expect(await screen.findByText("Port 0 cannot be dialled.")).toBeVisible();
    expect(field("Server")).toBeInvalid();
  });

  it("shows why it failed, what to do, and what to quote", async () => {
    answerWith(
      "POST /api/nats/connect",
      problem(503, "nats_unreachable", "a:4222 refused the connection.", { hint: "Is a NATS server running there?" }),
    );
    const { user } = await connectPage();
    await user.type(field("Server"), "nats://a:4222{Enter}");
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("a:4222 refused the connection.");
    expect(alert).toHaveTextContent("Is a NATS server running there?");
    expect(alert).toHaveTextContent("nats_unreachable");
    expect(within(alert).getByRole("button", { name: "Copy request id" })).toBeVisible();
    expect(field("Server")).toHaveValue("nats://a:4222");
  });

  it("keeps no secret once connected", async () => {
    const { user, history } = await connectPage();
    await user.type(field("Server"), "nats://a");
    await user.click(screen.getByRole("tab", { name: "User" }));
    await user.type(field("User"), "maria");
    await user.type(password("Password"), "hunter2{Enter}");
    await screen.findByRole("heading", { name: "Overview", level: 1 });
    await user.keyboard("gn");
    await user.click(await screen.findByRole("tab", { name: "User" }));
    expect(password("Password")).toHaveValue("");
    expect(field("User")).toHaveValue("");
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain("hunter2");
    expect(history.location.href).not.toContain("hunter2");
  });

  it("offers no secret to the browser's password store", async () => {
    const { user } = await connectPage();
    await user.click(screen.getByRole("tab", { name: "User" }));
    expect(password("Password")).toHaveAttribute("type", "password");
    expect(password("Password")).toHaveAttribute("autocomplete", "new-password");
    expect(field("User")).toHaveAttribute("autocomplete", "off");
    await user.click(screen.getByRole("button", { name: "Show the password" }));
    expect(password("Password")).toHaveAttribute("type", "text");
  });

  it("moves user and password out of a pasted URL", async () => {
    const { user } = await connectPage();
    await user.click(field("Server"));
    await user.paste("nats://maria:hunter2@a:4222");
    await user.tab();
    expect(field("Server")).toHaveValue("nats://a:4222");
    expect(screen.getByRole("tab", { name: "User" })).toHaveAttribute("aria-selected", "true");
    expect(field("User")).toHaveValue("maria");
    expect(password("Password")).toHaveValue("hunter2");
  });

  it("reads a credentials file and says who it is for", async () => {
    const { user } = await connectPage();
    await user.type(field("Server"), "nats://a");
    await user.click(screen.getByRole("tab", { name: "Credentials file" }));
    const text = credsFile({ name: "ops-readonly", exp: Date.UTC(2050, 1, 3, 12) / 1000 });
    await user.upload(
      screen.getByLabelText("Credentials file", { selector: "input" }),
      new File([text], "ops-readonly.creds"),
    );
    expect(await screen.findByText("ops-readonly.creds")).toBeVisible();
    expect(screen.getByText(/User ops-readonly/)).toHaveTextContent("valid until 3 Feb 2050");
    await user.click(screen.getByRole("button", { name: "Connect" }));
    await screen.findByRole("heading", { name: "Overview", level: 1 });
    expect(seen.find(({ line }) => line === "POST /api/nats/connect")?.body).toEqual({ url: "nats://a", creds: text });
  });

  it("takes a pasted credentials file, and warns when it has ended", async () => {
    const { user } = await connectPage();
    await user.click(screen.getByRole("tab", { name: "Credentials file" }));
    await user.click(screen.getByRole("button", { name: "Paste" }));
    expect(screen.getByLabelText("Text of a credentials file")).toHaveFocus();
    await user.paste(credsFile({ name: "ops", exp: Date.UTC(2020, 10, 3, 12) / 1000 }));
    expect(await screen.findByText("pasted text")).toBeVisible();
    expect(screen.getByText(/ended on 3 Nov 2020/)).toBeVisible();
  });

  it("says that a file is no credentials file", async () => {
    const { user } = await connectPage();
    await user.click(screen.getByRole("tab", { name: "Credentials file" }));
    await user.upload(
      screen.getByLabelText("Credentials file", { selector: "input" }),
      new File(["hello"], "notes.txt", { type: "text/plain" }),
    );
    expect(await screen.findByRole("alert")).toHaveTextContent("This is not a credentials file");
  });

  it("sends safety, environment and the advanced fields", async () => {
    const { user } = await connectPage();
    await user.type(field("Server"), "nats://a");
    await user.type(field("Name"), "eu");
    await user.click(screen.getByRole("radio", { name: "Production" }));
    await user.click(screen.getByRole("checkbox", { name: /Read-only/ }));
    await user.click(screen.getByRole("button", { name: /^Advanced/ }));
    await user.click(screen.getByRole("radio", { name: "Domain" }));
    await user.type(field("Domain"), "hub");
    await user.click(screen.getByRole("button", { name: /^TLS/ }));
    await user.type(field("Server name"), "n1");
    await user.click(screen.getByRole("checkbox", { name: /Handshake first/ }));
    await user.click(screen.getByRole("button", { name: "Connect" }));
    await waitFor(() =>
      expect(seen.find(({ line }) => line === "POST /api/nats/connect")?.body).toEqual({
        url: "nats://a",
        name: "eu",
        environment: "production",
        read_only: true,
        jetstream_domain: "hub",
        tls: { first: true, server_name: "n1" },
      }),
    );
  });

  it("opens what is folded when something in it is wrong", async () => {
    const { user } = await connectPage();
    await user.type(field("Server"), "nats://a");
    await user.click(screen.getByRole("tab", { name: "JWT and seed" }));
    await user.type(password("Seed"), seed);
    await user.click(screen.getByRole("tab", { name: "None" }));
    await user.click(screen.getByRole("button", { name: /^Advanced/ }));
    await user.type(field("Inbox prefix"), "a.>");
    await user.click(screen.getByRole("button", { name: /^Advanced/ }));
    await user.click(screen.getByRole("button", { name: "Connect" }));
    expect(await screen.findByText("A prefix is a subject without *, > and spaces.")).toBeVisible();
  });
});

describe("the test", () => {
  it("shows each stage, and keeps the report before", async () => {
    answerWith("POST /api/nats/test", failedAtAuth);
    const { user } = await connectPage();
    await user.type(field("Server"), "nats://a");
    await user.click(screen.getByRole("button", { name: "Test" }));
    const region = screen.getByRole("complementary", { name: "Test" });
    expect(await within(region).findByText("at authenticate")).toBeVisible();
    expect(await within(region).findByText("Authorization Violation")).toBeVisible();
    expect(region).toHaveTextContent("Authentication failed. nats.eu.lumen.shop:4222 refused the credentials.");

    answerWith("POST /api/nats/test", { ...failedAtAuth, ok: true, problem: undefined });
    await user.click(screen.getByRole("button", { name: "Test" }));
    expect(await within(region).findByText("Passed")).toBeVisible();
    expect(await within(region).findByRole("heading", { name: /^Before/ })).toBeVisible();
    expect(within(region).getByText("Resolve, dial, INFO, TLS")).toBeVisible();
    expect(within(region).getByText("Authorization Violation")).toBeVisible();
    expect(seen.some(({ line }) => line === "POST /api/nats/connect")).toBe(false);
  });

  it("says so when the test itself cannot run", async () => {
    answerWith("POST /api/nats/test", problem(403, "target_forbidden", "10.0.0.1 may not be dialled from here."));
    const { user } = await connectPage();
    await user.type(field("Server"), "nats://10.0.0.1");
    await user.click(screen.getByRole("button", { name: "Test" }));
    expect(await screen.findByText("The test could not run")).toBeVisible();
    expect(screen.getByText("10.0.0.1 may not be dialled from here.")).toBeVisible();
  });
});

describe("the session's connections", () => {
  it("stand beside the form with their state, asked for passively", async () => {
    await connectPage();
    const list = await screen.findByRole("list", { name: "6 connections" });
    expect(within(list).getByRole("link", { name: /us-prod.*Connected/ })).toBeVisible();
    expect(within(list).getByRole("link", { name: /eu-staging.*Parked/ })).toBeVisible();
    expect(within(list).getByRole("link", { name: /load-test.*Reconnecting/ })).toBeVisible();
    expect(within(list).getByRole("link", { name: /maria-laptop.*Unreachable/ })).toBeVisible();
    expect(within(list).getByRole("link", { name: /billing-leaf.*Read-only.*Needs credentials/ })).toBeVisible();
    expect(seen.filter(({ line }) => line === "GET /api/nats/connections").every(({ passive }) => passive)).toBe(true);
  });

  it("say so when there are none", async () => {
    answerWith("GET /api/nats/connections", { connections: [], total: 0 });
    await connectPage();
    expect(await screen.findByText(/Nothing is open/)).toBeVisible();
  });

  it("wake by the click that opens them", async () => {
    const staging = "1c7d7c1c-7f6b-4df8-8f37-51a1d5a40c03";
    answerWith("GET /api/nats/connection/stats", { ...parked, connection_id: staging });
    const { user } = await connectPage();
    await user.click(await screen.findByRole("link", { name: /eu-staging/ }));
    await waitFor(() =>
      expect(seen.filter(({ line }) => line === "POST /api/nats/connection/keepalive")).toMatchObject([
        { connection: staging },
      ]),
    );
  });
});

describe("the playground", () => {
  it("opens with one click", async () => {
    const { user, history } = await connectPage();
    await user.click(await screen.findByRole("button", { name: "Open Playground" }));
    await waitFor(() => expect(history.location.pathname).toBe(`/c/${active.connection_id}`));
    expect(seen.find(({ line }) => line === "POST /api/nats/connect")?.body).toEqual({
      url: "nats://127.0.0.1:41222",
      name: "Playground",
      environment: "development",
    });
  });

  it("is not offered when it does not run", async () => {
    answerWith("GET /api/health", { ...health, playground: undefined });
    await connectPage();
    await screen.findByRole("list", { name: "6 connections" });
    expect(screen.queryByText("Playground")).not.toBeInTheDocument();
  });
});

it("brings a person back to the page whose connection was gone", async () => {
  const { user, history } = await connectPage("/?return=/c/old");
  expect(screen.getByText("That connection is gone.")).toBeVisible();
  await user.type(field("Server"), "nats://a{Enter}");
  await waitFor(() => expect(history.location.pathname).toBe(`/c/${active.connection_id}`));
});

it("goes nowhere else than to a page of its own", async () => {
  await connectPage("/?return=https://evil.example");
  expect(screen.queryByText("That connection is gone.")).not.toBeInTheDocument();
});

it("says when HeyNATS itself does not answer", async () => {
  goDown();
  await connectPage();
  expect(await screen.findByText("HeyNATS does not answer.")).toBeVisible();
});

it("has a page for an address that is none", async () => {
  openPage("/nowhere");
  expect(await screen.findByRole("heading", { name: "There is no page here" })).toBeVisible();
});

it("goes round the themes and keeps the choice", async () => {
  const { user } = await connectPage();
  await user.click(screen.getByRole("button", { name: "Theme: as the system" }));
  expect(document.documentElement).toHaveAttribute("data-theme", "light");
  await user.click(screen.getByRole("button", { name: "Theme: light" }));
  expect(document.documentElement).toHaveAttribute("data-theme", "dark");
  expect(theme.get()).toBe("dark");
  await user.click(screen.getByRole("button", { name: "Theme: dark" }));
  expect(document.documentElement).not.toHaveAttribute("data-theme");
});
