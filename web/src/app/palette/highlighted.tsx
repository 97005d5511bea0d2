/** A title with what was typed set off in it. */
export function Highlighted({ text, query }: { text: string; query: string }) {
  const part = query
    .toLowerCase()
    .split(/\s+/)
    .find((word) => word && text.toLowerCase().includes(word));
  if (!part) return text;
  const at = text.toLowerCase().indexOf(part);
  const end = at + part.length;
  return (
    <>
      {text.slice(0, at)}
      <b className="font-semibold text-fg">{text.slice(at, end)}</b>
      {text.slice(end)}
    </>
  );
}
