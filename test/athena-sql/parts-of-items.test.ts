import { translate, type Catalog, type Type } from '../../lib/athena-sql/dialect';

const VARCHAR: Type = { kind: 'varchar' };
const ITEM: Type = { kind: 'map', key: VARCHAR, value: { kind: 'map', key: VARCHAR, value: VARCHAR } };

const catalog: Catalog = {
  find: (_, table) =>
    table === 'v'
      ? {
          kind: 'view',
          sql: "SELECT element_at(element_at(item, 'a'), 'S') AS a, element_at(element_at(item, 'b'), 'N') AS b FROM t",
          database: 'db',
        }
      : {
          kind: 'table',
          columns: [{ name: 'item', type: ITEM, openX: true }],
          partitions: [
            { constants: new Map(), sql: () => 'WHOLE', sqlOf: (attributes) => `PARTS[${attributes.join()}]` },
          ],
        },
  names: () => ['t', 'v'],
};

/** What the scans of a statement read, in their order. */
function scans(sql: string, wholeItems = false): string[] {
  return translate(sql, { catalog, database: 'db', wholeItems }).sql.match(/WHOLE|PARTS\[[^\]]*\]/g) ?? [];
}

const S = (attribute: string): string => `element_at(element_at(item, '${attribute}'), 'S')`;

describe('a scan reads the attributes that are', () => {
  it.each([
    ['taken out', `SELECT ${S('a')}, ${S('b')} FROM t`, ['PARTS[a,b]']],
    ['taken out by a subscript', "SELECT item['a']['S'] FROM t", ['PARTS[a]']],
    ['asked for', "SELECT 1 FROM t WHERE element_at(item, 'a') IS NOT NULL", ['PARTS[a]']],
    ['written as JSON', "SELECT json_format(CAST(element_at(item, 'a') AS json)) FROM t", ['PARTS[a]']],
    [
      'unnested',
      `SELECT k FROM (SELECT element_at(item, 'a') AS a FROM t) CROSS JOIN UNNEST(a) AS u (k, x)`,
      ['PARTS[a]'],
    ],
    ['named by a view', 'SELECT a FROM v', ['PARTS[a,b]']],
    ['named by a query of WITH', `WITH w AS (SELECT ${S('a')} AS a FROM t) SELECT a FROM w`, ['PARTS[a]']],
    ['group keys', `SELECT ${S('a')}, count(item) FROM t GROUP BY ${S('a')}`, ['PARTS[a]']],
    [
      'read by it, not by another scan',
      `SELECT ${S('a').replace('item', 'x.item')}, ${S('b').replace('item', 'y.item')} FROM t x CROSS JOIN t y`,
      ['PARTS[a]', 'PARTS[b]'],
    ],
    ['taken out, whatever the texts of the statement say', `SELECT 'r1."whole item"', ${S('a')} FROM t`, ['PARTS[a]']],
    ['none', 'SELECT count(*), count(item), count_if(item IS NULL) FROM t', ['PARTS[]']],
  ])('%s', (_, sql, read) => {
    expect(scans(sql)).toEqual(read);
  });
});

describe('a scan reads whole items', () => {
  it.each([
    ['that are given back', 'SELECT item FROM t'],
    ['of SELECT *', 'SELECT * FROM t'],
    ['of TABLE', 'TABLE t'],
    ['that are unnested', 'SELECT k FROM t CROSS JOIN UNNEST(item) AS u (k, x)'],
    ['whose attributes are counted', 'SELECT cardinality(item) FROM t'],
    ['whose attribute is computed', "SELECT element_at(item, 'a' || 'b') FROM t"],
    ['that are compared', 'SELECT 1 FROM t x JOIN t y ON x.item = y.item'],
    ['that are group keys', 'SELECT count(*) FROM t GROUP BY item'],
    ['that are told apart', 'SELECT count(DISTINCT item) FROM t'],
    ['of which two names differ in case alone', `SELECT ${S('orderId')}, ${S('orderid')} FROM t`],
  ])('%s', (_, sql) => {
    const read = scans(sql);
    expect(new Set(read)).toEqual(new Set(['WHOLE']));
  });

  it('where it is told to', () => {
    expect(scans('SELECT a FROM v', true)).toEqual(['WHOLE']);
  });

  it('beside a scan that does not', () => {
    expect(scans(`SELECT ${S('a').replace('item', 'x.item')}, y.item FROM t x CROSS JOIN t y`)).toEqual([
      'PARTS[a]',
      'WHOLE',
    ]);
  });
});
