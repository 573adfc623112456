import { tableInputs, viewSql } from '../../lib/catalog';
import { parseConfig, resources, type Table } from '../../lib/config';

const config = parseConfig({
  tables: [
    {
      name: 'Shop',
      partitionKey: { name: 'pk' },
      attributes: [{ name: 'createdAt', type: 'timestamp' }],
      entities: [
        {
          name: 'user',
          where: [
            { attribute: 'pk', prefix: 'USER#' },
            { attribute: "it's", equals: "O'Brien" },
          ],
          attributes: [{ name: 'score', type: 'decimal(5,1)' }],
        },
      ],
    },
  ],
});
const [table] = config.tables as [Table];
const inputs = tableInputs(table, resources(config, table));
const view = (name: string) => inputs.find(({ Name }) => Name === name);
const sqlOf = (name: string) => viewSql(view(name)?.ViewOriginalText);

describe('the Glue views of an entity', () => {
  it('come behind those of the table, which are as they would be without it', () => {
    const without = tableInputs({ ...table, entities: [] }, resources(config, table));
    expect(inputs.slice(0, without.length)).toEqual(without);
    expect(inputs.slice(without.length).map(({ Name, TableType }) => [Name, TableType])).toEqual([
      ['shop_user_history', 'VIRTUAL_VIEW'],
      ['shop_user', 'VIRTUAL_VIEW'],
    ]);
  });

  it.each(['shop_user', 'shop_user_history'])('have the columns of key, table and entity, and the date: %s', (name) => {
    expect(view(name)?.StorageDescriptor?.Columns).toEqual([
      { Name: 'pk', Type: 'string' },
      { Name: 'created_at', Type: 'timestamp' },
      { Name: 'score', Type: 'decimal(5,1)' },
      { Name: 'export_date', Type: 'string' },
    ]);
  });

  it('have the items that fulfil all of its conditions, the newest night by its literal slot', () => {
    const conditions =
      "starts_with(element_at(element_at(item, 'pk'), 'S'), 'USER#') AND element_at(element_at(item, 'it''s'), 'S') = 'O''Brien'";
    expect(sqlOf('shop_user_history')?.endsWith(`\nWHERE ${conditions}`)).toBe(true);
    expect(sqlOf('shop_user')?.endsWith(`\nWHERE slot = 'newest' AND ${conditions}`)).toBe(true);
  });
});
