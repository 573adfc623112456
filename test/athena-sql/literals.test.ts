import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineMap, type EngineValue, type TableResolver, type TableSource } from '../../lib/athena-sql/engine';
import { temporaryEngine } from './engine/temporary-engine';

/*
 * What a statement means must not depend on what its literals happen to say. Each statement is asked with two plain literals,
 * and with texts that look like the SQL that the translation generates: the answers must be the same but for the literals.
 */

/** Statements about two literals, A and B, and what stands for them in names: "A" and "B". */
const STATEMENTS = [
  `SELECT concat(x, 'A'), concat(x, 'B'), count(*) FROM (VALUES 'p', 'q') t(x) GROUP BY concat(x, 'A'), concat(x, 'B')`,
  `SELECT transform(a, e -> concat(e, 'A')), transform(a, e -> concat(e, 'B')), count(*) FROM (VALUES ARRAY['p']) t(a)
   GROUP BY transform(a, e -> concat(e, 'A')), transform(a, e -> concat(e, 'B'))`,
  `SELECT p, q, count(*) FROM (SELECT x = 'A', x = 'B' FROM (VALUES 'A', 'B', 'B') t(x)) t(p, q) GROUP BY GROUPING SETS ((p), (q)) ORDER BY 1, 2`,
  `SELECT p, q, grouping(p, q) FROM (SELECT concat(x, 'A'), concat(x, 'B') FROM (VALUES 'p') t(x)) t(p, q) GROUP BY GROUPING SETS ((p), (q)) ORDER BY 3`,
  `SELECT DISTINCT concat(x, 'A'), concat(x, 'B') FROM (VALUES 'p', 'q') t(x) ORDER BY concat(x, 'B') DESC`,
  `SELECT DISTINCT transform(a, v -> concat(v, 'A')) FROM (VALUES ARRAY['p'], ARRAY['q']) t(a) ORDER BY transform(a, w -> concat(w, 'A'))`,
  `SELECT count(*) FILTER (WHERE x = 'A'), array_agg(concat(x, 'A')) FILTER (WHERE x = 'B'), max('A') FROM (VALUES 'A', 'B') t(x)`,
  `SELECT TRY(CAST(concat('A', 'B') AS bigint)), TRY(concat('A', CAST(1 / (length('A') - length('A')) AS varchar)))`,
  `SELECT transform_values(map(ARRAY['A'], ARRAY['B']), (k, v) -> concat(k, 'A', v, 'B'))`,
  `SELECT transform_keys(map(ARRAY['A'], ARRAY['B']), (k, v) -> concat(k, 'A', v, 'B'))`,
  `SELECT map_filter(map(ARRAY['A', 'B'], ARRAY['B', 'A']), (k, v) -> k = 'A' AND v = 'B')`,
  `SELECT zip_with(ARRAY['A'], ARRAY['B'], (a, b) -> concat(a, 'B', b, 'A'))`,
  `SELECT reduce(ARRAY['A', 'B'], 'A', (s, e) -> concat(s, e, 'B'), s -> concat('A', s))`,
  `SELECT l.x, r.y FROM (VALUES 'A', 'B') l(x) JOIN ((SELECT 'A' AS y) q CROSS JOIN (SELECT 'B' AS z) p) AS r ON l.x = r.y`,
  `SELECT l.x, r.y FROM (VALUES 'A', 'B') l(x) LEFT JOIN (SELECT 'A' AS y WHERE 'B' = 'B') r ON l.x = r.y ORDER BY r.y`,
  `SELECT l.x, r.y FROM (VALUES 'A') l(x) CROSS JOIN LATERAL (SELECT concat(l.x, 'B') AS y) r`,
  `SELECT 'A' <> 'B', ARRAY['A'] <> ARRAY['B'], map(ARRAY['A'], ARRAY[1]) <> map(ARRAY['A'], ARRAY[NULL]), 'A' IN ('B', 'A')`,
  `SELECT "A", "B", count(*) FROM (SELECT 'A' AS "A", 'B' AS "B") t GROUP BY "A", "B" ORDER BY "B", "A"`,
  `SELECT rank() OVER (PARTITION BY x = 'A' ORDER BY concat(x, 'B')) FROM (VALUES 'A', 'B') t(x)`,
  `SELECT CASE x WHEN 'A' THEN 'B' ELSE 'A' END, nullif(x, 'B'), coalesce(NULL, 'A') FROM (VALUES 'A', 'B') t(x)`,
  `SELECT item['A']['S'], item['B']['S'] FROM items`,
  `SELECT element_at(item, 'A')['S'], count(*) FROM items WHERE item['B']['S'] = 'B' GROUP BY element_at(item, 'A')['S']`,
  `SELECT cardinality(item), 'A', item['B']['S'] FROM items`,
];

const PLAIN = ['one', 'two'] as const;

/** Texts that generated SQL has, or that a replacement of texts would trip over. */
const AWKWARD = [
  ['v1', 'v2'],
  ['v7', 'v8'],
  ['lambda v1: v1', 'lambda v2: v2'],
  ['$.v1', '$.v2'],
  ['$&', '$1'],
  ["$'", '$`'],
  ['(SELECT 1)', '(SELECT 2)'],
  [' JOIN ', 'LATERAL '],
  ['(CASE WHEN', ' END)'],
  ['r1."whole item"', 'r2."whole item"'],
  ['r1.item', 'r1'],
  ['k1', 'a1'],
  ['g1.k1', 'g2.k1'],
  ["it''s", '"'],
  ['_col0', '_col1'],
  ['\uFEFFx', 'x'],
] as const;

const own = temporaryEngine('literals');

type Names = readonly [string, string];

/** What a statement answers, in one line a row; the literals as A and B. */
async function answerOf(statement: string, [a, b]: Names): Promise<string> {
  const withNames = (text: string, quote: string): string =>
    text
      .replaceAll(`${quote}A${quote}`, () => quote + a.replaceAll(quote, quote + quote) + quote)
      .replaceAll(`${quote}B${quote}`, () => quote + b.replaceAll(quote, quote + quote) + quote);
  const sql = withNames(withNames(statement, "'"), '"');
  const { rows } = await own.engine.query(sql, { catalog: catalogOf([a, b]), database: 'db' });
  const lines: string[] = [];
  for await (const batch of rows) for (const row of batch) lines.push(row.map((v) => textOf(v, [a, b])).join(' | '));
  // without ORDER BY, rows come as they do
  return (statement.includes('ORDER BY') ? lines : lines.sort()).join('\n');
}

function catalogOf([a, b]: Names): TableResolver {
  const file = join(own.bucket, 'items.json');
  writeFileSync(file, `${JSON.stringify({ Item: { [a]: { S: a }, [b]: { S: b }, other: { S: 'x' } } })}\n`);
  const items: TableSource = {
    kind: 'items',
    partitionKeys: [],
    partitions: [{ values: [], files: [file] }],
    ignoreMalformed: false,
  };
  return { find: (_, table) => (table === 'items' ? items : undefined), names: () => ['items'] };
}

function textOf(value: EngineValue, names: Names): string {
  if (value instanceof EngineMap)
    return `{${value.entries.map(([k, v]) => `${textOf(k, names)}=${textOf(v, names)}`).join(', ')}}`;
  if (Array.isArray(value)) return `[${value.map((v: EngineValue) => textOf(v, names)).join(', ')}]`;
  return typeof value === 'string' ? nameAll(value, names) : `${value as number | bigint | boolean | null}`;
}

/** A text with the literals called A and B. None of the statements makes one out of parts of both. */
function nameAll(text: string, [a, b]: Names): string {
  const [longer, shorter] = a.length >= b.length ? [a, b] : [b, a];
  const name = (literal: string): string => (literal === a ? 'A' : 'B');
  return text
    .split(longer)
    .map((part) => part.replaceAll(shorter, () => name(shorter)))
    .join(name(longer));
}

describe.each(STATEMENTS)('%s', (statement) => {
  it.each(AWKWARD)('means the same of %j and %j', async (a, b) => {
    expect(await answerOf(statement, [a, b])).toBe(await answerOf(statement, PLAIN));
  });
});
