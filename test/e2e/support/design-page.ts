import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test as guarded } from "./guarded";
import { servePage } from "./static-page";

const web = fileURLToPath(new URL("../../../web", import.meta.url));

/** The names of the sections, which are those of their files and their addresses. */
export const sectionNames = readdirSync(join(web, "src/design/sections"))
  .filter((name) => name.endsWith(".tsx"))
  .map((name) => name.slice(0, -".tsx".length))
  .sort();

/** A test with the design page at `design`: `page.goto(`${design}#grid`)`. */
export const test = guarded.extend<object, { design: string }>({
  design: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use, { project }) => {
      // Playwright empties this folder before a run, so the first worker builds and those after a failure find it.
      const folder = join(project.outputDir, "design-page");
      if (!existsSync(join(folder, "design.html"))) build(folder);
      const served = await servePage("", { folder, document: "design.html" });
      await use(`${served.url}/design`);
      await served.close();
    },
    { scope: "worker" },
  ],
});

function build(folder: string) {
  const args = [
    "--no-install",
    "vite",
    "build",
    "--mode",
    "design",
    "--outDir",
    folder,
    "--emptyOutDir",
    "--logLevel",
    "warn",
  ];
  execFileSync("npx", args, { cwd: web, stdio: ["ignore", "inherit", "inherit"] });
}
