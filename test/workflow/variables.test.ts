import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../../lib/config';
import { definition } from '../../lib/workflow';
import { PRICE_CHECK } from './price-check';
import { findVariables, listStateNames, type Uses } from './variables';

const FILE = 'lib/workflow/definition.ts';

/** A table whose nights are made of changes. */
const OF_CHANGES = { name: 'Orders', partitionKey: { name: 'id' }, incremental: {} };

/** Every kind of definition; the last one has all states that there are. */
const definitions = [
  {},
  { retentionDays: 30 },
  { columnar: true },
  { columnar: true, retentionDays: 30 },
  { tables: [OF_CHANGES] },
  { tables: [OF_CHANGES], retentionDays: 30 },
].flatMap((context) => {
  const config = parseConfig(context);
  const [table] = config.tables;
  if (!table) throw new Error('no table');
  const tableArn = 'arn:aws:dynamodb:eu-central-1:123456789012:table/Orders';
  return [[], [PRICE_CHECK]].map((checks) => definition(config, table, tableArn, checks));
});

const VARIABLES = findVariables(definitions);

/** Breaks a line of words at 120 characters, as the file's comments are. */
function wrap(line: string, indent: string): string {
  const lines = [''];
  for (const word of line.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last && ` * ${last} ${word}`.length > 120) lines.push(`${indent}  ${word}`);
    else lines[lines.length - 1] = last ? `${last} ${word}` : `${indent}${word}`;
  }
  return lines.map((text) => ` * ${text}`).join('\n');
}

/** The variables of the definitions as the comment must show them, with what it says that each holds. */
function describeVariables(meanings: ReadonlyMap<string, string>): string {
  const order = [...listStateNames(definitions.at(-1) ?? { States: {} }), 'every failure'];
  const join = (states: ReadonlySet<string>) => order.filter((name) => states.has(name)).join(', ');
  const firstWriter = ([, { writers }]: [string, Uses]) => order.findIndex((name) => writers.has(name));
  return [...VARIABLES]
    .sort((one, other) => firstWriter(one) - firstWriter(other))
    .map(([name, { writers, readers }]) =>
      [
        wrap(`${name}: ${meanings.get(name) ?? 'what it holds'}`, ''),
        wrap(`written by ${join(writers)}`, '  '),
        wrap(`read by ${join(readers)}`, '  '),
      ].join('\n'),
    )
    .join('\n');
}

it(`the variables of the workflow are listed at the top of ${FILE}, as the states use them`, () => {
  const source = readFileSync(join(__dirname, '../..', FILE), 'utf8');
  const listed = /^ \* Variables:\n \*\n([\s\S]*?)\n \*\//m.exec(source)?.[1] ?? '';
  const entries = listed.replaceAll(/\n \* {3,}(?!written by|read by)(?=\S)/g, ' ');
  const meanings = new Map(
    [...entries.matchAll(/^ \* (\w+): (.*)$/gm)].map(([, name = '', meaning = '']) => [name, meaning]),
  );
  expect(listed).toBe(describeVariables(meanings));
});

it('no variable is written that no state reads', () => {
  const unread = [...VARIABLES].filter(([, { readers }]) => readers.size === 0);
  expect(unread).toEqual([]);
});
