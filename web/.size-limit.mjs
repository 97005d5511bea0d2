// The budgets of the page. What a page loads before its frame stands is its own chunk, the entry, and all that these import.
// What comes after that, the body of some pages and what a press brings, has a budget of its own, chunk by chunk.
import { readdirSync, readFileSync } from "node:fs";

const assets = "dist/assets";
const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));

const entry = /src="\.\/assets\/([^"]+\.js)"/.exec(readFileSync("dist/index.html", "utf8"))?.[1];
if (!entry) throw new Error("dist/index.html names no script: run `npm run build`");

/** The chunks of routes are named after their files in src/routes; the layout of a connection comes with each of its pages. */
const layout = /^c\._connectionId-/;
const routes = scripts.filter((name) => /^(routes|c\._connectionId\..+)-/.test(name));
if (!scripts.some((name) => layout.test(name)) || routes.length < 2)
  throw new Error("the chunks of the routes have other names now");

/** What a chunk imports before it runs, itself included; `import(…)` is not among it. */
function imported(name, known = new Set()) {
  if (known.has(name)) return known;
  known.add(name);
  const code = readFileSync(`${assets}/${name}`, "utf8");
  for (const [, next] of code.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([^"]+\.js)"/g)) imported(next, known);
  return known;
}

const initial = routes.map((route) => ({
  name: route
    .replace(/-[\w-]{8}\.js$/, "")
    .replace(/^routes$/, "connect")
    .replace(/^c\._connectionId\./, ""),
  chunks: [entry, ...(route.startsWith("routes") ? [] : scripts.filter((name) => layout.test(name))), route].reduce(
    (known, one) => imported(one, known),
    new Set(),
  ),
}));
const first = new Set(initial.flatMap(({ chunks }) => [...chunks]));
const paths = (names) => [...names].map((name) => `${assets}/${name}`);

export default [
  ...initial.map(({ name, chunks }) => ({
    name: `${name} page, all it loads`,
    path: paths(chunks),
    gzip: true,
    limit: "200 kB",
  })),
  ...scripts
    .filter((name) => !first.has(name))
    .map((name) => ({
      name: `later: ${name.replace(/-[\w-]{8}\.js$/, "")}`,
      path: paths([name]),
      gzip: true,
      limit: "120 kB",
    })),
  { name: "styles", path: `${assets}/*.css`, gzip: true, limit: "16 kB" },
];
