import { visibleText } from "@/payload/visible";
import { Parts } from "@/shared/code/parts";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { type Hit, Hits } from "@/shared/ui/hits";
import { useEditor } from "./editor-context";
import { fieldsOf, unknownNames } from "./fields";
import { printLine } from "./json";
import { isUsual, valueWords } from "./words";

/** What a new thing will be: everything that is said about it, in words. */
export function SetFields({ effects }: { effects: readonly Hit[] }) {
  const { catalogue, document } = useEditor();
  const { value } = document;
  const said = fieldsOf(catalogue).filter((field) => value.has(field.name) && !isUsual(field, value.get(field.name)));
  const rows: [string, string][] = [
    ...said.map((field): [string, string] => [field.label, valueWords(field, value.get(field.name))]),
    ...unknownNames(catalogue, value).map((name): [string, string] => [name, printLine(value.get(name) ?? null)]),
  ];
  return (
    <>
      <section className="border-line border-b px-4 py-3">
        <h2 className="mb-2 font-semibold text-small">As it will be</h2>
        {rows.length > 0 ? (
          <Definitions>
            {rows.map(([term, words]) => (
              <Definition key={term} term={term}>
                <Parts parts={visibleText(words)} />
              </Definition>
            ))}
          </Definitions>
        ) : null}
        <p className="mt-2 text-fg-3 text-small">
          {rows.length > 0 ? "All else is as usual." : "Nothing is said yet, so all of it is as usual."}
        </p>
      </section>
      {effects.length > 0 ? (
        <section className="px-4 py-3">
          <Hits hits={effects} />
        </section>
      ) : null}
    </>
  );
}
