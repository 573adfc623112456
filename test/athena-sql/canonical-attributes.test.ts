import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { AthenaError, canonicalAttributes, translate } from '../../lib/athena-sql/dialect';
import { Engine } from '../../lib/athena-sql/engine';
import { answer } from './answers';
import { AWKWARD, BROKEN, SAME, sqlOf, type Attributes } from './awkward-attributes';

const RECORDED = join(__dirname, '../fixtures/trino-answers/canonical-attributes.json');

const ITEM = 'map(varchar, map(varchar, varchar))';

/** The expression, answered by one function. */
const known = canonicalAttributes('item');

/** The same, of names that make it no known expression: the laptop answers each part of it. */
const inParts = known.replaceAll('typed', 'typed_');

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open({ root: absoluteFolder('/') });
});
afterAll(() => engine.close());

const select = (sql: string, item: string): string => `SELECT ${sql} FROM (SELECT CAST(${item} AS ${ITEM}) AS item)`;

const ask = async (sql: string, item: string): Promise<unknown> =>
  (
    await answer(engine, select(sql, item)).then(
      ([row]) => row,
      (error: unknown) => [error instanceof AthenaError ? error.code : error],
    )
  )?.[0];

const canonical = (attributes: Attributes): Promise<unknown> => ask(known, sqlOf(attributes));

describe('the canonical text of attributes', () => {
  it('is one function on the laptop, where all of it stands there', () => {
    const options = { catalog: { find: () => undefined, names: () => [] }, database: 'none', now: new Date(0) };
    const calls = (sql: string) =>
      translate(select(sql, sqlOf({})), options).sql.match(/t_canonical_attributes/g) ?? [];
    expect([calls(known).length, calls(inParts).length]).toEqual([1, 0]);
  });

  it.each(Object.entries(AWKWARD))('is what its parts give: %s', async (_, attributes) => {
    const expected = await ask(inParts, sqlOf(attributes));
    expect(typeof expected).toBe('string');
    expect(await canonical(attributes)).toBe(expected);
  });

  it('is what its parts give, of attributes of any kind', async () => {
    const random = repeatable(11);
    const items = Array.from({ length: 120 }, () => anyAttributes(random));
    const rows = items.map((item) => `(${sqlOf(item)})`).join(', ');
    const from = `FROM (SELECT CAST(i AS ${ITEM}) AS item FROM (VALUES ${rows}) AS v (i))`;
    const answers = await answer(engine, `SELECT ${known}, ${inParts} ${from}`);
    for (const [index, [one, other]] of answers.entries())
      expect({ item: items[index], one }).toEqual({ item: items[index], one: other });
    expect(new Set(answers.map(([one]) => one)).size).toBeGreaterThan(100);
  });

  it('is what Trino was asked for, see trino-answers.test.ts', () => {
    const recorded = JSON.parse(readFileSync(RECORDED, 'utf8')) as readonly { readonly sql: string }[];
    const all = [...Object.values(AWKWARD), ...BROKEN.map(([, attributes]) => attributes)];
    expect(recorded.map(({ sql }) => sql)).toEqual(all.map((one) => `SELECT ${canonicalAttributes(sqlOf(one))}`));
  });

  it.each(SAME)('is one of what is one: %s, %s', async (one, other) => {
    expect(await canonical(AWKWARD[one] ?? {})).toBe(await canonical(AWKWARD[other] ?? {}));
  });

  it('tells apart what differs', async () => {
    const texts = new Set<unknown>();
    for (const attributes of Object.values(AWKWARD)) texts.add(await canonical(attributes));
    expect(texts.size).toBe(Object.keys(AWKWARD).length - SAME.length);
  });

  it.each(BROKEN)('fails as its parts do (%s): %j', async (code, attributes) => {
    expect([await canonical(attributes), await ask(inParts, sqlOf(attributes))]).toEqual([code, code]);
  });

  it('is NULL where there are none', async () => {
    expect([await ask(known, 'NULL'), await ask(inParts, 'NULL')]).toEqual([null, null]);
  });
});

/** Attributes that a table may have and some that it may not. */
function anyAttributes(random: () => number): Attributes {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const text = () => Array.from({ length: Math.floor(random() * 4) }, () => pick([...TEXTS])).join('');
  const texts = () => Array.from({ length: 1 + Math.floor(random() * 3) }, text);
  const makeNested = (depth: number): unknown => {
    const kind = pick(['S', 'N', 'BOOL', 'NULL', 'SS', 'NS', ...(depth > 0 ? ['M', 'L', 'M', 'L'] : []), 'bare']);
    if (kind === 'M') return { M: Object.fromEntries(texts().map((name) => [name, makeNested(depth - 1)])) };
    if (kind === 'L') return { L: texts().map(() => makeNested(depth - 1)) };
    if (kind === 'SS' || kind === 'NS') return { [kind]: texts() };
    if (kind === 'bare') return pick([1.5, 0, 1e21, null, 'SS', { SS: 'a' }, ['b', 'a'], { b: 1, a: [] }]);
    return { [kind]: kind === 'BOOL' || kind === 'NULL' ? random() < 0.5 : text() };
  };
  return Object.fromEntries(
    texts().map((name, index) => {
      const value = makeNested(3);
      const [[kind, content] = ['S']] = typeof value === 'object' && value !== null ? Object.entries(value) : [];
      const isJson = ['M', 'L', 'SS', 'NS'].includes(kind) && typeof content === 'object';
      return [`${name}${index}`, { [isJson ? kind : 'S']: isJson ? JSON.stringify(content) : String(content) }];
    }),
  );
}

const TEXTS = [
  'a',
  'b',
  'B',
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  'SS',
  ':',
  '🍣',
  '\uffee',
  '鯛',
  '\u0001',
  '\n',
  '</',
  '0',
  '10',
  ' ',
];

function repeatable(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}
