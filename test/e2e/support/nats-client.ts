import { connect, type Socket } from "node:net";

// Just enough of a NATS client to fill streams with what no page can make: two megabytes, bytes that are no text, headers
// with several values.

interface Publish {
  data?: string | Buffer;
  headers?: Record<string, string[]>;
}

interface NATSClient {
  /** Asks, and waits for the answer. */
  request: (subject: string, publish?: Publish) => Promise<string>;
  /** Asks the JetStream API; throws what it refuses. */
  js: (subject: string, body?: unknown) => Promise<Record<string, unknown>>;
  /** Stores messages, all at once, and waits until each is acknowledged. */
  store: (messages: readonly (Publish & { subject: string })[]) => Promise<void>;
  /** Publishes messages as fast as they can be written, and waits until the server has taken them. */
  publish: (messages: readonly (Publish & { subject: string })[]) => Promise<void>;
  close: () => void;
}

export async function natsClient(port: number): Promise<NATSClient> {
  const socket = connect(port, "127.0.0.1");
  const waiting = new Map<string, (answer: string) => void>();
  const inbox = `_INBOX.${Math.random().toString(36).slice(2)}`;
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.once("connect", resolve);
  });
  socket.on("error", () => undefined); // a server that a test kills
  listen(socket, (subject, body) => {
    waiting.get(subject)?.(body);
    waiting.delete(subject);
  });
  socket.write('CONNECT {"verbose":false,"headers":true,"no_responders":true,"lang":"test","version":"0"}\r\n');
  socket.write(`SUB ${inbox}.* 1\r\n`);

  let count = 0;
  const request = (subject: string, publish: Publish = {}) =>
    new Promise<string>((resolve) => {
      const reply = `${inbox}.${++count}`;
      waiting.set(reply, resolve);
      socket.write(packet(subject, reply, publish));
    });
  const js = async (subject: string, body?: unknown) => {
    const answer = JSON.parse(
      await request(`$JS.API.${subject}`, body === undefined ? {} : { data: JSON.stringify(body) }),
    );
    if (answer.error) throw new Error(`${subject}: ${answer.error.description}`);
    return answer as Record<string, unknown>;
  };
  return {
    request,
    js,
    store: async (messages) => {
      const acks = await Promise.all(messages.map(({ subject, ...publish }) => request(subject, publish)));
      const refused = acks.find((ack) => !ack.includes('"seq"'));
      if (refused !== undefined) throw new Error(`not stored: ${refused}`);
    },
    publish: async (messages) => {
      socket.write(Buffer.concat(messages.map(({ subject, ...publish }) => packet(subject, "", publish))));
      await request("$SYS.REQ.USER.INFO"); // behind all of them
    },
    close: () => socket.destroy(),
  };
}

function packet(subject: string, reply: string, { data = "", headers }: Publish): Buffer {
  const body = Buffer.from(data as string);
  if (!headers)
    return Buffer.concat([
      Buffer.from(`PUB ${subject}${reply && ` ${reply}`} ${body.length}\r\n`),
      body,
      Buffer.from("\r\n"),
    ]);
  const lines = Object.entries(headers).flatMap(([name, values]) => values.map((value) => `${name}: ${value}\r\n`));
  const head = Buffer.from(`NATS/1.0\r\n${lines.join("")}\r\n`);
  const first = Buffer.from(`HPUB ${subject}${reply && ` ${reply}`} ${head.length} ${head.length + body.length}\r\n`);
  return Buffer.concat([first, head, body, Buffer.from("\r\n")]);
}

/** Hands on what comes, and keeps the connection alive. */
function listen(socket: Socket, onMessage: (subject: string, body: string) => void) {
  let rest = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (let frame = firstFrame(rest); frame; frame = firstFrame(rest)) {
      if (frame.kind === "PING") socket.write("PONG\r\n");
      if (frame.subject !== undefined) onMessage(frame.subject, frame.body);
      rest = rest.subarray(frame.length);
    }
  });
}

interface Frame {
  kind: string;
  /** Of a message. */
  subject?: string;
  body: string;
  length: number;
}

/** The first line, with the message that it announces; undefined until all of it is there. */
function firstFrame(bytes: Buffer): Frame | undefined {
  const end = bytes.indexOf("\r\n");
  if (end < 0) return undefined;
  const words = bytes.subarray(0, end).toString().split(" ");
  const [kind = "", subject = ""] = words;
  if (kind !== "MSG" && kind !== "HMSG") return { kind, body: "", length: end + 2 };
  const size = Number(words.at(-1));
  const headers = kind === "HMSG" ? Number(words.at(-2)) : 0;
  const length = end + 2 + size + 2;
  if (bytes.length < length) return undefined;
  return { kind, subject, body: bytes.subarray(end + 2 + headers, end + 2 + size).toString(), length };
}
