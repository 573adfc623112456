import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../../lib/config';
import { INSPECTION_CHECKS } from '../../lib/export';
import { IMPORT_ERRORS } from '../../lib/local/s3/import-error';
import { WORKFLOW_CHECKS } from '../../lib/night';
import { checks } from '../../lib/sql';
import { definition, ERRORS } from '../../lib/workflow';

const RUNBOOK = readFileSync(join(__dirname, '../../docs/runbook.md'), 'utf8');

/** The rows of the table with this header: the names in backquotes of the first two cells, and whether the others say something. */
function rows(header: RegExp): { readonly first: string[]; readonly second: string[]; readonly cells: string[] }[] {
  const lines = RUNBOOK.split('\n');
  const start = lines.findIndex((line) => header.test(line)) + 2;
  const end = lines.findIndex((line, index) => index >= start && !line.startsWith('|'));
  return lines.slice(start, end).map((line) => {
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const names = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
    return { first: names(cells[0]), second: names(cells[1]), cells };
  });
}

interface Task {
  readonly Type: string;
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[] }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[] }[];
  readonly ItemProcessor?: { readonly States: Readonly<Record<string, Task>> };
}

/** The errors by which each Task state of the definition can end an execution, as far as the definition names them. */
function findUncaught(): Record<string, string[]> {
  const config = parseConfig({ retentionDays: 30, columnar: true });
  const [table] = config.tables;
  if (!table) throw new Error('a configuration has a table');
  const check = {
    name: 'c',
    title: 't',
    description: 'd',
    table: undefined,
    severity: 'warn' as const,
    sql: 'SELECT 1',
  };
  const { States } = definition(config, table, 'arn:aws:dynamodb:eu-central-1:123456789012:table/t', [check]);
  const states = Object.entries(States as Record<string, Task>);
  const inMaps = states.flatMap(([, { ItemProcessor }]) => Object.entries(ItemProcessor?.States ?? {}));
  const tasks = [...states, ...inMaps].filter(([, { Type }]) => Type === 'Task');
  const names = (list: Task['Retry']) => (list ?? []).flatMap(({ ErrorEquals }) => ErrorEquals);
  return Object.fromEntries(
    tasks.map(([state, { Retry, Catch }]) => {
      const caught = names(Catch);
      return [state, names(Retry).filter((name) => !caught.includes(name) && !caught.includes('States.TaskFailed'))];
    }),
  );
}

describe('the runbook', () => {
  const verdicts = rows(/^\| error +\| what happened/);
  const broken = rows(/^\| states +\| errors that end them/);

  it('has every verdict once, and no other', () => {
    expect(verdicts.flatMap(({ first }) => first).sort()).toEqual(Object.keys(ERRORS).sort());
  });

  it('says of every verdict what happened, what to look at and what to do', () => {
    for (const { cells } of verdicts) {
      expect(cells).toHaveLength(4);
      for (const cell of cells) expect(cell.length).toBeGreaterThan(10);
    }
  });

  it('has every state that calls AWS once, with the errors that are left uncaught there', () => {
    const listed = broken.flatMap(({ first, cells, second }) =>
      first.map((state) => [state, cells[1]?.startsWith('none') ? [] : [...second].sort()] as const),
    );
    const expected = Object.entries(findUncaught()).map(([state, errors]) => [state, [...errors].sort()] as const);
    expect(listed.map(([state]) => state).sort()).toEqual(expected.map(([state]) => state).sort());
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(expected));
  });
});

it('has a row for each check of a validation', () => {
  const [table] = parseConfig({}).tables;
  if (!table) throw new Error('a configuration has a table');
  const names = [
    ...checks({ ...table, checkDuplicateKeys: true }).map(({ name }) => name),
    ...Object.values(WORKFLOW_CHECKS),
  ];
  const described = rows(/^\| check /).flatMap(({ first }) => first);
  expect(new Set(described)).toEqual(new Set(names.map((name) => name.replace(/^type_of_.*/, 'type_of_COLUMN'))));
});

it('has a row for all that keeps a download from being taken', () => {
  const refused = rows(/^\| refused with /);
  expect(refused.flatMap(({ first }) => first).sort()).toEqual([...IMPORT_ERRORS].sort());
  for (const { cells } of refused) for (const cell of cells.slice(1)) expect(cell.length).toBeGreaterThan(10);
});

it('has a row for all that verify finds', () => {
  const found = rows(/^\| found by `verify` /);
  expect(found.flatMap(({ first }) => first).sort()).toEqual([...INSPECTION_CHECKS].sort());
});
