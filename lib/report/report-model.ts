import { endingLimit } from '../athena-sql/dialect';
import { areOfTwoTables, twoTablesText } from '../night';
import { answerChart, chartModel } from './chart-model';
import type { Gathered, SavedAnswer } from './gather';
import { findMissingNights } from './nights';
import type {
  AnswerModel,
  AttributeDrift,
  DriftModel,
  FileCount,
  FilesModel,
  GrowthModel,
  ReportModel,
  Unread,
  Verdict,
} from './model';

/** What a report says about a night, from what was gathered. */
export function reportModel(gathered: Gathered): ReportModel {
  const { config, table, names, date, failure, registered } = gathered;
  return {
    table: table.name,
    database: names.database,
    date,
    timeZone: config.timeZone,
    verdict: verdict(gathered),
    problems: failure?.problems ?? registered?.problems ?? [],
    files: files(gathered),
    growth: growth(gathered),
    drift: drift(gathered),
    answers: gathered.answers.map((one) => answer(one, gathered)),
  };
}

function verdict({ nights, date, failure, registered }: Gathered): Verdict {
  const night = nights.findLast(({ exportDate }) => exportDate === date);
  const newest = nights.at(-1);
  if (night && !failure)
    return { kind: 'published', night, previous: nights.findLast(({ exportDate }) => exportDate < date) };
  if (failure) return { kind: 'failed', failure, exportId: registered?.exportId, newest };
  throw new Error(`The night of ${date} is neither published nor failed`);
}

function files({ files: kept }: Gathered): FilesModel | undefined | Unread {
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
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  return {
    files: [...wrong, ...counts.filter(({ state }) => state === 'as listed')],
    total: kept.total,
    wrong: wrong.length,
    listedItems: sum(counts.map(({ listed = 0 }) => listed)),
    items: sum(counts.map(({ items }) => items)),
  };
}

function growth({ nights }: Gathered): GrowthModel {
  const grown = nights.map((night, index) => {
    const before = nights[index - 1];
    return {
      ...night,
      more: before && night.itemCount - before.itemCount,
      isOfNewTable: before !== undefined && areOfTwoTables(before, night),
    };
  });
  const data = {
    columns: [
      { name: 'night', type: 'varchar' },
      { name: 'items', type: 'bigint' },
    ],
    rows: nights.map(({ exportDate, itemCount }) => [exportDate, String(itemCount)]),
  };
  const chart = { mark: 'line', x: 'night', y: ['items'], color: undefined } as const;
  return {
    nights: grown.reverse(),
    missing: findMissingNights(nights),
    chart: nights.length < 2 ? undefined : chartModel('Growth', chart, data),
  };
}

const ORDER = { new: 0, gone: 1, there: 2 };

function drift(gathered: Gathered): DriftModel | undefined | Unread {
  const { attributes, nights, date } = gathered;
  if (!attributes || 'error' in attributes) return attributes;
  const previousDate = nights.findLast(({ exportDate }) => exportDate < date)?.exportDate;
  const all = attributes.rows.map(
    ([attribute = '', type = '', earlier = '0', later = '0', example]): AttributeDrift => {
      const [before, now] = [Number(earlier), Number(later)];
      const state = previousDate === undefined ? 'there' : before === 0 ? 'new' : now === 0 ? 'gone' : 'there';
      return { attribute, type, before, now, example, state };
    },
  );
  return {
    previousDate,
    twoTables: ofTwoTables(gathered),
    attributes: all.sort((a, b) => ORDER[a.state] - ORDER[b.state]),
    total: attributes.total,
  };
}

function answer({ query, sql, outcome, chart }: SavedAnswer, gathered: Gathered): AnswerModel {
  return {
    name: query.name,
    title: query.title,
    description: query.description,
    parameters: query.parameters.map(({ name, example }) => `${name} = ${example}`),
    sql,
    twoTables: query.comparesNights ? ofTwoTables(gathered) : undefined,
    outcome,
    chart:
      'error' in outcome
        ? undefined
        : answerChart(query, chart, outcome, { total: outcome.total, limit: endingLimit(sql) }),
  };
}

/** That the night of the report and the one before are those of two tables, where they are. */
function ofTwoTables({ nights }: Gathered): string | undefined {
  const [previous, night] = nights.slice(-2);
  return previous && night && twoTablesText(previous, night);
}
