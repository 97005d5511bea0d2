export type NameMatch = "same" | "empty" | "spaces" | "case" | "look-alike" | "other";

/**
 * Whether a typed name is the one that was asked for, exactly: nothing is trimmed or folded, because two streams can be
 * told apart by what would be. It says what the difference is when it is one that eyes overlook.
 */
export function matchName(typed: string, name: string): NameMatch {
  if (typed === name) return "same";
  if (typed === "") return "empty";
  if (typed.trim() === name.trim()) return "spaces";
  if (typed.trim().toLowerCase() === name.trim().toLowerCase()) return "case";
  if (bare(typed) === bare(name)) return "look-alike";
  return "other";
}

/** Without what cannot be seen, and with every letter in its plainest form. */
function bare(text: string): string {
  return text.normalize("NFKC").replace(/[\p{Cf}\p{Cc}\s]/gu, "");
}
