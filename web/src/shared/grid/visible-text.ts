// Names come from anybody who may publish. What a browser would not draw, or draw elsewhere, is made visible.

/** How much of a text is put into a row: more than any column is wide, and little enough to be laid out fifty times. */
const shownLength = 400;
const titleLength = 2_000;

/** C0, DEL and C1; zero-width characters that no script needs; and all that turns the direction of what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const unseen = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

const plain = /^[\x20-\x7e]*$/;

// Unicode has pictures for some of them, which few fonts have.
function named(character: string): string {
  return `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}>`;
}

/** The text as one line, as much of it as a row can show, with a name for what has no form. */
export function visibleText(text: string, length = shownLength): string {
  if (text.length <= length && plain.test(text)) return text;
  return cut(text.toWellFormed(), length).replace(unseen, named);
}

/** All of the text for a title, up to a length that a browser still shows, and how much more there is. */
export function titleText(text: string): string {
  if (text.length <= titleLength) return visibleText(text, titleLength);
  return `${visibleText(text, titleLength)} (${text.length.toLocaleString("en-US")} characters)`;
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = text.charCodeAt(length - 1);
  // Not between the two halves of one character.
  return `${text.slice(0, end >= 0xd800 && end <= 0xdbff ? length - 1 : length)}…`;
}
