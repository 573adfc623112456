import type { Config, Resources, Table } from '../../config';
import type { PublishedNight } from '../../night';
import { datesOf, type Catalogued } from '../gather';
import { findMissingNights } from '../nights';
import type { IndexedNight, IndexModel, NightNumbers } from './model';
import { trends } from './trends';

/** The index of all nights, from what the catalog says of them and what else is known, by date. */
export function indexModel(
  { table, names }: { readonly config: Config; readonly table: Table; readonly names: Resources },
  catalogued: Catalogued,
  numbers: ReadonlyMap<string, NightNumbers>,
): IndexModel {
  const nights = datesOf(catalogued).map((date) => toIndexedNight(date, catalogued, numbers.get(date) ?? {}));
  return {
    table: table.name,
    database: names.database,
    nights: nights.toReversed(),
    missing: findMissingNights(catalogued.nights),
    trends: trends(table.name, nights),
  };
}

function toIndexedNight(date: string, { nights, registered }: Catalogued, known: NightNumbers): IndexedNight {
  const index = nights.findLastIndex(({ exportDate }) => exportDate === date);
  const night = nights[index];
  const nothing = { items: undefined, more: undefined, madeOf: undefined, warnings: undefined, found: {} };
  const noChanges = { inserted: undefined, updated: undefined, deleted: undefined };
  if (!night) return { date, isPublished: false, ...nothing, ...noChanges, ...known };
  const before = nights[index - 1];
  const problems = registered.find((one) => one.exportDate === date && one.exportId === night.exportId)?.problems ?? [];
  return {
    date,
    isPublished: true,
    items: night.itemCount,
    more: before && night.itemCount - before.itemCount,
    ...(changesOf(night) ?? noChanges),
    madeOf: night.chain && (night.chain.kind === 'changes' ? 'changes' : 'full export'),
    warnings: night.warnings,
    found: Object.fromEntries(
      problems.flatMap(({ check, found }) =>
        found !== undefined && /^\d+$/.test(found) ? [[check, Number(found)] as const] : [],
      ),
    ),
    ...known,
  };
}

function changesOf({ chain }: PublishedNight): Pick<IndexedNight, 'inserted' | 'updated' | 'deleted'> | undefined {
  if (chain?.kind !== 'changes') return undefined;
  const { inserted, updated, deleted } = chain;
  return { inserted, updated, deleted };
}
