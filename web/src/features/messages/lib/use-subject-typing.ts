import { type KeyboardEvent, useState } from "react";
import { useSubjects } from "../api/subjects";
import { filterFor, subjectProblem, suggest } from "./subject-filter";

interface Options {
  stream: string;
  /** As the address has it. */
  subject: string;
  onSubject: (subject: string) => void;
  /** Goes back to the rows. */
  leave: () => void;
}

/** What is typed into the field of subjects, what it could come to, and what its keys do. */
export function useSubjectTyping({ stream, subject, onSubject, leave }: Options) {
  const [typed, setTyped] = useTyped(subject);
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const known = useSubjects(stream, filterFor(typed), open);
  const choices = open && known.data ? suggest(typed, known.data.subjects) : [];

  const show = (text: string) => {
    setTyped(text);
    setChosen(-1);
    setOpen(true);
  };
  const take = (text: string) => {
    setTyped(text);
    setChosen(-1);
    setOpen(false);
    if (text !== subject && (text === "" || subjectProblem(text, true) === undefined)) onSubject(text);
  };
  const step = (by: 1 | -1) => setChosen((at) => stepped(at, by, choices.length));
  const down = () => (choices.length > 0 ? step(1) : leave());
  const giveUp = () => {
    if (choices.length > 0) setOpen(false);
    else if (typed !== "") take("");
    else leave();
  };
  const act = (key: string): boolean => {
    if (key === "Enter") take(choices[chosen]?.subject ?? typed);
    else if (key === "ArrowUp") step(-1);
    else if (key === "ArrowDown") down();
    else if (key === "Escape") giveUp();
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !act(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    typed,
    problem: typed === "" ? undefined : subjectProblem(typed, true),
    choices,
    chosen,
    /** The stream has more subjects than those that were looked through. */
    more: known.data !== undefined && known.data.total > known.data.subjects.length,
    open: () => setOpen(true),
    show,
    take,
    onKeyDown,
  };
}

/** Through the choices and, between the last and the first, through none: what was typed. */
function stepped(at: number, by: 1 | -1, count: number): number {
  return ((at + 1 + by + count + 1) % (count + 1)) - 1;
}

/** What is typed stays until the address says something else. */
function useTyped(subject: string) {
  const [typed, setTyped] = useState(subject);
  const [seen, setSeen] = useState(subject);
  if (seen !== subject) {
    setSeen(subject);
    setTyped(subject);
  }
  return [typed, setTyped] as const;
}
