// Completes package-lock.json after `npm install`: `npm run lock`.
//
// Tools with native parts name one optional package per platform. Where the registry that was asked has not all of them,
// npm leaves the missing ones out of the lockfile, and then `npm ci` refuses the lockfile as incomplete, on every platform.
// This writes them in, with the version their parent asks for and the platform their name says, so that npm passes them by
// where they do not belong. They have no checksum, since nobody here has seen them.
import { readFile, writeFile } from "node:fs/promises";

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(await readFile(file, "utf8"));

const systems = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const processors = ["arm64", "arm", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

/** os, cpu and libc out of a name like @rolldown/binding-linux-x64-gnu. */
function platform(name) {
  const parts = name.split("/").at(-1).split("-");
  const os = systems.find((system) => parts.includes(system));
  const cpu = processors.find((processor) => parts.includes(processor));
  const libc = parts.some((part) => part.startsWith("musl"))
    ? "musl"
    : parts.some((part) => part.startsWith("gnu"))
      ? "glibc"
      : undefined;
  if (!os && !cpu) throw new Error(`${name} is missing from the lockfile, and its name says no platform: install it`);
  return { ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }), ...(os && { os: [os] }) };
}

const added = {};
for (const [, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`;
    if (lock.packages[path]) continue;
    added[path] = { version, ...(entry.dev && { dev: true }), optional: true, ...platform(name) };
  }
}

const { "": root, ...packages } = { ...lock.packages, ...added };
const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, "en"));
lock.packages = { "": root, ...Object.fromEntries(sorted) };
await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${Object.keys(added).length} packages of other platforms added`);
