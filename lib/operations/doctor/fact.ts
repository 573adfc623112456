/** What was found out about a thing: that it is, that it is not, or why it could not be looked at. */
export type Fact<T> =
  | { readonly is: 'found'; readonly value: T }
  | { readonly is: 'missing' }
  | { readonly is: 'unreadable'; readonly why: string };

/** The value of a fact; undefined if the resource does not exist, could not be read, or is not part of this target. */
export function getValue<T>(fact: Fact<T> | undefined): T | undefined {
  return fact?.is === 'found' ? fact.value : undefined;
}
