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
  silent,
  stats,
  unreachable,
} from "@/testing/fixtures";
import { answerWith, goDown, seen } from "@/testing/server";

const path = `/c/${active.connection_id}`;
const statsLine = "GET /api/nats/connection/stats";

const connectionPage = async () => {
  const page = openPage(path);
  await screen.findByRole("heading", { name: "eu-prod", level: 1 });
  return page;
};

const asked = (line: string) => seen.filter((request) => request.line === line);

describe("an active connection", () => {
  it("says where it leads, who it is there, and what it may do", async () => {
    await connectionPage();
    const main = screen.getByRole("main");
    expect(main).toHaveTextContent("Connected to n2-euw 2.15.2, cluster eu-west");
    const who = await screen.findByRole("region", { name: "Account" });
    expect(who).toHaveTextContent("ops-readonly");
    expect(who).toHaveTextContent("SHOP");
    expect(within(who).getByRole("list", { name: "May publish" })).toHaveTextContent("$JS.API.>");
    expect(within(who).getByRole("list", { name: "May not publish" })).toHaveTextContent("$JS.API.STREAM.PURGE.>");
    expect(who).toHaveTextContent("Subscribeto everything");
    expect(screen.getByRole("region", { name: /JetStream/ })).toHaveTextContent("241GiB of 400GiB60%");
    expect(screen.getByRole("region", { name: /JetStream/ })).toHaveTextContent("Consumers412 no limit");
  });

  it("stands under the band of its environment", async () => {
    await connectionPage();
    expect(screen.getByRole("complementary", { name: "Environment" })).toHaveTextContent("Productioneu-prodRead-only");
  });

  it("reads in the background passively, and by name", async () => {
    await connectionPage();
    await screen.findByRole("region", { name: "Account" });
    for (const request of [...asked("GET /api/nats/info"), ...asked("GET /api/nats/account")]) {
      expect(request).toMatchObject({ passive: true, connection: active.connection_id });
    }
    expect(asked(statsLine)[0]?.connection).toBe(active.connection_id);
  });

  it("counts as used when a person asks to read again", async () => {
    const { user } = await connectionPage();
    await user.click(await screen.findByRole("button", { name: "Read again" }));
    await waitFor(() => expect(asked("GET /api/nats/account").some(({ passive }) => !passive)).toBe(true));
  });

  it("says that nothing parks while something holds it", async () => {
    answerWith(statsLine, held);
    await connectionPage();
    expect(screen.getByRole("region", { name: "Idle clock" })).toHaveTextContent("In use");
    expect(screen.queryByRole("timer")).not.toBeInTheDocument();
  });

  it("is kept alive on request", async () => {
    const { user } = await connectionPage();
    answerWith("POST /api/nats/connection/keepalive", stats({ time_remaining: "30m0s" }));
    answerWith(statsLine, "down"); // the answer to the click says it all
    await user.click(screen.getByRole("button", { name: "Keep alive" }));
    await waitFor(() => expect(screen.getByRole("timer")).toHaveTextContent(/30m 00s|29m 59s/));
  });

  it("says when the link is up and nobody answers", async () => {
    answerWith(statsLine, silent);
    await connectionPage();
    expect(screen.getByText("Not answering.")).toBeVisible();
  });

  it("says what of JetStream there is when there is none", async () => {
    answerWith("GET /api/nats/account", {
      ...account,
      jetstream: { ...account.jetstream, available: false, reason: "JetStream is not enabled for this account." },
    });
    await connectionPage();
    expect(await screen.findByText("JetStream is not enabled for this account.")).toBeVisible();
  });
});

it("claims no permissions when nobody says what they are", async () => {
  answerWith("GET /api/nats/account", {
    ...account,
    user: "",
    account: "",
    unknown: "Nobody answers on $SYS.REQ.USER.INFO.",
  });
  await connectionPage();
  const who = await screen.findByRole("region", { name: "Account" });
  expect(who).toHaveTextContent("is not known. Nobody answers on $SYS.REQ.USER.INFO.");
  expect(who).not.toHaveTextContent("Publish");
});

it("counts down by itself between the polls", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  try {
    answerWith(statsLine, stats({ time_remaining: "24m12s" }));
    await connectionPage();
    expect(screen.getByRole("timer")).toHaveTextContent(/24m 1\ds/);
    answerWith(statsLine, "down");
    await act(() => vi.advanceTimersByTimeAsync(30_000));
    expect(screen.getByRole("timer")).toHaveTextContent(/23m 4\ds/);
  } finally {
    vi.useRealTimers();
  }
});

describe("a parked connection", () => {
  it("is asleep on a reload, and stays so", async () => {
    answerWith(statsLine, parked);
    await connectionPage();
    expect(screen.getByText("Parked after 30 min.")).toBeVisible();
    expect(screen.getByText("Server and account were not read yet.")).toBeVisible();
    expect(asked("GET /api/nats/info")).toHaveLength(0);
  });

  it("wakes by its button", async () => {
    answerWith(statsLine, parked);
    const { user } = await connectionPage();
    answerWith(statsLine, active);
    await user.click(screen.getByRole("button", { name: "Wake" }));
    expect(await screen.findByText(/to n2-euw 2.15.2/)).toBeVisible();
    expect(asked("POST /api/nats/connection/keepalive")).toHaveLength(1);
  });

  it("keeps what was read, and says how old it is", async () => {
    await connectionPage();
    await screen.findByRole("region", { name: "Account" });
    answerWith(statsLine, parked);
    expect(await screen.findByText("Wakes on your next click.")).toBeVisible();
    expect(screen.getByRole("region", { name: "Account" })).toHaveTextContent("SHOP");
  });
});

describe("a connection in trouble", () => {
  it("shows the attempt while it reconnects, and dials now when asked", async () => {
    answerWith(statsLine, { ...reconnecting, retry_at: new Date(Date.now() + 60_000).toISOString() });
    const { user } = await connectionPage();
    expect(screen.getByText(/Attempt 3, next in (60|59) s\./)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Now" }));
    await waitFor(() => expect(asked("POST /api/nats/connection/reconnect")).toHaveLength(1));
  });

  it("says why it is unreachable", async () => {
    answerWith(statsLine, unreachable);
    await connectionPage();
    expect(screen.getByRole("main")).toHaveTextContent("nats.eu.lumen.shop:4222 refused the connection.");
  });

  it("shows the reason when dialling again failed", async () => {
    answerWith(statsLine, unreachable);
    const { user } = await connectionPage();
    answerWith("POST /api/nats/connection/reconnect", problem(503, "nats_unreachable", "It still refuses."));
    await user.click(screen.getByRole("button", { name: "Reconnect" }));
    expect(await screen.findByText("It still refuses.")).toBeVisible();
  });
});

describe("refused credentials", () => {
  it("take new ones in place", async () => {
    answerWith(statsLine, refused);
    const { user } = await connectionPage();
    expect(screen.getByRole("heading", { name: "eu-prod needs new credentials" })).toBeVisible();
    const text = credsFile({ name: "ops-readonly" });
    await user.upload(screen.getByLabelText("Credentials file", { selector: "input" }), new File([text], "new.creds"));
    await screen.findByText("new.creds");
    answerWith(statsLine, active);
    await user.click(screen.getByRole("button", { name: "Use these" }));
    expect(await screen.findByText(/to n2-euw 2.15.2/)).toBeVisible();
    expect(asked("PUT /api/nats/connection/credentials")[0]?.body).toEqual({ creds: text });
  });

  it("may be tried once more, and say so when that fails", async () => {
    answerWith(statsLine, refused);
    const { user } = await connectionPage();
    answerWith("POST /api/nats/connection/reconnect", problem(401, "reauth_required", "Refused again."));
    await user.click(screen.getByRole("button", { name: "Try once more" }));
    expect(await screen.findByText(/Refused again/)).toBeVisible();
  });

  it("may become another kind", async () => {
    answerWith(statsLine, refused);
    const { user } = await connectionPage();
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
    answerWith(statsLine, { ...refused, auth: "user" });
    const { user } = await connectionPage();
    await user.click(screen.getByRole("button", { name: /^TLS\s*CA and client certificate are kept/ }));
    await user.upload(file("Certificate authority"), new File([pem("CERTIFICATE")], "ca.pem"));
    await screen.findByText("ca.pem");
    expect(screen.getByRole("button", { name: /^TLS\s*another CA/ })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Use these" }));
    await waitFor(() => expect(sent()).toEqual({ tls: { ca: pem("CERTIFICATE") } }));
  });

  it("may be given a client certificate beside the user", async () => {
    answerWith(statsLine, { ...refused, auth: "none" });
    const { user } = await connectionPage();
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
    answerWith(statsLine, refused);
    const { user } = await connectionPage();
    await user.click(screen.getByRole("button", { name: "Other kinds" }));
    expect(screen.queryByRole("tab", { name: "None" })).not.toBeInTheDocument();
    expect(screen.getByRole("tab", { name: "TLS certificate" })).toBeVisible();
  });
});

describe("disconnecting", () => {
  it("asks first, naming what goes", async () => {
    answerWith(statsLine, held);
    const { user, history } = await connectionPage();
    await user.click(screen.getByRole("button", { name: "Disconnect" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Disconnect eu-prod" });
    expect(dialog).toHaveTextContent("2 requests and live streams on it end.");
    expect(dialog).toHaveTextContent("The stored credentials are deleted.");
    await user.click(within(dialog).getByRole("button", { name: "Disconnect" }));
    await waitFor(() => expect(history.location.pathname).toBe("/"));
    expect(asked("POST /api/nats/disconnect")[0]?.connection).toBe(active.connection_id);
  });

  it("keeps everything when it was not meant, and gives the focus back", async () => {
    const { user } = await connectionPage();
    await user.click(screen.getByRole("button", { name: "Disconnect" }));
    await screen.findByRole("alertdialog");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument());
    expect(screen.getByRole("button", { name: "Disconnect" })).toHaveFocus();
    expect(asked("POST /api/nats/disconnect")).toHaveLength(0);
  });
});

it.each(["no_session", "not_connected", "connection_not_found", "connection_closed"])(
  "goes to the connect page with the way back when the answer is %s",
  async (code) => {
    answerWith(statsLine, problem(404, code, "Gone."));
    const { history } = openPage(path);
    await screen.findByText("That connection is gone.");
    expect(history.location.search).toContain(encodeURIComponent(path));
  },
);

it("says when HeyNATS itself does not answer, and keeps what was there", async () => {
  await connectionPage();
  goDown();
  expect(await screen.findByText("HeyNATS does not answer.")).toBeVisible();
  expect(screen.getByRole("heading", { name: "eu-prod", level: 1 })).toBeVisible();
});

it("announces a change of state, not every second", async () => {
  await connectionPage();
  const status = screen.getByText("eu-prod: Connected");
  expect(status).toHaveAttribute("role", "status");
  answerWith(statsLine, parked);
  await waitFor(() => expect(status).toHaveTextContent("eu-prod: Parked"));
});
