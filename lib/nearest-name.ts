import { distance } from 'fastest-levenshtein';

/**
 * The name that was most likely meant: the nearest of those that there are, without regard to case; undefined where
 * none is near, which is more than two letters in five.
 */
export function nearestName(wrong: string, names: Iterable<string>): string | undefined {
  let nearest: { readonly name: string; readonly far: number } | undefined;
  for (const name of names) {
    const far = distance(wrong.toLowerCase(), name.toLowerCase());
    if (far <= Math.max(wrong.length, name.length) * 0.4 && far < (nearest?.far ?? Infinity)) nearest = { name, far };
  }
  return nearest?.name;
}

/** The same as the end of an error's message: ` Did you mean NAME?`, or nothing. */
export function didYouMean(wrong: string, names: Iterable<string>): string {
  const name = nearestName(wrong, names);
  return name === undefined ? '' : ` Did you mean ${name}?`;
}
