import { defineConfig } from "@playwright/test";

const chromium = {
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
};

// Three kinds of tests. `real` runs the built binary, with its playground, as a user gets it. `states` serves the built page
// alone and answers its requests from fixtures, so that every state can be looked at, the rare ones too. `design` builds the
// design page and goes through its sections, which show the components by themselves.
// `screenshots` is `states` for people: it writes docs/images and runs only when asked for.
export default defineConfig({
  testDir: "../test/e2e",
  globalSetup: "../test/e2e/support/build-natsd.ts",
  outputDir: "test-results",
  tsconfig: "../test/e2e/tsconfig.json",
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env["CI"]),
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    launchOptions: chromium,
    trace: "retain-on-failure",
  },
  projects: [
    { name: "states", testDir: "../test/e2e/states" },
    { name: "design", testDir: "../test/e2e/design" },
    { name: "real", testDir: "../test/e2e/real" },
    { name: "screenshots", testDir: "../test/e2e/screenshots", testMatch: "*.shots.ts" },
  ],
});
