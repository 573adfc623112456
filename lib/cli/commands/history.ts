import { amount } from '../../amount';
import type { Command } from 'commander';
import { glueName, type Table } from '../../config';
import { historyQuery } from '../../sql';
import { answerStatistics } from '../answers/answer-statistics';
import { foldHistory, type ItemHistory, type KeptValue } from '../answers/item-history';
import { nightTable } from '../answers/night-table';
import { resultTable } from '../answers/result-table';
import { smallAnswer } from '../answers/small-answer';
import { findConfiguredTable } from '../options/configured-table';
import { askTarget, withTarget, type TargetOptions } from '../options/target-options';
import { interruptible } from '../terminal/interruptible';
import { note, print } from '../terminal/print';

interface HistoryOptions extends TargetOptions {
  readonly table?: string;
  readonly sortKey?: string;
  readonly attribute?: string;
  readonly json?: boolean;
}

/** `history`: an item through the nights, attribute by attribute. */
export function historyCommand(command: Command): Command {
  return withTarget(
    command
      .argument('<key>', "value of the item's partition key: the text, the number, or the bytes in base64")
      .argument('[sort-key]', 'value of its sort key, if the table has one')
      .option('--sort-key <value>', 'the sort key, if it begins with a hyphen')
      .option('--table <name>', 'the table; required if there are several')
      .option('--attribute <name>', 'only this attribute')
      .option('--json', 'one JSON document, for a script'),
  )
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena history 01 2022-06-20T01:48:00.000Z
  export-to-athena history 01 2022-06-20T01:48:00.000Z --attribute menu
  export-to-athena history 01 --sort-key 2022-06-20T01:48:00.000Z --json
  export-to-athena history 01 2022-06-20T01:48:00.000Z --table SushiOrderData --target aws

Consecutive nights with the same value are one line. Every night is read once.

Exit code: 0 the item is in at least one night, 1 it is in none or the query failed, 2 nothing was read, 130 interrupted.`,
    )
    .action((key: string, second: string | undefined, options: HistoryOptions) =>
      interruptible((signal) =>
        askTarget(options, async (target, config) => {
          const table = findConfiguredTable(config, options.table);
          const keys = keysOf(table, key, options.sortKey ?? second);
          const { name, raw, nights } = await nightTable(target, table.name);
          const answer = await target.query(historyQuery(table, { raw, ...keys }), { signal });
          const dates = nights.map(({ exportDate }) => exportDate);
          const { item, attributes } = foldHistory(await smallAnswer(answer), dates);
          const wanted = attributes.filter(
            ({ attribute }) => options.attribute === undefined || attribute === options.attribute,
          );
          const history = { item, attributes: wanted };
          const isThere = wanted.length > 0;
          if (options.json === true) print(JSON.stringify({ table: name, ...keys, ...history }, undefined, 2));
          else print(isThere ? historyText(name, keys, history) : describeAbsence(name, keys, options, dates));
          note(answerStatistics(answer.statistics()));
          if (!isThere) process.exitCode = 1;
        }),
      ),
    );
}

interface Keys {
  readonly partitionKey: string;
  readonly sortKey?: string;
}

/** The key's values as items have them. @throws Error where one is missing, or too many are given */
function keysOf({ name, partitionKey, sortKey }: Table, first: string, second: string | undefined): Keys {
  if (sortKey === undefined && second !== undefined)
    throw new Error(`${name} has no sort key, and ${JSON.stringify(second)} was given as one; leave it out`);
  if (sortKey !== undefined && second === undefined)
    throw new Error(`${name} has the sort key ${sortKey.name}: give its value behind that of ${partitionKey.name}`);
  return {
    partitionKey: keyValue(partitionKey, first),
    ...(sortKey !== undefined && second !== undefined && { sortKey: keyValue(sortKey, second) }),
  };
}

/** DynamoDB writes a number without needless zeros and signs. */
function keyValue({ name, type }: Table['partitionKey'], text: string): string {
  if (type !== 'N') return text;
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)0*(\d*?)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
  if (!/\d/.test(text) || !/^[+-]?\d*\.?\d*$/.test(text))
    throw new Error(`${JSON.stringify(text)} is no number, and ${name} is one; give digits such as 12 or 1.5`);
  const digits = `${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`;
  return sign === '-' && digits !== '0' ? `-${digits}` : digits;
}

const formatKey = ({ partitionKey, sortKey }: Keys): string =>
  sortKey === undefined ? partitionKey : `${partitionKey}, ${sortKey}`;

function describeAbsence(table: string, keys: Keys, { attribute }: HistoryOptions, dates: readonly string[]): string {
  const what =
    attribute === undefined ? `the item ${formatKey(keys)}` : `an attribute ${attribute} of ${formatKey(keys)}`;
  const [first = '', last = ''] = [dates[0], dates.at(-1)];
  if (dates.length === 0) return `${glueName(table)} has no night yet.`;
  return dates.length === 1
    ? `The only night of ${glueName(table)} (${first}) has not ${what}.`
    : `None of the ${amount(dates.length, 'night')} of ${glueName(table)} (${first} to ${last}) has ${what}.`;
}

function historyText(table: string, keys: Keys, { item, attributes }: ItemHistory): string {
  const columns = ['attribute', 'nights', 'type', 'value'].map((name) => ({ name, type: 'varchar' }));
  const nightsOf = ({ from, to }: Pick<KeptValue, 'from' | 'to'>) => (from === to ? from : `${from} to ${to}`);
  const gone = item.filter(({ isThere }) => !isThere).map(nightsOf);
  const rows = attributes.flatMap(({ attribute, values }) =>
    values.map((kept, index) => [index === 0 ? attribute : '', nightsOf(kept), kept.type ?? 'absent', kept.value]),
  );
  const absent = gone.length === 0 ? '' : `\nNot there: ${gone.join(', ')}`;
  return `${table}: ${formatKey(keys)}${absent}\n\n${resultTable(columns, rows)}`;
}
