import { checks, type Check } from '../lib/sql';
import { exportOf, TABLE } from './data';
import { measureInTurns, measure, median, memory, type Cost } from './measure';
import { table, type Print } from './print';

/** Runs of each contender; the middle one counts. */
const ROUNDS = 5;

/** What each check of a validation costs: the whole query, and the query without it, in one run. */
export async function validationChecks(items: number, print: Print): Promise<void> {
  const root = await exportOf(items, print.progress);
  const groups = groupByMeasures(checks(TABLE));
  const without: Readonly<Record<string, readonly string[]>> = {
    'all checks': [],
    ...Object.fromEntries(groups.map((names) => [`without ${nameGroup(names)}`, names])),
    'files and their lines alone': groups.flat(),
    'with duplicate_keys (checkDuplicateKeys)': ['+duplicate_keys'],
  };
  const costs = await measureInTurns(
    ROUNDS,
    Object.fromEntries(
      Object.entries(without).map(([what, left]) => [
        what,
        () => measure('validate-without.ts', root, String(items), ...left),
      ]),
    ),
    print.progress,
  );
  const whole = processors(costs['all checks'] ?? []);
  print.line(
    `The validation's query of ${items.toLocaleString('en-US')} items, in seconds of a processor, the middle of ${ROUNDS} runs`,
  );
  table(
    print,
    ['what', 'seconds', 'of all checks', 'memory'],
    Object.entries(costs).map(([what, each]) => [
      what,
      processors(each).toFixed(2),
      `${((processors(each) / whole) * 100).toFixed(0)} %`,
      `${(memory(each) / 2 ** 20).toFixed(0)} MiB`,
    ]),
  );
}

/** What declared types are checked by has measures of its own for each of them, and is looked at together. */
const TYPES = 'type_of_';

/** The names of the checks that take something of every line, those together that take the same. */
function groupByMeasures(all: readonly Check[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const { name, measures } of all.filter((check) => check.measures.length > 0)) {
    const key = name.startsWith(TYPES) ? TYPES : measures.join();
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups.values()];
}

function nameGroup(names: readonly string[]): string {
  return names[0]?.startsWith(TYPES) === true ? `${TYPES}...` : names.join(' and ');
}

/** What a busy machine changes less than the time that passes. */
const processors = (costs: readonly Cost[]): number => median(costs.map(({ parts }) => parts?.processors ?? 0));
