import { amount, count } from '../../amount';
import type { Command } from 'commander';
import { areOfTwoTables, type PublishedNight } from '../../night';
import { driftQuery } from '../../sql';
import { nightOf } from '../../target';
import { answerStatistics } from '../answers/answer-statistics';
import { interruptible } from '../terminal/interruptible';
import { noteTwoTables } from '../answers/note-two-tables';
import { nightTable, type NightTable } from '../answers/night-table';
import { note, print } from '../terminal/print';
import { resultTable } from '../answers/result-table';
import { smallAnswer } from '../answers/small-answer';
import { askTarget, withTarget, type TargetOptions } from '../options/target-options';

interface DriftOptions extends TargetOptions {
  readonly table?: string;
  readonly all?: boolean;
  readonly json?: boolean;
  readonly exitCode?: boolean;
}

/** An attribute with one of its DynamoDB types, in two nights. */
interface AttributeDrift {
  readonly attribute: string;
  readonly type: string;
  readonly drift: 'new' | 'gone' | 'both';
  /** Items that have it, of the earlier and of the later night. */
  readonly items: readonly [number, number];
  /** The same in percent of all items. */
  readonly percent: readonly [number, number];
  readonly example: string;
}

/** `drift`: attributes and types that came or went between two nights. */
export function driftCommand(command: Command): Command {
  return withTarget(
    command
      .argument('[from]', 'date of the earlier night; default: the last but one')
      .argument('[to]', 'date of the later night; default: the last')
      .option('--table <name>', 'the table; required if there are several')
      .option('--all', 'also show what both nights have')
      .option('--json', 'everything as one JSON document, for a script')
      .option('--exit-code', 'exit with 1 if an attribute or a type appeared or disappeared'),
  )
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena drift
  export-to-athena drift 2026-11-01 --all
  export-to-athena drift 2026-11-01 2026-11-30 --target aws
  export-to-athena drift --exit-code || echo "the items have changed"

Each of the two nights is read once.

Exit code: 0 compared, 1 the query failed or, with --exit-code, there is drift, 2 nothing was compared (no such night, or
only one), 130 interrupted.`,
    )
    .action((from: string | undefined, to: string | undefined, options: DriftOptions) =>
      interruptible((signal) =>
        askTarget(options, async (target) => {
          const table = await nightTable(target, options.table);
          const nights = chooseNights(table, from, to);
          const dates = { from: nights[0].exportDate, to: nights[1].exportDate };
          const answer = await target.query(driftQuery({ raw: table.raw, ...dates }), { signal });
          const attributes = (await smallAnswer(answer)).map((row) => attributeDrift(row, nights));
          print(
            options.json === true
              ? JSON.stringify(
                  { table: table.name, ...dates, isOfTwoTables: areOfTwoTables(...nights), attributes },
                  undefined,
                  2,
                )
              : driftText(`${table.name}: ${dates.from} -> ${dates.to}`, attributes, options.all === true),
          );
          noteTwoTables(...nights);
          note(answerStatistics(answer.statistics()));
          if (options.exitCode === true && attributes.some(({ drift }) => drift !== 'both')) process.exitCode = 1;
        }),
      ),
    );
}

/** @throws NoSuchNightError; Error where there are no two nights */
function chooseNights(
  { name, nights }: NightTable,
  from: string | undefined,
  to: string | undefined,
): [PublishedNight, PublishedNight] {
  const later = to === undefined ? nights.at(-1) : nightOf(to, name, nights);
  const earlier = from === undefined ? nights.at(-2) : nightOf(from, name, nights);
  if (later && earlier) return [earlier, later];
  const there = later ? `there is only that of ${later.exportDate}` : 'there is none';
  throw new Error(
    `Drift is between two verified nights of ${name}, and ${there}; "query attribute_inventory" shows the attributes of one`,
  );
}

function attributeDrift(
  [attribute = '', type = '', before = '0', after = '0', example = '']: readonly (string | undefined)[],
  nights: readonly [PublishedNight, PublishedNight],
): AttributeDrift {
  const items = [Number(before), Number(after)] as const;
  return {
    attribute,
    type,
    drift: items[0] === 0 ? 'new' : items[1] === 0 ? 'gone' : 'both',
    items,
    percent: [percent(items[0], nights[0]), percent(items[1], nights[1])],
    example,
  };
}

function percent(items: number, { itemCount }: PublishedNight): number {
  return itemCount > 0 ? Math.round((items / itemCount) * 10_000) / 100 : 0;
}

function driftText(title: string, attributes: readonly AttributeDrift[], all: boolean): string {
  const shown = all ? attributes : attributes.filter(({ drift }) => drift !== 'both');
  const both = attributes.filter(({ drift }) => drift === 'both').length;
  const rest =
    all || both === 0
      ? ''
      : `\n\n${amount(both, 'attribute and type is', 'attributes and types are')} in both nights; --all shows them`;
  if (shown.length === 0) return `${title}\n\nNo attribute and no type came or went${rest}`;
  const column = (name: string, type = 'varchar') => ({ name, type });
  const number = (name: string) => column(name, 'bigint');
  const table = resultTable(
    [
      column('drift'),
      column('attribute'),
      column('type'),
      number('before'),
      number('%'),
      number('after'),
      number('%'),
      column('such as'),
    ],
    shown.map(({ drift, attribute, type, items, percent: shares, example }) => [
      drift === 'both' ? '' : drift,
      attribute,
      type,
      count(items[0]),
      shares[0].toFixed(2),
      count(items[1]),
      shares[1].toFixed(2),
      example,
    ]),
  );
  return `${title}\n\n${table}${rest}`;
}
