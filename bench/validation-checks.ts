import { checks } from '../lib/sql';
import { exportOf, TABLE } from './data';
import { measureInTurns, measure, median, memory, type Cost } from './measure';
import { table, type Print } from './print';

/** Runs of each contender; the middle one counts. */
const ROUNDS = 5;

/** What each check of a validation costs: the whole query, and the query without it, in one run. */
export async function validationChecks(items: number, print: Print): Promise<void> {
  const root = await exportOf(items, print.progress);
  const names = checks(TABLE).map(({ name }) => name);
  const types = names.filter((name) => name.startsWith('type_of_'));
  const without: Readonly<Record<string, readonly string[]>> = {
    'all checks': [],
    ...Object.fromEntries(['file_copied', 'key_attributes'].map((name) => [`without ${name}`, [name]])),
    'without item_count and unreadable_lines': ['item_count', 'unreadable_lines'],
    'without type_of_...': types,
    'files and their lines alone': [...types, 'file_copied', 'key_attributes', 'item_count', 'unreadable_lines'],
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

/** What a busy machine changes less than the time that passes. */
const processors = (costs: readonly Cost[]): number => median(costs.map(({ parts }) => parts?.processors ?? 0));
