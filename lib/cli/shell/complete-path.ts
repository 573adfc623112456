import { readdirSync } from 'node:fs';
import { dirname, basename, join } from 'node:path';
import { visibleLine } from '../terminal/visible';
import { resolveTyped } from './answer-file';
import type { Candidates } from './known-names';

/** Files and folders that a path may become; the hidden ones only where it begins so. */
export function completePath(typed: string): Candidates {
  const isFolder = typed === '' || typed.endsWith('/');
  const folder = resolveTyped(isFolder ? typed || '.' : dirname(typed));
  const begin = isFolder ? '' : basename(typed);
  const stem = typed.slice(0, typed.length - begin.length);
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name.startsWith(begin) && (begin !== '' || !name.startsWith('.')))
    .filter(({ name }) => visibleLine(name) === name && !/[\s'"]/.test(name))
    .map((entry) => join(stem, entry.name) + (entry.isDirectory() ? '/' : ''))
    .sort();
  return [entries.map((entry) => (typed.startsWith('./') ? `./${entry}` : entry)), typed];
}
