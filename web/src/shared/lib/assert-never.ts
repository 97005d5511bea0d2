/** Ends a switch over a union: a new member that nobody handled fails the type check here. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
