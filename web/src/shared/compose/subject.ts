/** What is wrong with the subject that a message goes to, in words. */
export function targetProblem(subject: string): string | undefined {
  if (/[\s\p{Cc}]/u.test(subject)) return "A subject has no spaces and no control characters.";
  const tokens = subject.split(".");
  if (tokens.includes("")) return "Something is missing before or after a dot.";
  return tokens.some((token) => token === "*" || token === ">")
    ? "A message goes to one subject: put a word in the place of the wildcard."
    : undefined;
}

/** Whether a server does what it is told there: the JetStream API, under any domain or prefix, and the system account. */
export function controlsServer(subject: string, apiPrefix: string | undefined): boolean {
  return (
    /^\$SYS\./.test(subject) ||
    /^\$JS\.([^.]+\.)?API\./.test(subject) ||
    (Boolean(apiPrefix) && subject.startsWith(`${apiPrefix}.`))
  );
}
