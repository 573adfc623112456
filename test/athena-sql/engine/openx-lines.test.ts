import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { allTextRows, type TableSource } from '../../../lib/athena-sql/engine';
import { AthenaError } from '../../../lib/athena-sql/dialect';
import { bytesOf, ITEMS_BETWEEN, LINES_FILE, type LineAnswer, type LineCase } from './openx-lines';
import { temporaryEngine } from './temporary-engine';

/*
 * What Trino's OpenX reader makes of odd lines, recorded, and what the laptop makes of them: in the table of nights that
 * are being verified, and in those of published ones.
 */

const CASES = JSON.parse(readFileSync(LINES_FILE, 'utf8')) as readonly LineCase[];

/** What the laptop answers another way, in every table. No such line becomes a row with another value than in Athena. */
const REFUSED: Readonly<Record<string, LineAnswer | 'refused'>> = {
  'bytes that are no UTF-8': 'refused',
  // DuckDB ends a text at a NUL where it gives it to a function
  'a NUL in a text': { lines: 3, items: [null] },
  // a line more, and none of them an item: the night is refused here and there
  'a line of a CR': { lines: 4, items: [null, null] },
};

/** What DuckDB's fast reader, that of published nights, passes over. What DynamoDB writes has none of it. */
const FAST: Readonly<Record<string, LineAnswer>> = {
  'an empty line': { lines: 2, items: [] },
  'a line of spaces': { lines: 2, items: [] },
  'a line of a CR': { lines: 2, items: [] },
  'a lone CR within an item': { lines: 3, items: ['{"id":{"S":"x"}}'] },
  'a comma too many in the item': { lines: 3, items: ['{"id":{"S":"x"}}'] },
  'a comma too many behind the item': { lines: 3, items: ['{"id":{"S":"x"}}'] },
  'a long number that is no text': { lines: 3, items: ['{"a":{"N":"1.2345678901234567e+19"},"id":{"S":"x"}}'] },
  'a number with an exponent that is no text': { lines: 3, items: ['{"a":{"N":"1E400"},"id":{"S":"x"}}'] },
  'a NUL in a text': { error: 'HIVE_CURSOR_ERROR' },
};

/** A nested value is text, which the laptop gives as it stands. */
const NESTED_TWICE = {
  lines: 3,
  items: ['{"a":{"M":"{\\"b\\":{\\"S\\":\\"1\\"},\\"b\\":{\\"S\\":\\"2\\"}}"},"id":{"S":"x"}}'],
};

const own = temporaryEngine('openx-lines');

async function answer(path: string, ignoreMalformed: boolean, intact: boolean): Promise<LineAnswer | 'refused'> {
  const source: TableSource = {
    kind: 'items',
    partitionKeys: ['d'],
    partitions: [{ values: ['1'], files: [path] }],
    ignoreMalformed,
  };
  const catalog = { find: () => source, names: () => ['t'] };
  const rows = async (sql: string) =>
    allTextRows(await own.engine.query(sql, { catalog, database: 'db', intactFiles: intact ? [path] : [] }));
  try {
    const items = (await rows(ITEMS_BETWEEN('t'))).map(([item]) => item ?? null);
    return { lines: Number((await rows('SELECT count(*) FROM t'))[0]?.[0]), items };
  } catch (error) {
    return error instanceof AthenaError ? { error: error.code } : 'refused';
  }
}

describe.each(CASES.map((line) => [line.name, line] as const))('a file with %s', (name, line) => {
  const path = join(own.root, `${name.replaceAll(/\W/g, '_')}.json.gz`);
  const nested = name === 'a nested attribute twice' ? NESTED_TWICE : undefined;

  beforeAll(() => {
    writeFileSync(path, gzipSync(bytesOf(line)));
  });

  it('is read while it is verified as Trino reads it with ignore.malformed.json', async () => {
    expect(await answer(path, true, false)).toEqual(nested ?? REFUSED[name] ?? line.ignoreMalformed);
  });

  it('is read once it is published as Trino reads it', async () => {
    expect(await answer(path, false, false)).toEqual(nested ?? FAST[name] ?? REFUSED[name] ?? line.strict);
  });

  it('is no more readable while it is verified than once it is published, where its checksum fits', async () => {
    const [verified, published] = [await answer(path, true, true), await answer(path, false, false)];
    const items = typeof verified === 'object' && 'items' in verified ? verified.items : [null];
    if (!items.includes(null)) expect(published).toEqual(verified);
  });
});
