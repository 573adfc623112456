import { parseConfig } from '../../lib/config';
import { columns } from '../../lib/sql';

const columnsOf = (attributes: unknown[]) => {
  const [table] = parseConfig({ tables: [{ name: 'T', partitionKey: { name: 'id' }, attributes }] }).tables;
  return table ? columns(table) : [];
};

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

  it.each([
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
  ])('have the type %s in both vocabularies', (type, trinoType, hiveType) => {
    expect(columnsOf([{ name: 'a', type }]).at(-1)).toMatchObject({ trinoType, hiveType });
  });

  it('read a quotation mark in a name as part of the name', () => {
    expect(columnsOf([{ name: "chef's", type: 'string' }]).at(-1)?.sql).toContain("element_at(item, 'chef''s')");
  });
});
