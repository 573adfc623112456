import { parseConfig } from '../../lib/config';
import { columns } from '../../lib/sql';
import { typeText } from '../../lib/athena-sql/dialect';
import { SCALARS } from '../../lib/config/athena-type';
import { typeOfHive } from '../../lib/local/athena/hive-type';

const columnsOf = (attributes: unknown[]) => {
  const [table] = parseConfig({ tables: [{ name: 'T', partitionKey: { name: 'id' }, attributes }] }).tables;
  return table ? columns(table) : [];
};

/** A declared type, in Trino's words and in Hive's. */
const TYPES = [
  ['string', 'varchar', 'string'],
  ['bigint', 'bigint', 'bigint'],
  ['decimal(12,2)', 'decimal(12,2)', 'decimal(12,2)'],
  ['double', 'double', 'double'],
  ['boolean', 'boolean', 'boolean'],
  ['timestamp', 'timestamp(3)', 'timestamp'],
  ['date', 'date', 'date'],
  ['json', 'varchar', 'string'],
  ['binary', 'varbinary', 'binary'],
  ['array<string>', 'array(varchar)', 'array<string>'],
  ['array<decimal(38,2)>', 'array(decimal(38,2))', 'array<decimal(38,2)>'],
] as const;

describe('columns', () => {
  it('begin with the key, which needs no declaration', () => {
    expect(columnsOf([{ name: 'menu', type: 'string' }]).map(({ name }) => name)).toEqual(['id', 'menu']);
  });

  it('take the declared type of a key attribute that is declared under its own name', () => {
    expect(columnsOf([{ name: 'id', type: 'bigint' }]).map(({ name, trinoType }) => [name, trinoType])).toEqual([
      ['id', 'bigint'],
    ]);
  });

  it('keep two attributes apart whose names differ in case alone', () => {
    expect(
      columnsOf([
        { name: 'orderId', type: 'string' },
        { name: 'orderid', type: 'string' },
      ]).map(({ name }) => name),
    ).toEqual(['id', 'order_id', 'orderid']);
  });

  it.each(TYPES)('have the type %s in both vocabularies', (type, trinoType, hiveType) => {
    expect(columnsOf([{ name: 'a', type }]).at(-1)).toMatchObject({ trinoType, hiveType });
  });

  it('are tried with every type that can be declared', () => {
    const tried = TYPES.map(([type]) => type.replace(/\(.*\)/, '(p,s)'));
    expect(tried).toEqual(expect.arrayContaining([...SCALARS]));
  });

  // a columnar night keeps what the column's SQL gives in a column of Parquet, and the views read that
  it.each(TYPES)('are kept in Parquet as they are: %s', (_, trinoType, hiveType) => {
    expect(typeText(typeOfHive(hiveType))).toBe(trinoType);
  });

  it('read a quotation mark in a name as part of the name', () => {
    expect(columnsOf([{ name: "chef's", type: 'string' }]).at(-1)?.sql).toContain("element_at(item, 'chef''s')");
  });
});
