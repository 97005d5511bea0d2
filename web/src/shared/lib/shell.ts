import type { CliCommand } from "./cli";

export type Shell = "sh" | "powershell";

/** An argument as it is typed into a shell. */
export interface ShellWord {
  text: string;
  placeholder: boolean;
}

/**
 * A command as the words to type. Undefined when no shell can say it: an argument of a program holds no NUL and no half of
 * a surrogate pair.
 */
export function shellWords({ args }: CliCommand, shell: Shell): ShellWord[] | undefined {
  const words: ShellWord[] = [];
  for (const arg of args) {
    if (typeof arg !== "string") words.push({ text: arg.placeholder, placeholder: true });
    else if (arg.includes("\0") || !arg.isWellFormed()) return undefined;
    else words.push({ text: shell === "sh" ? quoteSh(arg) : quotePowerShell(arg), placeholder: false });
  }
  return words;
}

/** The same as one line to copy. */
export function shellLine(command: CliCommand, shell: Shell): string | undefined {
  return shellWords(command, shell)
    ?.map(({ text }) => text)
    .join(" ");
}

// Control, formatting and unassigned characters, but the line feed. None of them is ever copied as itself: a terminal
// obeys some (Ctrl-C leaves the quotes, and what follows is run) and others make a command look like a different one.
const unseen = /([^\P{C}\n]+|[\u2028\u2029]+)/u;

/** For sh and what descends from it: bash, dash, ksh, zsh. The argument arrives byte for byte. */
function quoteSh(arg: string): string {
  if (/^[\w./:@%+,-][\w./:@%+=,-]*$/.test(arg)) return arg;
  // Split by a group, so every second piece is one that cannot be seen.
  const pieces = arg
    .split(unseen)
    .map((piece, index) =>
      index % 2 === 1 ? `"$(printf '${octal(piece)}')"` : piece && `'${piece.replaceAll("'", "'\\''")}'`,
    );
  return pieces.join("") || "''";
}

function octal(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
}

/** For PowerShell from 7.3, the first that hands quotation marks to a program as they are. */
function quotePowerShell(arg: string): string {
  if (/^(\w[\w./:-]*|--?[\w-]+)$/.test(arg)) return arg;
  const pieces = arg.split(unseen).flatMap((piece, index) => {
    if (index % 2 === 1) return Array.from({ length: piece.length }, (_, at) => `[char]${piece.charCodeAt(at)}`);
    // PowerShell takes each of these for the quote that ends the string, and two of them for one.
    return piece === "" ? [] : [`'${piece.replace(/['‘’‚‛]/g, "$&$&")}'`];
  });
  if (pieces.length === 0) return "''";
  // An argument that begins with a character code is made a string by the empty one before it.
  return pieces.length === 1 && pieces[0]?.startsWith("'") ? pieces[0] : `('' + ${pieces.join(" + ")})`;
}
