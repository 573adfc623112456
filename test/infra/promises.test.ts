import { readFileSync } from 'node:fs';
import { comparePromises, PROMISES_FILE, readPromises, type Promises } from './promises';

const given = JSON.parse(readFileSync(PROMISES_FILE, 'utf8')) as Promises;

const WRITE = 'npx tsx test/infra/write-promises.ts';

it('keeps what CHANGELOG.md promises of a minor version: logical ids, names, columns, the form of descriptions', () => {
  const { broken, added } = comparePromises(given, readPromises());
  // What a developer reads whose change made this fail.
  const told = [
    ...(broken.length > 0
      ? [
          'A stack that is deployed already would replace or lose what follows. Undo it: keep the id of the construct, the name, the order of columns.',
          `Where it is meant, the next version is a major one: say under "Unreleased" in CHANGELOG.md what changes, and in docs/deploy.md how a deployed system is moved; then ${WRITE}`,
        ]
      : []),
    ...(added.length > 0 ? [`What follows is new, which a minor version may have: ${WRITE}`] : []),
  ];
  expect([...told, ...broken, ...added]).toEqual([]);
});

describe('promises that are compared', () => {
  const view = { Type: 'AWS::Glue::Table', Table: 'orders', Columns: ['id string', 'total double'] };

  it.each([
    ['another logical id', { B: view }, ['A (AWS::Glue::Table) is gone, or has another logical id']],
    ['another name', { A: { ...view, Table: 'order' } }, ['A: Table was "orders", is "order"']],
    [
      'a column before others',
      { A: { ...view, Columns: ['x string', ...view.Columns] } },
      [expect.stringMatching(/^A: Columns was/) as unknown],
    ],
    [
      'a column less',
      { A: { ...view, Columns: ['id string'] } },
      [expect.stringMatching(/^A: Columns was/) as unknown],
    ],
  ])('%s breaks one', (_, now, broken) => {
    expect(comparePromises({ A: view }, now)).toEqual({ broken, added: [] });
  });

  it('a column at the end and a new resource keep them, and are told', () => {
    const now = { A: { ...view, Columns: [...view.Columns, 'x string'] }, B: view };
    expect(comparePromises({ A: view }, now)).toEqual({
      broken: [],
      added: ['A: more columns or names', 'B (AWS::Glue::Table)'],
    });
  });
});
