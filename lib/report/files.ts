import { sum } from '../sum';
import type { FileCount, FilesModel, Unread } from './model';
import type { AnswerOutcome } from './outcome';

/** Data files beside the manifest, from rows `file, listed, lines, items`. */
export function filesModel(kept: AnswerOutcome | undefined): FilesModel | undefined | Unread {
  if (!kept || 'error' in kept) return kept;
  const counts = kept.rows.map(([file = '', listed, lines = '0', items = '0']): FileCount => {
    const count = {
      file,
      listed: listed === undefined ? undefined : Number(listed),
      lines: Number(lines),
      items: Number(items),
    };
    const right = count.listed === count.lines && count.lines === count.items;
    return { ...count, state: right ? 'as listed' : 'not as listed' };
  });
  const wrong = counts.filter(({ state }) => state !== 'as listed');
  return {
    files: [...wrong, ...counts.filter(({ state }) => state === 'as listed')],
    total: kept.total,
    wrong: wrong.length,
    listedItems: sum(counts.map(({ listed = 0 }) => listed)),
    items: sum(counts.map(({ items }) => items)),
  };
}
