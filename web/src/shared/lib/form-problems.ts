import type { FieldErrors, FieldValues, Resolver } from "react-hook-form";

/** A resolver made of a function that says what is wrong with which field, in words. */
export function resolveWith<V extends FieldValues>(
  check: (values: V) => Partial<Record<keyof V, string>>,
): Resolver<V> {
  return (values) => {
    const wrong = Object.entries(check(values)).filter((entry): entry is [string, string] => entry[1] !== undefined);
    if (wrong.length === 0) return { values, errors: {} };
    const errors = Object.fromEntries(wrong.map(([name, message]) => [name, { type: "check", message }]));
    return { values: {}, errors: errors as FieldErrors<V> };
  };
}
