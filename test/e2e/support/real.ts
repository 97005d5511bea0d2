import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { natsdPath } from "./build-natsd";
import { type Child, startChild } from "./child";
import { test as guarded } from "./guarded";

const binary = process.env["HEYNATS_BIN"] ?? fileURLToPath(new URL("../../../bin/heynats", import.meta.url));

export interface HeyNATS extends Child {
  /** Where its page is, base path included, without a slash at the end. */
  url: string;
}

export interface NATS extends Child {
  /** The file that holds what `auth` asked for. */
  secret: string;
  port: number;
  url: string;
}

interface NATSOptions {
  port?: number;
  /** Makes the server ask for these, and writes them to `secret`; see natsd/main.go. */
  auth?: "creds" | "nkey";
}

interface Fixtures {
  /** Starts the binary, on a free port, with more flags if wanted. It ends with the test. */
  heynats: (...flags: string[]) => Promise<HeyNATS>;
  /** Starts a nats-server with a configuration of its own, on a free port unless one is given. */
  nats: (config: string, options?: NATSOptions) => Promise<NATS>;
}

export const test = guarded.extend<Fixtures>({
  heynats: async ({ page }, use) => {
    if (!existsSync(binary)) throw new Error(`${binary} is missing: run "make build" first`);
    const started: HeyNATS[] = [];
    await use(async (...flags) => {
      const base = flags[flags.indexOf("--base-path") + 1] ?? "";
      const child = await startChild(binary, ["--listen", "127.0.0.1:0", ...flags], listening);
      const one = { ...child, url: `http://${child.ready}${flags.includes("--base-path") ? base : ""}` };
      started.push(one);
      return one;
    });
    // A page that polls would complain that its server is gone.
    await page.goto("about:blank");
    for (const one of started) await one.stop();
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  nats: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "heynats-e2e-"));
    const started: NATS[] = [];
    await use(async (config, { port = -1, auth } = {}) => {
      const file = join(folder, `${started.length}.conf`);
      await writeFile(file, `port: ${port}\n${config}`);
      const secret = `${file}.secret`;
      const child = await startChild(
        natsdPath,
        [...(auth ? [`-${auth}`, secret] : []), file],
        (line) => /^\d+$/.exec(line)?.[0],
      );
      const one = { ...child, secret, port: Number(child.ready), url: `nats://127.0.0.1:${child.ready}` };
      started.push(one);
      return one;
    });
    for (const one of started) await one.stop("SIGKILL");
    await rm(folder, { recursive: true });
  },
});

/** The address in the log line that says that HeyNATS listens. */
function listening(line: string): string | undefined {
  return line.includes("listening") ? /address=([\d.]+:\d+)/.exec(line)?.[1] : undefined;
}
