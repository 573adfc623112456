import { columnName, MAX_COLUMN_NAME, OWN_COLUMNS } from '../config';

/**
 * A column for each attribute, no two alike: the name that an attribute gets by itself or, where an earlier attribute or
 * the view has that, with a number behind it. A name without a Latin letter or digit becomes `attribute`.
 *
 * @param used columns that the view has besides those of the keys
 * @returns only the columns that differ from what the configuration would choose
 */
export function columnNames(
  names: readonly string[],
  keys: readonly string[],
  used: readonly string[],
): Map<string, string> {
  const taken = new Set([...OWN_COLUMNS, ...used, ...keys.map((key) => columnName([key]))]);
  const chosen = new Map<string, string>();
  for (const name of names) {
    const own = columnName([name]);
    if (keys.includes(name)) continue;
    const stem = /[a-z0-9]/.test(own) ? own : 'attribute';
    let column = stem;
    for (let number = 2; taken.has(column); number++) {
      const ending = `_${number}`;
      column = `${stem.slice(0, MAX_COLUMN_NAME - ending.length)}${ending}`;
    }
    taken.add(column);
    if (column !== own) chosen.set(name, column);
  }
  return chosen;
}
