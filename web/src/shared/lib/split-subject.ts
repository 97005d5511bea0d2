export type SubjectPart = { kind: "token" | "dot" | "wildcard" | "system"; text: string };

/** Splits a subject into what its form sets apart: tokens, dots, wildcards, and a leading $JS, $KV or $SYS. */
export function splitSubject(subject: string): SubjectPart[] {
  return subject.split(".").flatMap((token, index): SubjectPart[] => {
    const part: SubjectPart =
      token === "*" || token === ">"
        ? { kind: "wildcard", text: token }
        : index === 0 && token.startsWith("$")
          ? { kind: "system", text: token }
          : { kind: "token", text: token };
    return index === 0 ? [part] : [{ kind: "dot", text: "." }, part];
  });
}
