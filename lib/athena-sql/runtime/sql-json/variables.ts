import type { Path } from './path-tree';

/** The variables that a path names, each once. */
export function variablesOf(path: Path): string[] {
  const found = new Set<string>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if ('kind' in part && part.kind === 'variable' && 'name' in part && typeof part.name === 'string')
      found.add(part.name);
    for (const inner of Object.values(part)) visit(inner);
  };
  visit(path.root);
  return [...found];
}
