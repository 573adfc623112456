import { twoTablesText } from '../night';
import { COMPARISONS, isMadeOf } from './answers';
import type { Gathered } from './gather';
import type { ChangesModel } from './model';
import type { KeptRows } from './rows';

/**
 * What differs from the night before: of a night that was made of changes, as its partition and the changes say; of another
 * one, as the saved queries say that compare nights, where they were answered.
 */
export function changesModel(gathered: Gathered): ChangesModel | undefined {
  const { nights, date, failure } = gathered;
  const [previous, night] = nights.slice(-2);
  if (failure || previous === undefined || night?.exportDate !== date) return undefined;
  const isOfChanges = isMadeOf(night, previous);
  const findAnswer = (name: string) => gathered.answers.find(({ query }) => query.name === name)?.outcome;
  return {
    previousDate: previous.exportDate,
    twoTables: twoTablesText(previous, night),
    counts: isOfChanges ? requireAll(night.chain) : countsOf(findAnswer(COMPARISONS.items)),
    attributes: isOfChanges ? gathered.changedAttributes : findAnswer(COMPARISONS.attributes),
  };
}

type Counts = ChangesModel['counts'];

function requireAll(counts: Counts): Counts {
  const { inserted = NaN, updated = NaN, deleted = NaN } = counts ?? {};
  return [inserted, updated, deleted].some(Number.isNaN) ? undefined : { inserted, updated, deleted };
}

/** The counts of rows `change, items`. */
function countsOf(answer: KeptRows | { readonly error: string } | undefined): Counts {
  if (answer === undefined || 'error' in answer) return undefined;
  const index = (name: string) => answer.columns.findIndex((column) => column.name === name);
  const [change, items] = [index('change'), index('items')];
  if (change < 0 || items < 0) return undefined;
  const of = (name: string) => Number(answer.rows.find((row) => row[change] === name)?.[items] ?? 0);
  return { inserted: of('added'), updated: of('changed'), deleted: of('removed') };
}
