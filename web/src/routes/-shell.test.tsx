import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { openPage } from "@/testing/app";
import {
  account,
  active,
  credsFile,
  held,
  parked,
  problem,
  reconnecting,
  refused,
  session,
  silent,
  stats,
  unreachable,
} from "@/testing/fixtures";
import { answerWith, goDown, seen } from "@/testing/server";

const path = `/c/${active.connection_id}`;
const statsLine = "GET /api/nats/connection/stats";
const accountLine = "GET /api/nats/account";

const workbench = async (at = path) => {
  const page = openPage(at);
  await screen.findByRole("heading", { name: "Overview", level: 1 });
  return page;
};

/** The workbench of a connection whose credentials are refused. */
const refusedWorkbench = async (how: typeof refused = refused) => {
  answerWith(statsLine, how);
  const page = await workbench();
  await screen.findByRole("heading", { name: "eu-prod needs new credentials" });
  return page;
};

const chip = () => screen.getByRole("button", { name: /^eu-prod/ });
const openChip = async ({ user }: { user: { click: (element: Element) => Promise<void> } }) => {
  await user.click(chip());
  const about = await screen.findByRole("dialog", { name: "Connection eu-prod" });
  await within(about).findByRole("button", { name: "Disconnect" });
  return about;
};
const asked = (line: string) => seen.filter((request) => request.line === line);

describe("the shell", () => {
  it("stands under the band of its environment", async () => {
    await workbench();
    expect(screen.getByRole("complementary", { name: "Environment" })).toHaveTextContent("Productioneu-prodRead-only");
  });

  it("says in the chip how the connection stands, by word", async () => {
    await workbench();
    expect(chip()).toHaveTextContent(/Idle, parks in 24 min/);
    answerWith(statsLine, reconnecting);
    await waitFor(() => expect(chip()).toHaveTextContent("Reconnecting"));
  });

  it("marks the page it is on, and goes to others by link and by key", async () => {
    const { user, history } = await workbench();
    const pages = screen.getByRole("navigation", { name: "Main" });
    expect(within(pages).getByRole("link", { name: "Overview" })).toHaveAttribute("aria-current", "page");
    await user.click(within(pages).getByRole("link", { name: "Account" }));
    await screen.findByRole("heading", { name: "Account", level: 1 });
    expect(history.location.pathname).toBe(`${path}/account`);
    await user.keyboard("go");
    await screen.findByRole("heading", { name: "Overview", level: 1 });
  });

  it("names the page, then the connection, in the title", async () => {
    await workbench();
    await waitFor(() => expect(document.title).toBe("Overview · eu-prod · HeyNATS"));
  });

  it("announces a change of state, not every second", async () => {
    await workbench();
    const status = screen.getByText("eu-prod: Connected");
    expect(status).toHaveAttribute("role", "status");
    answerWith(statsLine, parked);
    await waitFor(() => expect(status).toHaveTextContent("eu-prod: Parked"));
  });

  it("says when HeyNATS itself does not answer, and keeps what was there", async () => {
    await workbench();
    goDown();
    expect(await screen.findByText("HeyNATS does not answer.")).toBeVisible();
    expect(screen.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  });
});

describe("who asks", () => {
  it("is the page by itself in the background, and by name", async () => {
    await workbench();
    await waitFor(() => expect(asked(accountLine)).not.toHaveLength(0));
    for (const request of asked(accountLine)) {
      expect(request).toMatchObject({ passive: true, connection: active.connection_id });
    }
    expect(asked(statsLine)[0]?.connection).toBe(active.connection_id);
  });

  it("is a person who presses to read again", async () => {
    const { user } = await workbench();
    await waitFor(() => expect(asked(accountLine)).not.toHaveLength(0));
    await user.click(screen.getByRole("button", { name: "Read again" }));
    await waitFor(() => expect(asked(accountLine).some(({ passive }) => !passive)).toBe(true));
  });

  it("is a person who goes to a page", async () => {
    const { user } = await workbench();
    await user.keyboard("ga");
    await screen.findByRole("heading", { name: "Account", level: 1 });
    await waitFor(() => expect(asked(accountLine).some(({ passive }) => !passive)).toBe(true));
  });
});

describe("a parked connection", () => {
  it("is asleep on a reload, and stays so", async () => {
    answerWith(statsLine, parked);
    await workbench();
    expect(screen.getByText("Parked after 30 min.")).toBeVisible();
    expect(screen.getByText("Your next click wakes it.")).toBeVisible();
    expect(asked(accountLine)).toHaveLength(0);
  });

  it("wakes at any click in the page", async () => {
    answerWith(statsLine, parked);
    const { user } = await workbench();
    answerWith(statsLine, active);
    await user.click(await screen.findByText("Nothing was read yet."));
    await waitFor(() => expect(chip()).toHaveTextContent("Idle"));
    expect(asked("POST /api/nats/connection/keepalive")).toHaveLength(1);
  });

  it("wakes by the click that goes to another page, once", async () => {
    answerWith(statsLine, parked);
    const { user } = await workbench();
    await user.click(screen.getByRole("link", { name: "Account" }));
    await waitFor(() => expect(asked("POST /api/nats/connection/keepalive")).toHaveLength(1));
  });

  it("keeps what was read, and says how old it is", async () => {
    await workbench();
    await screen.findByText("ops-readonly");
    answerWith(statsLine, parked);
    expect(await screen.findByText(/What you see is from \d\d:\d\d\. Wakes on your next click\./)).toBeVisible();
    expect(screen.getByText("ops-readonly")).toBeVisible();
  });

  it("says why when it cannot be woken", async () => {
    answerWith(statsLine, parked);
    const { user } = await workbench();
    answerWith("POST /api/nats/connection/keepalive", problem(503, "nats_unreachable", "It refused the connection."));
    await user.click(screen.getByRole("button", { name: "Wake" }));
    expect(await screen.findByText("It could not be woken")).toBeVisible();
    expect(screen.getByText("It refused the connection.")).toBeVisible();
  });
});

describe("a connection in trouble", () => {
  it("shows the attempt while it reconnects, and dials now when asked", async () => {
    answerWith(statsLine, { ...reconnecting, retry_at: new Date(Date.now() + 60_000).toISOString() });
    const { user } = await workbench();
    expect(screen.getByText(/Attempt 3, next in (60|59) s\./)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Now" }));
    await waitFor(() => expect(asked("POST /api/nats/connection/reconnect")).toHaveLength(1));
  });

  it("says when the link is up and nobody answers", async () => {
    answerWith(statsLine, silent);
    await workbench();
    expect(screen.getByText("Not answering.")).toBeVisible();
    expect(chip()).toHaveTextContent("Not answering");
  });

  it("says why it is unreachable", async () => {
    answerWith(statsLine, unreachable);
    await workbench();
    expect(screen.getByRole("main")).toHaveTextContent("nats.eu.lumen.shop:4222 refused the connection.");
  });

  it("shows the reason when dialling again failed", async () => {
    answerWith(statsLine, unreachable);
    const { user } = await workbench();
    answerWith("POST /api/nats/connection/reconnect", problem(503, "nats_unreachable", "It still refuses."));
    await user.click(screen.getByRole("button", { name: "Try now" }));
    expect(await screen.findByText("It still refuses.")).toBeVisible();
  });
});

describe("the chip", () => {
  it("opens on all about the connection", async () => {
    const about = await openChip(await workbench());
    expect(about).toHaveTextContent("n2-euw 2.15.2, eu-west");
    expect(about).toHaveTextContent("tls://nats.eu.lumen.shop:4222");
    await waitFor(() => expect(about).toHaveTextContent("SHOP as ops-readonly, by credentials file"));
    expect(about).toHaveTextContent("3.2ms ping answered");
    expect(within(about).getByRole("timer")).toHaveTextContent(/24m 1\ds/);
    expect(about).toHaveTextContent("woken in 2.1 ms");
  });

  it("counts down by itself between the polls", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      answerWith(statsLine, stats({ time_remaining: "24m12s" }));
      const page = openPage(`${path}/account`);
      await screen.findByRole("heading", { name: "Account", level: 1 });
      await openChip(page);
      expect(screen.getByRole("timer")).toHaveTextContent(/24m 1\ds/);
      answerWith(statsLine, "down");
      await act(() => vi.advanceTimersByTimeAsync(30_000));
      expect(screen.getByRole("timer")).toHaveTextContent(/23m 4\ds/);
    } finally {
      vi.useRealTimers();
    }
  });

  it("says that nothing parks while something holds it", async () => {
    answerWith(statsLine, held);
    await openChip(await workbench());
    expect(screen.getByRole("region", { name: "Idle clock" })).toHaveTextContent("In use");
    expect(screen.queryByRole("timer")).not.toBeInTheDocument();
  });

  it("keeps the connection alive on request", async () => {
    const page = await workbench();
    await openChip(page);
    answerWith("POST /api/nats/connection/keepalive", stats({ time_remaining: "30m0s" }));
    answerWith(statsLine, "down"); // the answer to the click says it all
    await page.user.click(screen.getByRole("button", { name: "Keep alive" }));
    await waitFor(() => expect(screen.getByRole("timer")).toHaveTextContent(/30m 00s|29m 59s/));
  });

  it("opens by key and gives the focus back", async () => {
    const { user } = await workbench();
    chip().focus();
    await user.keyboard("gh");
    await screen.findByRole("button", { name: "Disconnect" });
    const about = screen.getByRole("dialog", { name: "Connection eu-prod" });
    await waitFor(() => expect(about).toContainElement(document.activeElement as HTMLElement));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await waitFor(() => expect(chip()).toHaveFocus());
  });
});

describe("switching", () => {
  const [, us] = session;
  const both = ({ connection }: { connection: string | null }) =>
    connection === us?.connection_id ? { ...active, ...us, server: active.server } : active;
  const accounts = ({ connection }: { connection: string | null }) =>
    connection === us?.connection_id ? { ...account, account_name: "US", user: "us-user" } : account;

  it("stays on the page and shows nothing of the other connection", async () => {
    answerWith(statsLine, both);
    answerWith(accountLine, accounts);
    const page = await workbench(path);
    await page.user.keyboard("ga");
    await screen.findByText("ops-readonly");
    const about = await openChip(page);
    answerWith(accountLine, "down");
    await page.user.click(within(about).getByRole("link", { name: /us-prod/ }));
    await waitFor(() => expect(page.history.location.pathname).toBe(`/c/${us?.connection_id}/account`));
    await screen.findByRole("button", { name: /^us-prod/ });
    expect(screen.queryByText("ops-readonly")).not.toBeInTheDocument();
    answerWith(accountLine, accounts);
    await page.user.keyboard("r");
    expect(await screen.findByText("us-user")).toBeVisible();
  });

  it("is offered in the palette", async () => {
    answerWith(statsLine, both);
    const { user, history } = await workbench();
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox", { name: "Go to or run" }), "us-prod{Enter}");
    await waitFor(() => expect(history.location.pathname).toBe(`/c/${us?.connection_id}`));
  });
});

describe("the palette", () => {
  const open = async () => {
    const page = await workbench();
    await page.user.keyboard("{Control>}k{/Control}");
    return { ...page, input: await screen.findByRole("combobox", { name: "Go to or run" }) };
  };

  it("goes where a few letters say", async () => {
    const { user, input } = await open();
    await user.type(input, "permiss{Enter}");
    await screen.findByRole("heading", { name: "Account", level: 1 });
    expect(screen.queryByRole("combobox", { name: "Go to or run" })).not.toBeInTheDocument();
  });

  it("offers commands alone after >", async () => {
    const { user, input } = await open();
    await user.type(input, ">");
    expect(screen.queryByRole("option", { name: /Overview/ })).not.toBeInTheDocument();
    expect(screen.getByRole("option", { name: /Times in UTC/ })).toBeVisible();
  });

  it("says when nothing is called so", async () => {
    const { user, input } = await open();
    await user.type(input, "xyzzy");
    expect(await screen.findByText(/Nothing is called/)).toHaveTextContent("xyzzy");
  });

  it("opens a page in a new tab", async () => {
    const opened = vi.spyOn(window, "open").mockReturnValue(null);
    const { user, input } = await open();
    await user.type(input, "account{Control>}{Enter}{/Control}");
    expect(opened).toHaveBeenCalledWith(`${path}/account`, "_blank", "noopener");
  });
});

it("lists the keys that work here", async () => {
  const { user } = await workbench();
  await user.keyboard("?");
  const help = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
  expect(help).toHaveTextContent("Overviewgo");
  expect(help).toHaveTextContent("Read againr");
  await user.click(within(help).getByRole("checkbox", { name: /Single-key shortcuts/ }));
  await user.keyboard("{Escape}");
  await user.keyboard("ga");
  expect(screen.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
});

describe("the dock", () => {
  it("watches a connection on whatever page, until it is told to stop", async () => {
    const page = await workbench();
    const about = await openChip(page);
    await page.user.click(within(about).getByRole("button", { name: "Watch in the dock" }));
    await page.user.keyboard("{Escape}");
    const dock = await screen.findByRole("region", { name: "Dock" });
    await waitFor(() => expect(dock).toHaveTextContent("eu-prod3.2ms"));
    await page.user.keyboard("ga");
    await page.user.click(within(dock).getByRole("button", { name: "Unfold the dock" }));
    expect(await within(dock).findByRole("region", { name: "eu-prod" })).toHaveTextContent("woken in 2.1 ms");
    await page.user.click(within(dock).getByRole("button", { name: "Stop watching eu-prod" }));
    expect(screen.queryByRole("region", { name: "Dock" })).not.toBeInTheDocument();
  });
});

describe("refused credentials", () => {
  it("take new ones in place", async () => {
    const { user } = await refusedWorkbench();
    const text = credsFile({ name: "ops-readonly" });
    await user.upload(screen.getByLabelText("Credentials file", { selector: "input" }), new File([text], "new.creds"));
    await screen.findByText("new.creds");
    answerWith(statsLine, active);
    await user.click(screen.getByRole("button", { name: "Use these" }));
    await waitFor(() => expect(chip()).toHaveTextContent("Idle"));
    expect(asked("PUT /api/nats/connection/credentials")[0]?.body).toEqual({ creds: text });
  });

  it("may be tried once more, and say so when that fails", async () => {
    const { user } = await refusedWorkbench();
    answerWith("POST /api/nats/connection/reconnect", problem(401, "reauth_required", "Refused again."));
    await user.click(screen.getByRole("button", { name: "Try once more" }));
    expect(await screen.findByText(/Refused again/)).toBeVisible();
  });

  it("may become another kind", async () => {
    const { user } = await refusedWorkbench();
    await user.click(screen.getByRole("button", { name: "Other kinds" }));
    await user.click(screen.getByRole("tab", { name: "Token" }));
    await user.type(screen.getByLabelText("Token", { selector: "input" }), "t0ken{Enter}");
    await waitFor(() => expect(asked("PUT /api/nats/connection/credentials")[0]?.body).toEqual({ token: "t0ken" }));
  });
});

describe("refused credentials over TLS", () => {
  const pem = (label: string) => `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`;
  const file = (label: string) => screen.getByLabelText(label, { selector: "input" });
  const sent = () => asked("PUT /api/nats/connection/credentials")[0]?.body;

  it("may be given a CA alone, and the rest is kept", async () => {
    const { user } = await refusedWorkbench({ ...refused, auth: "user" });
    await user.click(screen.getByRole("button", { name: /^TLS\s*CA and client certificate are kept/ }));
    await user.upload(file("Certificate authority"), new File([pem("CERTIFICATE")], "ca.pem"));
    await screen.findByText("ca.pem");
    expect(screen.getByRole("button", { name: /^TLS\s*another CA/ })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Use these" }));
    await waitFor(() => expect(sent()).toEqual({ tls: { ca: pem("CERTIFICATE") } }));
  });

  it("may be given a client certificate beside the user", async () => {
    const { user } = await refusedWorkbench({ ...refused, auth: "none" });
    await user.type(screen.getByRole("textbox", { name: "User" }), "maria");
    await user.click(screen.getByRole("button", { name: /^TLS/ }));
    await user.upload(file("Client certificate"), new File([pem("CERTIFICATE")], "maria.crt"));
    await user.click(screen.getByRole("button", { name: "Use these" }));
    expect(await screen.findByText("The private key is missing.")).toBeVisible();
    await user.upload(file("Private key"), new File([pem("PRIVATE KEY")], "maria.key"));
    await user.click(screen.getByRole("button", { name: "Use these" }));
    await waitFor(() =>
      expect(sent()).toEqual({
        username: "maria",
        password: "",
        tls: { cert: pem("CERTIFICATE"), key: pem("PRIVATE KEY") },
      }),
    );
  });

  it("do not become none", async () => {
    const { user } = await refusedWorkbench();
    await user.click(screen.getByRole("button", { name: "Other kinds" }));
    expect(screen.queryByRole("tab", { name: "None" })).not.toBeInTheDocument();
    expect(screen.getByRole("tab", { name: "TLS certificate" })).toBeVisible();
  });
});

describe("disconnecting", () => {
  it("asks first, naming what goes", async () => {
    answerWith(statsLine, held);
    const page = await workbench();
    await openChip(page);
    await page.user.click(screen.getByRole("button", { name: "Disconnect" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Disconnect eu-prod" });
    expect(dialog).toHaveTextContent("2 requests and live streams on it end.");
    expect(dialog).toHaveTextContent("The stored credentials are deleted.");
    await page.user.click(within(dialog).getByRole("button", { name: "Disconnect" }));
    await waitFor(() => expect(page.history.location.pathname).toBe("/"));
    expect(asked("POST /api/nats/disconnect")[0]?.connection).toBe(active.connection_id);
    expect(await screen.findByText("eu-prod is disconnected")).toBeVisible();
  });

  it("keeps everything when it was not meant, and gives the focus back", async () => {
    const page = await workbench();
    await openChip(page);
    await page.user.click(screen.getByRole("button", { name: "Disconnect" }));
    const dialog = await screen.findByRole("alertdialog");
    // It takes the focus a moment after it is there; Esc before that is still the popover's.
    await waitFor(() => expect(dialog).toContainElement(document.activeElement as HTMLElement));
    await page.user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument());
    await waitFor(() => expect(screen.getByRole("button", { name: "Disconnect" })).toHaveFocus());
    expect(asked("POST /api/nats/disconnect")).toHaveLength(0);
  });
});

describe("a link to a connection that is not ours", () => {
  it.each(["no_session", "not_connected", "connection_not_found", "connection_closed"])(
    "leads to the connect page with the way back when the answer is %s",
    async (code) => {
      answerWith(statsLine, problem(404, code, "Gone."));
      const { history } = openPage(path);
      await screen.findByText("That connection is gone.");
      expect(history.location.search).toContain(encodeURIComponent(path));
    },
  );

  it("comes back to the same page with the same question on the connection that is opened instead", async () => {
    answerWith(statsLine, ({ connection }) =>
      connection === active.connection_id ? active : problem(404, "connection_not_found", "Gone."),
    );
    const { user, history } = openPage("/c/0000/account?subject=orders.eu");
    await screen.findByText("That connection is gone.");
    await user.type(screen.getByRole("textbox", { name: "Server" }), "demo:4222{Enter}");
    await screen.findByRole("heading", { name: "Account", level: 1 });
    expect(history.location.pathname).toBe(`${path}/account`);
    expect(await screen.findByRole("textbox", { name: "Subject" })).toHaveValue("orders.eu");
  });
});
