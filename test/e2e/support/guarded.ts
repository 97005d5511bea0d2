import { test as base, type ConsoleMessage, expect, type Page } from "@playwright/test";

// What no page may do, in any test: complain on the console, break the content security policy, throw, or ask another host.

/** Console lines that are the browser's report of an answer the test itself asked for. */
const expectedLines = [/Failed to load resource: the server responded with a status of/];

interface Options {
  /** Console lines that this test provokes. */
  allowConsole: RegExp[];
}

export const test = base.extend<Options & { guard: undefined }>({
  allowConsole: [[], { option: true }],
  guard: [
    async ({ page, allowConsole }, use) => {
      const complaints: string[] = [];
      const allowed = [...expectedLines, ...allowConsole];
      page.on("console", (message: ConsoleMessage) => {
        if (message.type() !== "error" && message.type() !== "warning") return;
        if (!allowed.some((line) => line.test(message.text()))) complaints.push(`console: ${message.text()}`);
      });
      page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
      page.on("request", (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (protocol !== "data:" && hostname !== "127.0.0.1") complaints.push(`foreign request: ${request.url()}`);
      });
      await page.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) => {
          // biome-ignore lint/suspicious/noConsole: the console is what this fixture listens to.
          console.error(
            `policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
          );
        });
      });
      await use(undefined);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect, type Page };
