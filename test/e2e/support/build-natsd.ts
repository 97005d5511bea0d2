import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Where the nats-server of these tests is built to; see natsd/main.go. */
export const natsdPath = `${root}bin/natsd`;

/** Builds it once per run. Playwright calls this before the first test. */
// biome-ignore lint/style/noDefaultExport: Playwright takes the default export of a global setup.
export default function buildNatsd() {
  execFileSync("go", ["build", "-o", natsdPath, "./test/e2e/natsd"], { cwd: root, stdio: "inherit" });
}
