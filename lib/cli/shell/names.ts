import { readPublishedNights } from '../../night';
import { QUERIES, readQueries } from '../../query-files';
import { readDeployedQuery, type SavedQuery } from '../../sql';
import type { Target } from '../../target';
import { visible } from '../terminal/visible';
import type { KnownNames } from './known-names';

/** The database of what is made of the nights. */
export const SCRATCH = 'scratch';

/** The saved queries that a target can be asked by name: those that were deployed with it go before those of this package. */
export async function listSavedQueries(target: Target): Promise<SavedQuery[]> {
  const deployed = (await target.savedStatements()).flatMap((text) => readDeployedQuery(text) ?? []);
  const all = new Map([...readQueries(QUERIES), ...deployed].map((query) => [query.name, query]));
  return [...all.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The dates of a target's nights, the newest first. */
export async function nightDates(target: Target): Promise<string[]> {
  const raw = (await target.tables()).filter(({ name }) => name.endsWith('_raw'));
  const dates = new Set<string>();
  for (const { name } of raw)
    for (const { exportDate } of readPublishedNights(await target.partitions(name))) dates.add(exportDate);
  return [...dates].sort().reverse();
}

/** What can be named in a statement, of a target as it is now. What cannot be listed is left out. */
export async function listKnownNames(target: Target): Promise<KnownNames> {
  const orNone = <T>(all: Promise<T[]>): Promise<T[]> => all.catch(() => []);
  const [own, scratch, saved, nights, { describeFunctions }] = await Promise.all([
    orNone(target.tables()),
    orNone(target.tables(SCRATCH)),
    orNone(listSavedQueries(target)),
    orNone(nightDates(target)),
    import('../../athena-sql/analysis/described-functions'),
  ]);
  const tables = new Map<string, string[]>();
  const add = (prefix: string, described: Awaited<ReturnType<Target['tables']>>) => {
    for (const { name, columns, partitionKeys } of described)
      tables.set(prefix + name, [...columns.map((column) => column.name), ...partitionKeys].filter(isShown));
  };
  add('', own);
  add(`${SCRATCH}.`, scratch);
  return {
    tables,
    functions: [...new Set(describeFunctions().map(({ name }) => name))],
    saved: saved.map(({ name }) => name),
    nights,
  };
}

/** What a terminal may take for a command is not put on it. */
const isShown = (name: string): boolean => visible(name) === name && !/\s*\n/.test(name);
