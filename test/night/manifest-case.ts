/** A file of test/fixtures/manifests: how a good manifest is changed, or another text; and what comes of it. */
export interface ManifestCase {
  readonly text?: string;
  readonly change?: Readonly<Record<string, unknown>>;
  readonly without?: readonly string[];
  readonly replace?: readonly [string, string];
  readonly verdict: string;
}

/** The text of a case, made from that of a good manifest. */
export function changeManifest(good: string, { text, change, without = [], replace }: ManifestCase): string {
  if (text !== undefined) return text;
  const members = Object.entries({ ...(JSON.parse(good) as object), ...change });
  const json = JSON.stringify(Object.fromEntries(members.filter(([name]) => !without.includes(name))));
  return replace ? json.replace(...replace) : json;
}
