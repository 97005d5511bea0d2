import { useEffect, useSyncExternalStore } from "react";
import { useShortcuts } from "@/commands/use-shortcuts";
import { cx } from "@/shared/lib/cx";
import { clock } from "@/shared/lib/time";
import { Mark } from "@/shared/ui/mark";
import { ProblemView } from "@/shared/ui/problem";
import { Skeleton } from "@/shared/ui/skeleton";
import { SectionBoundary } from "./section-boundary";
import { type Entry, useSections } from "./sections";
import { Switches } from "./switches";

const watchHash = (listener: () => void) => {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
};
const readHash = () => location.hash.slice(1);

/** Everything the page is made of, one section at a time. Only in development and for the browser tests. */
export function DesignPage() {
  const entries = useSections();
  useShortcuts();
  const chosen = useSyncExternalStore(watchHash, readHash);
  const present = entries.find(({ name }) => name === chosen) ?? entries[0];
  // Times are formatted while drawing, so another clock draws the section anew.
  const time = clock.use();
  useEffect(() => {
    document.title = `${present?.section?.title ?? "Design"} · HeyNATS design`;
  }, [present]);
  return (
    <div className="flex min-h-full flex-col">
      <header className="z-10 flex min-h-12 flex-wrap items-center gap-2 border-line border-b bg-page px-4 py-2 sm:sticky sm:top-0">
        <Mark />
        <span className="font-semibold text-title">HeyNATS</span>
        <span className="text-fg-3">Design</span>
        <span className="flex-1" />
        <Switches />
      </header>
      <div className="flex flex-1 max-sm:flex-col">
        <SectionList entries={entries} present={present?.name} />
        <main className="min-w-0 flex-1 bg-main">
          {present ? <Section key={`${present.name} ${time}`} entry={present} /> : null}
        </main>
      </div>
    </div>
  );
}

function SectionList({ entries, present }: { entries: Entry[]; present: string | undefined }) {
  return (
    <nav
      aria-label="Sections"
      className="w-rail shrink-0 border-line border-r bg-page max-sm:w-full max-sm:border-r-0 max-sm:border-b"
    >
      <ul className="p-2 max-sm:flex max-sm:flex-wrap sm:sticky sm:top-12">
        {entries.map(({ name, section }) => (
          <li key={name}>
            <a
              // The whole path: a bare fragment would be resolved against <base> and leave this page.
              href={`${location.pathname}${location.search}#${name}`}
              aria-current={name === present ? "page" : undefined}
              className={cx(
                "flex h-(--rail-item) items-center rounded-2 px-2 hover:bg-hover max-sm:h-11",
                name === present ? "bg-press font-medium text-fg" : "text-fg-2",
              )}
            >
              {section?.title ?? name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Section({ entry: { name, section, failed } }: { entry: Entry }) {
  if (failed !== undefined) {
    return (
      <div className="p-4">
        <ProblemView page problem={{ title: `${name} could not be loaded`, detail: failed }} />
      </div>
    );
  }
  if (!section) return <Skeleton widths={[30, 46, 38]} label={`Loading ${name}`} />;
  const { title, Component } = section;
  return (
    <>
      <h1 className="page-title border-line border-b px-4 py-3">{title}</h1>
      <SectionBoundary name={title}>
        <Component />
      </SectionBoundary>
    </>
  );
}
