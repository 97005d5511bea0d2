import type { DesignSection } from "../section";
import { Specimen } from "../specimen";

const colours: Record<string, readonly string[]> = {
  Surfaces: ["page", "main", "sub", "raised", "hover", "press"],
  Lines: ["line-faint", "line", "line-strong", "edge"],
  Text: ["text", "text-2", "text-3", "text-disabled"],
  "Ink and petrol": ["ink", "ink-hover", "accent", "accent-line", "accent-tint", "accent-tint-2"],
  Status: [
    "ok",
    "ok-tint",
    "warn",
    "warn-tint",
    "critical",
    "critical-tint",
    "critical-solid",
    "parked",
    "parked-tint",
    "unknown",
    "unknown-tint",
  ],
  Environments: [
    "env-production",
    "env-production-mark",
    "env-staging",
    "env-staging-mark",
    "env-development",
    "env-development-mark",
  ],
  Payloads: ["syntax-key", "syntax-string", "syntax-number", "syntax-literal", "syntax-mark", "diff-add", "diff-del"],
  Charts: ["chart-1", "chart-2", "chart-3", "chart-4", "chart-5", "chart-6", "chart-grid", "chart-fill"],
};

const sizes = [
  { name: "micro", look: "font-medium text-micro", use: "11/16, 500: column heads, axis, key caps" },
  { name: "small", look: "text-small", use: "12/16: mono cells, hints, definitions" },
  { name: "body", look: "text-body", use: "13/20: everything else" },
  { name: "title", look: "font-semibold text-title", use: "15/20, 600: titles of dialogs and states" },
  { name: "page", look: "page-title", use: "18/24, 600: a page without breadcrumb" },
  { name: "figure", look: "font-medium text-figure", use: "22/28, 500: headline numbers" },
];

function Tokens() {
  return (
    <>
      <Specimen title="Type" note="Geist for language and numbers, Geist Mono for what NATS or a person typed">
        <ul className="flex flex-col gap-2">
          {sizes.map(({ name, look, use }) => (
            <li key={name} className="flex flex-wrap items-baseline gap-x-4">
              <span className="w-16 text-fg-3 text-small">{name}</span>
              <span className={`${look} w-72`}>4,118,006 messages</span>
              <span className="text-fg-3 text-small">{use}</span>
            </li>
          ))}
          <li className="flex flex-wrap items-baseline gap-x-4">
            <span className="w-16 text-fg-3 text-small">mono</span>
            <span className="mono w-72">orders.eu.created =&gt; !=</span>
            <span className="text-fg-3 text-small">12, no ligatures</span>
          </li>
        </ul>
      </Specimen>
      {Object.entries(colours).map(([group, names]) => (
        <Specimen key={group} title={group}>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-x-4 gap-y-3">
            {names.map((name) => (
              <li key={name} className="min-w-0 text-fg-2 text-small">
                <span
                  className="mb-1 block h-10 rounded-2 border border-line"
                  style={{ background: `var(--${name})` }}
                />
                {name}
              </li>
            ))}
          </ul>
        </Specimen>
      ))}
    </>
  );
}

export const section: DesignSection = { title: "Tokens", order: 0, Component: Tokens };
