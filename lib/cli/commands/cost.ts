import { InvalidArgumentError, Option, type Command } from 'commander';
import { amount, count } from '../../amount';
import {
  estimateChanges,
  estimateCosts,
  GZIP,
  NIGHT_KINDS,
  PARQUET,
  type CostedTable,
  type NightCost,
} from '../../operations/cost';
import { PRICES } from '../../operations/prices';
import { percentOption, sizeOption } from '../options/size-option';
import { print } from '../terminal/print';

interface CostOptions {
  readonly size: number;
  readonly changes: number;
  readonly items?: number;
  readonly reconcile: CostedTable['reconcile'];
  readonly checks: number;
  readonly json?: boolean;
}

/** `cost`: what the nights of a table cost, by what they are made of. */
export function costCommand(command: Command): Command {
  return command
    .requiredOption('--size <size>', 'size of the table in DynamoDB, such as 300GB or 1.5TB', sizeOption)
    .requiredOption('--changes <percent>', 'share of its items that change in a day, such as 2%', percentOption)
    .option('--items <number>', 'number of its items; if given, the keys of changes are counted, too', wholeNumber)
    .addOption(
      new Option('--reconcile <when>', 'how often nights of changes are compared with a full export')
        .choices(['weekly', 'monthly', 'never'])
        .default('weekly'),
    )
    .option('--checks <number>', 'checks in queries/checks', wholeNumber, 2)
    .option('--json', 'print everything as one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena cost --size 1TB --changes 2%
  export-to-athena cost --size 120GB --changes 0.5% --items 400000000 --reconcile monthly --json

Reads no account. It uses the list prices of us-east-1 that it prints; other regions cost up to a fifth more. For an existing
table, DescribeTable has TableSizeBytes and ItemCount. status shows what a night really cost.

Exit code: 0 printed, 2 an option cannot be used.`,
    )
    .action((options: CostOptions) => {
      const table: CostedTable = { ...options, gigabytes: options.size };
      const costs = estimateCosts(table);
      if (options.json === true)
        print(JSON.stringify({ table, changedGigabytes: estimateChanges(table), costs, prices: PRICES }, undefined, 2));
      else for (const line of costLines(table, costs)) print(line);
    });
}

const HEADINGS = { lines: 'full, lines', columnar: 'full, Parquet', changes: 'changes' } as const;

/** A row of the table: what it is, and its amount in a kind of night. */
const NIGHT: readonly (readonly [string, keyof NightCost])[] = [
  ['DynamoDB: export', 'dynamoDb'],
  ['Athena', 'athena'],
  ['Step Functions', 'transitions'],
  ['a night', 'night'],
];
const MONTH: readonly (readonly [string, keyof NightCost])[] = [
  ['30 nights', 'nights'],
  ['reconciling', 'reconciling'],
  ['point-in-time recovery', 'recovery'],
  ['a month', 'month'],
  ['each night that is kept', 'kept'],
];

/** Costs for a person: a table, the share of the changes, and what was assumed. */
export function costLines(table: CostedTable, costs: ReturnType<typeof estimateCosts>): string[] {
  const row = (title: string, cell: (kind: (typeof NIGHT_KINDS)[number]) => string) =>
    `  ${title.padEnd(26)}${NIGHT_KINDS.map((kind) => cell(kind).padStart(15)).join('')}`;
  const amounts = ([title, member]: readonly [string, keyof NightCost]) =>
    row(title, (kind) => money(costs[kind][member]));
  const part = (member: 'night' | 'month') => percent(costs.changes[member] / costs.columnar[member]);
  const { exportedGigabyte, readTerabyte, thousandTransitions, recoverableGigabyte, storedGigabyte } = PRICES;
  return [
    `A table of ${gigabytes(table.gigabytes)}${table.items === undefined ? '' : `, ${amount(table.items, 'item')}`}, of which ${percent(table.changes)} change in a day. In USD:`,
    '',
    row('', (kind) => HEADINGS[kind]),
    ...NIGHT.map(amounts),
    '',
    ...MONTH.map(amounts),
    '',
    `A night of changes costs ${part('night')} of a full one, a month of them (reconciled ${table.reconcile}) ${part('month')}.`,
    '',
    `Prices: list prices of us-east-1, ${PRICES.of}: ${exportedGigabyte} a GB exported (changes: at least 10 MB), ${readTerabyte} a TB that Athena reads,`,
    `${thousandTransitions} for 1,000 transitions, ${recoverableGigabyte} a GB and month of recovery, ${storedGigabyte} a GB and month in S3.`,
    `Assumed: lines are gzipped ${GZIP} to 1, Parquet is ${PARQUET} times that; ${table.checks} checks read each night; a changed item counts twice, with`,
    `what it was and what it became (${gigabytes(estimateChanges(table))} a day). What Athena reads: ${NIGHT_KINDS.map((kind) => `${HEADINGS[kind]} ${gigabytes(costs[kind].gigabytesRead)}`).join('; ')}.`,
  ];
}

function money(amount: number): string {
  if (amount === 0) return '-';
  return amount >= 0.01
    ? amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
    : amount.toPrecision(1);
}

function gigabytes(number: number): string {
  return `${number >= 10 ? count(Math.round(number)) : number.toPrecision(2)} GB`;
}

function percent(part: number): string {
  const number = 100 * part;
  return `${number >= 10 ? Math.round(number) : Number(number.toPrecision(2))} %`;
}

function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('give a whole number.');
}
