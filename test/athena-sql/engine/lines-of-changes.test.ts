import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { allTextRows, type TableSource } from '../../../lib/athena-sql/engine';
import { mapsOfLine } from '../../../lib/athena-sql/engine/tables/openx-line';
import { temporaryEngine } from './temporary-engine';

/*
 * Lines of several maps, as incremental exports have them: each is read as the function reads it that was compared with
 * Trino line by line, and the usual ones, which lack an image, are read without it.
 */

jest.mock('../../../lib/athena-sql/engine/tables/openx-line', () => {
  const actual = jest.requireActual<{ mapsOfLine: typeof mapsOfLine }>(
    '../../../lib/athena-sql/engine/tables/openx-line',
  );
  return { ...actual, mapsOfLine: jest.fn(actual.mapsOfLine) };
});

const read = jest.mocked(mapsOfLine);

const NAMES = ['Metadata', 'Keys', 'OldImage', 'NewImage'];
const BEGIN = '{"Metadata":{"WriteTimestampMicros":{"N":"1769886000000000"}},"Keys":{"id":{"S":"a"}}';
const IMAGE = '{"id":{"S":"a"},"nested":{"M":{"b":{"L":[{"S":"\\"é\\u00e9\\ud83c\\udf63"}]}}},"none":{"NULL":true}}';

/** Lines that DynamoDB writes. */
const USUAL: Readonly<Record<string, string>> = {
  'an update': `${BEGIN},"OldImage":${IMAGE},"NewImage":${IMAGE}}`,
  'an insert': `${BEGIN},"NewImage":${IMAGE}}`,
  'a deletion': `${BEGIN},"OldImage":${IMAGE}}`,
  'a record without any image': `${BEGIN}}`,
};

/** Lines that it does not write. */
const ODD: Readonly<Record<string, string>> = {
  'an image twice': `${BEGIN},"NewImage":{"id":{"S":"a"}},"NewImage":{"id":{"S":"b"}}}`,
  'an attribute twice': `${BEGIN},"NewImage":{"id":{"S":"a"},"id":{"S":"b"}}}`,
  'an attribute of two types': `${BEGIN},"NewImage":{"id":{"S":"a","N":"1"}}}`,
  'a number without quotes': `${BEGIN},"NewImage":{"id":{"N": 12345678901234567890123}}}`,
  'an attribute that is null': `${BEGIN},"NewImage":{"id":null}}`,
  'another order': `{"NewImage":${IMAGE},"Keys":{"id":{"S":"a"}},"Metadata":{}}`,
  'what is no JSON': '{"Metadata":{"a',
  'a comma too many': `${BEGIN},"NewImage":{"id":{"S":"a"},}}`,
  'control characters before the object': `\u0001\t \u001f${BEGIN},"NewImage":${IMAGE}}`,
  'a list': `[{},{"id":{"S":"a"}}]`,
};

/** Lines that hold no value at all. */
const EMPTY: Readonly<Record<string, string>> = {
  'an empty line': '',
  'a line of spaces': ' \t ',
  'a word': 'null',
};

/** Lines with what only one reader knows, and both read alike. */
const BETWEEN: Readonly<Record<string, string>> = {
  'a key that no column has': `${BEGIN},"Sequence":{"id":{"S":"a"}},"NewImage":${IMAGE}}`,
  'an image that is null': `${BEGIN},"OldImage":null,"NewImage":${IMAGE}}`,
  'an image without attributes': `${BEGIN},"NewImage":{}}`,
};

const own = temporaryEngine('lines-of-changes');

async function maps(lines: readonly string[]): Promise<unknown[]> {
  const path = join(own.root, `${lines.length}-${lines.join().length}.json.gz`);
  writeFileSync(path, gzipSync(lines.map((line) => `${line}\n`).join('')));
  const source: TableSource = {
    kind: 'maps',
    columns: NAMES.map((jsonName) => ({ name: jsonName.toLowerCase(), jsonName })),
    partitionKeys: ['d'],
    partitions: [{ values: ['1'], files: [path] }],
    ignoreMalformed: true,
  };
  const list = NAMES.map((name) => `json_format(CAST(${name} AS json))`).join(', ');
  const result = await own.engine.query(`SELECT ${list} FROM t`, {
    catalog: { find: () => source, names: () => ['t'] },
    database: 'db',
  });
  return (await allTextRows(result)).map((texts) => texts.map((text) => JSON.parse(text ?? 'null') as unknown));
}

/** What the line's maps are to the function, a nested value as the text that it stands as. */
function expected(line: string): unknown[] {
  const text = mapsOfLine(line, NAMES, true);
  const found = JSON.parse(text ?? '{}') as Record<string, Record<string, Record<string, unknown>> | null>;
  const valueOf = (value: unknown) => (typeof value === 'string' || value === null ? value : JSON.stringify(value));
  const typed = (attribute: Record<string, unknown> | null) =>
    attribute && Object.fromEntries(Object.entries(attribute).map(([kind, value]) => [kind, valueOf(value)]));
  return NAMES.map((name) => {
    const map = found[name];
    return map ? Object.fromEntries(Object.entries(map).map(([key, attribute]) => [key, typed(attribute)])) : null;
  });
}

describe('a table of changes', () => {
  it.each(Object.entries({ ...USUAL, ...ODD, ...EMPTY, ...BETWEEN }))('reads %s as Trino does', async (_, line) => {
    expect(await maps([line])).toEqual([expected(line)]);
  });

  it('reads each line by itself, whatever the others are', async () => {
    const lines = Object.values({ ...USUAL, ...ODD, ...EMPTY, ...BETWEEN });
    expect(await maps(lines)).toEqual(lines.map(expected));
  });

  it('reads lines that lack an image, or all, without the function that reads any line, which takes many times as long', async () => {
    read.mockClear();
    await maps([...Object.values(USUAL), ...Object.values(BETWEEN)]);
    expect(read).not.toHaveBeenCalled();
    await maps(Object.values(EMPTY));
    expect(read).not.toHaveBeenCalled();
    await maps(Object.values(ODD));
    expect(read).toHaveBeenCalled();
  });
});
