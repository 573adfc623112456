import { endingLimit } from '../athena-sql/dialect';
import { twoTablesText, type NightProblem } from '../night';
import type { SavedAnswer } from './answers';
import { changesModel } from './changes';
import { answerChart } from './chart-model';
import { driftModel } from './drift';
import { filesModel } from './files';
import type { Gathered } from './gather';
import { growthModel } from './growth';
import { localTime } from './html/format';
import { lookAt } from './look-at';
import type { AnswerModel, ComparedProblem, ReportModel, Verdict } from './model';
import { originOf } from './origin';
import { fileName } from './report-file';

/**
 * What a report says about a night, from what was gathered.
 *
 * @param isOneOfAll whether an index beside it has the growth
 */
export function reportModel(gathered: Gathered, isOneOfAll = false): ReportModel {
  const { config, table, names, date, failure, registered, registeredBefore, nights } = gathered;
  const came = verdict(gathered);
  const [files, drift] = [filesModel(gathered.files), driftModel(gathered)];
  const problemsBefore = registeredBefore?.problems ?? [];
  const problems = compareProblems(failure?.problems ?? registered?.problems ?? [], problemsBefore);
  return {
    table: table.name,
    database: names.database,
    date,
    timeZone: config.timeZone,
    verdict: came,
    lookAt: came.kind === 'published' ? lookAt({ problems, problemsBefore, files, drift, nights }) : [],
    problems,
    changes: changesModel(gathered),
    origin: came.kind === 'published' ? originOf(came.night, (time) => localTime(time, config.timeZone)) : [],
    files,
    growth: isOneOfAll ? undefined : growthModel(nights, `${fileName(table.name, date)}-growth`),
    drift,
    answers: gathered.answers.map((one) => answer(one, gathered)),
    spent: gathered.spent,
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

function compareProblems(problems: readonly NightProblem[], earlier: readonly NightProblem[]): ComparedProblem[] {
  return problems.map((problem) => ({
    ...problem,
    before: earlier.find(({ check, file }) => check === problem.check && file === problem.file)?.found,
  }));
}

function answer({ query, sql, outcome, chart }: SavedAnswer, { table, date, nights }: Gathered): AnswerModel {
  const [previous, night] = nights.slice(-2);
  return {
    name: query.name,
    title: query.title,
    description: query.description,
    parameters: query.parameters.map(({ name, example }) => `${name} = ${example}`),
    sql,
    twoTables: query.comparesNights && previous && night ? twoTablesText(previous, night) : undefined,
    outcome,
    chart:
      'error' in outcome
        ? undefined
        : answerChart(query, `${fileName(table.name, date)}-${query.name}`, chart, outcome, {
            total: outcome.total,
            limit: endingLimit(sql),
          }),
  };
}
