import { focusContent } from "./focus-content";

/** A fragment link would be resolved against <base> and leave the page, so this one moves the focus itself. */
export function SkipLink() {
  return (
    <button
      type="button"
      onClick={focusContent}
      className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-20 focus:rounded-2 focus:bg-raised focus:px-3 focus:py-1.5"
    >
      Skip to the content
    </button>
  );
}
