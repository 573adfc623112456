import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { athenaText, type TableResolver, type TableSource } from '../../../lib/athena-sql/engine';
import { AWKWARD, type Attributes } from '../awkward-attributes';
import { temporaryEngine } from './temporary-engine';

/*
 * A statement that needs a few attributes of its items reads no more of them; behind a subquery that gives the item on, the
 * same statement reads items whole. Both must answer the same, whatever lies in the lines.
 */

const own = temporaryEngine('parts');

const GOOD = '{"Item":{"a":{"S":"last"},"b":{"N":"1"}}}';

/** Lines, by what is odd about them. */
const LINES: Readonly<Record<string, string>> = {
  'nothing odd': '{"Item":{"a":{"S":"x"},"b":{"N":"2"}}}',
  'an empty item': '{"Item":{}}',
  'an item that is null': '{"Item":null}',
  'no item': '{"Other":{"a":{"S":"x"}}}',
  'an item that is a text': '{"Item":"x"}',
  'an item that is a list': '{"Item":[{"a":{"S":"x"}}]}',
  'the item under a key in another case': '{"item":{"a":{"S":"x"}}}',
  'two items': '{"Item":{"a":{"S":"1"}},"Item":{"a":{"S":"2"}}}',
  'an object and then a text as the item': '{"Item":{"a":{"S":"1"}},"Item":"x"}',
  'an item behind another key': '{"Keys":{"a":{"S":"k"}},"Item":{"a":{"S":"1"}}}',
  'the attribute in another case alone': '{"Item":{"A":{"S":"X"}}}',
  'the attribute in both cases': '{"Item":{"A":{"S":"X"},"a":{"S":"x"}}}',
  'the attribute twice': '{"Item":{"a":{"S":"1"},"a":{"S":"2"}}}',
  'another attribute twice': '{"Item":{"z":{"S":"1"},"z":{"S":"2"},"a":{"S":"x"}}}',
  'an attribute that is null': '{"Item":{"a":null}}',
  'an attribute that is a text': '{"Item":{"a":"x"}}',
  'an attribute that is a list': '{"Item":{"a":[1]}}',
  'an attribute without a value': '{"Item":{"a":{}}}',
  'a value that is null': '{"Item":{"a":{"S":null}}}',
  'a value under a descriptor in another case': '{"Item":{"a":{"s":"x"}}}',
  'a value under no descriptor of DynamoDB': '{"Item":{"a":{"Q":"x"}}}',
  'two descriptors': '{"Item":{"a":{"S":"1","N":"2"}}}',
  'one descriptor twice': '{"Item":{"a":{"S":"1","S":"2"}}}',
  'a number that is no text': '{"Item":{"a":{"N":12.50e1}}}',
  '38 digits': '{"Item":{"a":{"N":"12345678901234567890123456789012345678"}}}',
  '38 digits that are no text': '{"Item":{"a":{"N":12345678901234567890123456789012345678}}}',
  'a truth and a NULL': '{"Item":{"a":{"BOOL":true},"b":{"NULL":true}}}',
  'a nested map': '{"Item":{"a":{"M":{"x":{"S":"</b>\\u2028 \\u00e9"},"d":{"N":"1"},"d":{"N":"2"}}}}}',
  'a nested list': '{ "Item" : { "a" : { "L" : [ { "N" : "1" } , { "S" : "x  y" } , null , 1.0 ] } } }',
  sets: '{"Item":{"a":{"SS":["x","</y>"]},"b":{"NS":["1","2.50"]}}}',
  'a map where a text should be': '{"Item":{"a":{"S":{"x":"\\u0001"}}}}',
  'escaped keys': '{"\\u0049tem":{"\\u0061":{"\\u0053":"x"}}}',
  'U+2028, U+0085 and an emoji': '{"Item":{"a":{"S":"p\u2028q\u0085r🍣"}}}',
  'an escaped emoji': '{"Item":{"a":{"S":"\\ud83c\\udf63"}}}',
  'half an emoji': '{"Item":{"a":{"S":"\\ud83c"}}}',
  'an escaped NUL': '{"Item":{"a":{"S":"x\\u0000y"}}}',
  'spaces around': '  {"Item":{"a":{"S":"x"}}}  ',
  'a carriage return': '{"Item":{"a":{"S":"x"}}}\r',
  'a comma too many': '{"Item":{"a":{"S":"x"},}}',
  'not a number': '{"Item":{"a":{"N":NaN}}}',
  'a list': '[1]',
  'a number': '12',
  'a text': '"x"',
  null: 'null',
  'half an object': '{"Item":{"a":',
  'two objects': '{"Item":{"a":{"S":"1"}}}{"Item":{"a":{"S":"2"}}}',
  'words behind an object': '{"Item":{"a":{"S":"1"}}} // x',
  words: 'no JSON',
};

/** What DynamoDB never writes and DuckDB's fast reader passes over; the others are the same however they are read. */
const PASSED_OVER: readonly string[] = [
  'the attribute twice',
  'one descriptor twice',
  'a number that is no text',
  'a comma too many',
];

let count = 0;
function fileOf(...lines: string[]): string {
  const path = join(own.bucket, `${++count}.json.gz`);
  writeFileSync(path, gzipSync(lines.map((line) => `${line}\n`).join('')));
  return path;
}

const items = (path: string, ignoreMalformed: boolean): TableSource => ({
  kind: 'items',
  partitionKeys: ['d'],
  partitions: [{ values: ['1'], files: [path] }],
  ignoreMalformed,
});

const VIEW = {
  kind: 'view',
  sql: "SELECT element_at(element_at(item, 'a'), 'S') AS a, TRY_CAST(element_at(element_at(item, 'b'), 'N') AS decimal(38,0)) AS b FROM t",
} as const satisfies TableSource;

/** The rows, or the failure. */
async function outcome(sql: string, source: TableSource, intactFiles: readonly string[] = []): Promise<unknown> {
  const catalog: TableResolver = {
    find: (_, table) => ({ t: source, v: VIEW })[table],
    names: () => ['t', 'v'],
  };
  try {
    const { columns, rows } = await own.engine.query(sql, { catalog, database: 'db', intactFiles });
    const texts: unknown[] = [];
    for await (const batch of rows)
      texts.push(...batch.map((row) => row.map((value, i) => columns[i] && athenaText(value, columns[i].type))));
    return texts;
  } catch (error) {
    return String(error);
  }
}

const descriptors = ['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M'];
const QUERIES: Readonly<Record<string, string>> = {
  'all of an attribute': `SELECT item IS NULL, ${descriptors.map((d) => `element_at(element_at(item, 'a'), '${d}')`).join(', ')}, TRY(item['a']['S']), element_at(item, 'a') IS NOT NULL, element_at(item, 'b'), json_format(CAST(element_at(item, 'a') AS json)) FROM t`,
  'an attribute that must be there': "SELECT item['a']['S'] FROM t",
  counts: "SELECT count(*), count(item), count(element_at(item, 'a')), count_if(item IS NULL) FROM t",
};
const whole = (sql: string): string => sql.replace(' FROM t', ' FROM (SELECT * FROM t) AS t');

describe.each(Object.entries(LINES).filter(([name]) => !PASSED_OVER.includes(name)))('a line with %s', (_, line) => {
  const path = fileOf(line, GOOD);
  const alone = Object.values(QUERIES).slice(0, 2);

  it('is the same from parts of items as from whole ones', async () => {
    const source = items(path, false);
    for (const sql of alone) expect(await outcome(sql, source)).toEqual(await outcome(whole(sql), source));
  });

  it('is the same from files said to be intact as where every line is looked at', async () => {
    const source = items(path, true);
    for (const sql of alone) expect(await outcome(sql, source, [path])).toEqual(await outcome(whole(sql), source));
  });
});

describe('lines of all kinds in one file', () => {
  it.each(Object.entries(QUERIES))('are the same from parts of items as from whole ones: %s', async (_, sql) => {
    const path = fileOf(...Object.values(LINES), GOOD, '', ...Object.values(LINES).reverse());
    expect(await outcome(sql, items(path, true))).toEqual(await outcome(whole(sql), items(path, true)));
  });
});

describe('an attribute as JSON', () => {
  const ODD = [
    ...['an attribute that is null', 'an attribute without a value', 'a value that is null', 'two descriptors'],
    ...['a value under a descriptor in another case', 'a value under no descriptor of DynamoDB', 'a nested map'],
    ...['38 digits that are no text', 'a nested list', 'sets', 'a map where a text should be', 'half an emoji'],
    ...['U+2028, U+0085 and an emoji', 'an escaped emoji', 'an escaped NUL', 'one descriptor twice'],
  ];
  const objectOf = <T>(members: Readonly<Record<string, T>>, textOf: (member: T, name: string) => string): string => {
    const texts = Object.entries(members).map(([name, member]) => `${JSON.stringify(name)}:${textOf(member, name)}`);
    return `{${texts.join(',')}}`;
  };
  const lineOf = (attributes: Attributes): string =>
    `{"Item":${objectOf(attributes, (typed) => (typed === null ? 'null' : objectOf(typed, valueOf)))}}`;
  const valueOf = (text: string | null, kind: string): string =>
    ['S', 'N', 'B'].includes(kind) ? JSON.stringify(text) : String(text);

  it('is what its parts give', async () => {
    const lines = [...ODD.map((what) => LINES[what] ?? ''), ...Object.values(AWKWARD).map(lineOf)];
    const source = items(fileOf(...lines), true);
    const names = ['a', 'b', 's', 'm', 'l', 'ss', 'ns', 'bs', '𝕊', '\uffee'];
    const list = (whole: (attribute: string) => string) =>
      names.map((name) => `json_format(CAST(${whole(`element_at(item, '${name}')`)} AS json))`).join(', ');
    const inParts = await outcome(`SELECT ${list((a) => `transform_values(${a}, (k, v) -> v)`)} FROM t`, source);
    const direct = await outcome(`SELECT ${list((a) => a)} FROM t`, source);
    expect(inParts).toHaveLength(lines.length);
    expect(direct).toEqual(inParts);
  });
});

describe('a line without anything', () => {
  it.each(['', '   '])('is an item that is NULL where lines that are no JSON are passed over: "%s"', async (line) => {
    const source = items(fileOf(line, GOOD), true);
    const sql = 'SELECT count(*), count(item) FROM t';
    expect(await outcome(sql, source)).toEqual([['2', '1']]);
    expect(await outcome(whole(sql), source)).toEqual([['2', '1']]);
  });
});

describe('an attribute that is not read', () => {
  it('does not fail a statement by what it is', async () => {
    const path = fileOf('{"Item":{"z":"no object","a":{"S":"x"}}}');
    const sql = "SELECT element_at(element_at(item, 'a'), 'S') FROM t";
    expect(await outcome(sql, items(path, false))).toEqual([['x']]);
    expect(await outcome(whole(sql), items(path, false))).toMatch(/can not be coerced to a MAP/);
  });
});

describe('attributes whose names differ in case alone', () => {
  it('are told apart', async () => {
    const path = fileOf('{"Item":{"orderId":{"S":"1"},"orderid":{"S":"2"}}}', '{"Item":{"ORDERID":{"S":"3"}}}');
    const name = (attribute: string) => `element_at(element_at(item, '${attribute}'), 'S')`;
    const rows = [
      ['1', '2'],
      [undefined, undefined],
    ];
    for (const ignore of [true, false]) {
      const source = items(path, ignore);
      expect(await outcome(`SELECT ${name('orderId')}, ${name('orderid')} FROM t`, source)).toEqual(rows);
      expect(await outcome(`SELECT ${name('orderId')} FROM t`, source)).toEqual([['1'], [undefined]]);
      expect(await outcome(`SELECT ${name('orderid')} FROM t`, source)).toEqual([['2'], [undefined]]);
    }
  });
});

describe('names that mean something to DuckDB', () => {
  it.each(["it's", 'a "b"', 'a.b', 'a b', '寿司', '🍣', 'struct', '-', 'MAP(', '\\', "'||'"])(
    'are names: %s',
    async (name) => {
      const path = fileOf(JSON.stringify({ Item: { [name]: { S: 'x' }, '-': { S: 'x' } } }));
      const sql = `SELECT element_at(element_at(item, '${name.replaceAll("'", "''")}'), 'S') FROM t`;
      expect(await outcome(sql, items(path, false))).toEqual([['x']]);
      expect(await outcome(sql, items(path, true))).toEqual([['x']]);
    },
  );
});

describe('a typed view', () => {
  it('gives the same when it reads parts, joined with itself, or with what is not there', async () => {
    const path = fileOf(
      ...Object.values(LINES).filter(
        (line) => /^\{"Item":\{"[ab]":\{"(S|N)":"/.test(line) && !line.endsWith(',"Item":"x"}'),
      ),
      GOOD,
    );
    const source = items(path, true);
    const joined = `SELECT x.a, y.b, y.a IS NULL FROM v x FULL JOIN v y ON x.a = y.a AND y.b = 1 ORDER BY 1, 2, 3`;
    const joinedWhole = joined.replaceAll(' v ', ` (${whole(VIEW.sql)}) `);
    const rows = await outcome(joined, source);
    expect(rows).toEqual(await outcome(joinedWhole, source));
    expect(rows).toContainEqual(['last', '1', 'false']);
  });
});
