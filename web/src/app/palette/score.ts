/**
 * How well what was typed fits the words of a command: 0 is not at all, 1 exactly. Every word that was typed must be found,
 * at the start of a word before the middle of one, in the title before the further words.
 */
export function score(query: string, [title = "", ...more]: readonly string[]): number {
  const parts = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (parts.length === 0) return 1;
  const places = [
    { text: title.toLowerCase(), weight: 1 },
    { text: more.join(" ").toLowerCase(), weight: 0.5 },
  ];
  let worst = 1;
  for (const part of parts) worst = Math.min(worst, Math.max(...places.map((p) => p.weight * found(part, p.text))));
  return worst;
}

function found(part: string, text: string): number {
  const at = text.indexOf(part);
  if (at < 0) return initials(text).includes(part) ? 0.3 : 0;
  if (at === 0) return 1;
  return /\W/.test(text[at - 1] ?? "") ? 0.8 : 0.5;
}

/** "nc" finds New connection. */
function initials(text: string): string {
  return text
    .split(/[\s._-]+/)
    .map((word) => word[0] ?? "")
    .join("");
}
