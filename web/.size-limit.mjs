// The budgets of the page. What a page loads before it stands is its own chunk, the entry, and all that these import; what
// only a press brings is a budget of its own, chunk by chunk.
import { readdirSync, readFileSync } from "node:fs";

const assets = "dist/assets";
const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));

/** The chunks of routes are named after their files in src/routes; the layout of a connection comes with each of its pages. */
const pages = {
  connect: [/^routes-/],
  overview: [/^c\._connectionId-/, /^c\._connectionId\.index-/],
  account: [/^c\._connectionId-/, /^c\._connectionId\.account-/],
  messages: [/^c\._connectionId-/, /^c\._connectionId\.streams\._stream\.messages-/],
  consumers: [/^c\._connectionId-/, /^c\._connectionId\.consumers-/],
  consumer: [/^c\._connectionId-/, /^c\._connectionId\.streams\._stream\.consumers\._consumer\.index-/],
};

const entry = /src="\.\/assets\/([^"]+\.js)"/.exec(readFileSync("dist/index.html", "utf8"))?.[1];
if (!entry) throw new Error("dist/index.html names no script: run `npm run build`");

function chunk(pattern) {
  const found = scripts.filter((name) => pattern.test(name));
  if (found.length !== 1) throw new Error(`${pattern} is ${found.length} chunks: name the page's chunk anew`);
  return found[0];
}

/** What a chunk imports before it runs, itself included; `import(…)` is not among it. */
function imported(name, known = new Set()) {
  if (known.has(name)) return known;
  known.add(name);
  const code = readFileSync(`${assets}/${name}`, "utf8");
  for (const [, next] of code.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([^"]+\.js)"/g)) imported(next, known);
  return known;
}

const initial = Object.entries(pages).map(([name, patterns]) => ({
  name,
  chunks: [entry, ...patterns.map(chunk)].reduce((known, one) => imported(one, known), new Set()),
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
