import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface Child {
  process: ChildProcess;
  /** What it has printed so far, both streams, for the message of a test that fails. */
  log: string[];
  stop: (signal?: NodeJS.Signals) => Promise<void>;
}

/** Starts a program and waits for the line that says it is ready; `found` picks what is wanted out of that line. */
export async function startChild(
  command: string,
  args: string[],
  found: (line: string) => string | undefined,
): Promise<Child & { ready: string }> {
  const child: ChildProcessWithoutNullStreams = spawn(command, args, { env: { PATH: process.env["PATH"] } });
  const log: string[] = [];
  const ready = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on("line", (line) => {
        log.push(line);
        const value = found(line);
        if (value !== undefined) resolve(value);
      });
    }
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${command} ended with ${code}:\n${log.join("\n")}`)));
  });
  const stop = async (signal: NodeJS.Signals = "SIGTERM") => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  };
  return { process: child, log, stop, ready: await ready };
}
