import { complete, pathAt } from '../../../lib/cli/shell/complete';
import type { KnownNames } from '../../../lib/cli/shell/known-names';

const NAMES: KnownNames = {
  tables: new Map([
    ['orders', ['orderid', 'total', 'select', 'Über']],
    ['orders_history', ['orderid', 'export_date']],
    ['scratch.mine', ['a']],
  ]),
  functions: ['array_agg', 'array_sort', 'count'],
  saved: ['growth_by_night', 'top_growth'],
  nights: ['2026-11-22', '2026-11-21'],
};

/** Candidates where a bar is the cursor; lines before are the text. */
const at = (typed: string) => {
  const [start = '', after = ''] = typed.split('|');
  const lines = start.split('\n');
  const before = lines.pop() ?? '';
  return complete({ text: lines.join('\n'), before, after }, NAMES)[0];
};

describe('a Tab', () => {
  it.each([
    ['sel|', ['select ']],
    ['SE|', ['SELECT ']],
    ['|', expect.arrayContaining(['SELECT', 'SHOW', 'WITH'])],
    ['EXPLAIN sel|', ['select ']],
    ['SELECT * FROM or|', ['orders', 'orders_history']],
    ['SELECT *\nFROM orders_h|', ['orders_history ']],
    ['SELECT * FROM |', ['orders', 'orders_history', 'scratch.mine']],
    ['SELECT * FROM scratch.|', ['scratch.mine ']],
    ['DESCRIBE |', ['orders', 'orders_history', 'scratch.mine']],
    ['SELECT to| FROM orders', ['total ']],
    ['SELECT | FROM orders', ['orderid', 'total', '"select"', '"Über"']],
    ['SELECT "s| FROM orders', ['"select" ']],
    ['SELECT * FROM orders WHERE o|', expect.arrayContaining(['orderid', 'or', 'order'])],
    ['SELECT * FROM orders o JOIN orders_history AS h ON h.e|', ['h.export_date ']],
    ['SELECT orders.t| FROM orders', ['orders.total ']],
    ['SELECT arr|', ['array_agg(', 'array_sort(']],
    ['SELECT ARRAY_A|', ['array_agg(']],
    ['SELECT cou|', ['count(']],
    ['SELECT a FROM b gro|', ['group ']],
    ['\\|', expect.arrayContaining(['\\d', '\\q', '\\watch'])],
    ['\\sa|', ['\\saved ']],
    ['\\d orders_|', ['orders_history ']],
    ['\\saved t|', ['top_growth ']],
    ['\\saved top_growth |', []],
    ['\\night |', ['2026-11-22', '2026-11-21', 'newest']],
    ['\\x a|', ['auto ']],
    ['\\timing on |', []],
    ['\\o a|', []],
    ['\\nope a|', []],
    ["SELECT 'or|", []],
    ['SELECT 1 -- sel|', []],
    ['SELECT nothing.a|', []],
  ])('at %j gives %j', (typed, candidates) => {
    expect(at(typed)).toEqual(candidates);
  });
});

describe('a path', () => {
  it.each([
    ['\\o ./a', './a'],
    [' \\o ', ''],
    ['\\o', undefined],
    ['\\o a b', undefined],
    ['\\d ./a', undefined],
    ['SELECT ./a', undefined],
  ])('behind %j is %j', (before, path) => {
    expect(pathAt(before)).toBe(path);
  });
});
