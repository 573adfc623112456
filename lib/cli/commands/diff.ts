import { count } from '../../amount';
import type { Command } from 'commander';
import { ConfigError, glueName, type Config } from '../../config';
import { areOfTwoTables } from '../../night';
import { changesQuery } from '../../sql';
import { nightOf } from '../../target';
import { answerStatistics } from '../answers/answer-statistics';
import { interruptible } from '../terminal/interruptible';
import { noteTwoTables } from '../answers/note-two-tables';
import { nightTable } from '../answers/night-table';
import { note, print } from '../terminal/print';
import { resultTable } from '../answers/result-table';
import { smallAnswer } from '../answers/small-answer';
import { askTarget, withTarget, type TargetOptions } from '../options/target-options';

interface DiffOptions extends TargetOptions {
  readonly table?: string;
  readonly key?: string;
  readonly sortKey?: string;
  readonly json?: boolean;
  readonly exitCode?: boolean;
}

/** What changed between two nights. */
interface Difference {
  readonly table: string;
  readonly from: string;
  readonly to: string;
  /** Whether the DynamoDB table was deleted and made anew under its name between the two nights. */
  readonly isOfTwoTables: boolean;
  /** Items of each kind, and the least key of one. */
  readonly items: Readonly<Record<Kind, number>>;
  readonly examples: Readonly<Partial<Record<Kind, string>>>;
  /** Attributes that differ in changed items, the most frequent first. */
  readonly attributes: readonly { readonly attribute: string; readonly items: number; readonly example: string }[];
}

const KINDS = ['added', 'removed', 'changed', 'unchanged'] as const;
type Kind = (typeof KINDS)[number];

/** `diff`: the items of one night against those of another. */
export function diffCommand(command: Command): Command {
  return withTarget(
    command
      .argument('<from>', 'date of the earlier night')
      .argument('<to>', 'date of the later night')
      .option('--table <name>', 'the table; required if there are several')
      .option('--key <name[:type]>', 'partition key of a table that is not configured; type S, N or B')
      .option('--sort-key <name[:type]>', 'its sort key')
      .option('--json', 'one JSON document, for a script')
      .option('--exit-code', 'exit with 1 if an item was added, removed or changed'),
  )
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena diff 2026-11-22 2026-11-23
  export-to-athena diff 2026-11-22 2026-11-23 --json | jq .items.removed
  export-to-athena diff 2026-11-01 2026-11-30 --table SushiOrderData --target aws

Each of the two nights is read once.

Exit code: 0 compared, 1 the query failed or, with --exit-code, there are differences, 2 nothing was compared (for
example, no such night), 130 interrupted.`,
    )
    .action((from: string, to: string, options: DiffOptions) =>
      interruptible((signal) =>
        askTarget(options, async (target, config) => {
          const { name, raw, nights } = await nightTable(target, options.table);
          const [earlier, later] = [nightOf(from, name, nights), nightOf(to, name, nights)];
          const isOfTwoTables = areOfTwoTables(earlier, later);
          const answer = await target.query(changesQuery(keysOf(name, config, options), { raw, from, to }), { signal });
          const difference = differenceOf({ table: name, from, to, isOfTwoTables }, await smallAnswer(answer));
          print(options.json === true ? JSON.stringify(difference, undefined, 2) : differenceText(difference));
          noteTwoTables(earlier, later);
          note(answerStatistics(answer.statistics()));
          const { added, removed, changed } = difference.items;
          if (options.exitCode === true && added + removed + changed > 0) process.exitCode = 1;
        }),
      ),
    );
}

function keysOf(name: string, config: Config, { key, sortKey }: DiffOptions): Parameters<typeof changesQuery>[0] {
  if (key !== undefined)
    return { partitionKey: attribute(key), ...(sortKey !== undefined && { sortKey: attribute(sortKey) }) };
  const configured = config.tables.find((table) => glueName(table.name) === name);
  if (configured) return configured;
  throw new ConfigError([
    `${name} is not among the tables of cdk.json: give its key attributes with --key and --sort-key`,
  ]);
}

function attribute(text: string): { readonly name: string; readonly type: 'S' | 'N' | 'B' } {
  const [, name = text, type = 'S'] = /^(.+?)(?::([SNB]))?$/.exec(text) ?? [];
  return { name, type: type as 'S' | 'N' | 'B' };
}

function differenceOf(
  compared: Pick<Difference, 'table' | 'from' | 'to' | 'isOfTwoTables'>,
  rows: readonly (readonly (string | undefined)[])[],
): Difference {
  const items: Record<Kind, number> = { added: 0, removed: 0, changed: 0, unchanged: 0 };
  const examples: Partial<Record<Kind, string>> = {};
  const attributes: Difference['attributes'][number][] = [];
  for (const [change, name, items_ = '0', example = ''] of rows) {
    if (name !== undefined) attributes.push({ attribute: name, items: Number(items_), example });
    else {
      items[change as Kind] = Number(items_);
      examples[change as Kind] = example;
    }
  }
  return { ...compared, items, examples, attributes: attributes.sort((a, b) => b.items - a.items) };
}

const NUMBER = 'bigint';
const TEXT = 'varchar';

function differenceText({ table, from, to, items, examples, attributes }: Difference): string {
  const kinds = resultTable(
    [
      { name: 'change', type: TEXT },
      { name: 'items', type: NUMBER },
      { name: 'such as', type: TEXT },
    ],
    KINDS.map((kind) => [kind, count(items[kind]), examples[kind]]),
  );
  if (attributes.length === 0) return `${table}: ${from} -> ${to}\n\n${kinds}`;
  const changed = resultTable(
    [
      { name: 'changed attribute', type: TEXT },
      { name: 'items', type: NUMBER },
      { name: 'such as', type: TEXT },
    ],
    attributes.map((one) => [one.attribute, count(one.items), one.example]),
  );
  return `${table}: ${from} -> ${to}\n\n${kinds}\n\n${changed}`;
}
