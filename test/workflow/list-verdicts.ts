import type { Definition } from '../../lib/workflow';

/** The names that a definition can end with in ExportFailed, sorted. */
export function listVerdicts(definition: Definition): string[] {
  const text = JSON.stringify(definition);
  return [...new Set([...text.matchAll(/\\"error\\": \\"([A-Za-z.]+)\\"/g)].map(([, name = '']) => name))].sort();
}
