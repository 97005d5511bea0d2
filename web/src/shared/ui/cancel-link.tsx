import { Link, type LinkProps } from "@tanstack/react-router";

/** The way out of an editor. */
export function CancelLink(to: Pick<LinkProps, "to" | "params">) {
  return (
    <Link
      {...to}
      className="inline-flex h-8 items-center justify-center rounded-2 px-2.5 font-medium text-fg-2 hover:bg-press hover:text-fg max-sm:h-10"
    >
      Cancel
    </Link>
  );
}
