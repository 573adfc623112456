import { Catalog } from '../../infra/parts/catalog';
import { tableInputs } from '../../lib/catalog';
import { hiveType, parseAthenaType, SCALARS, trinoType } from '../../lib/config/athena-type';
import { translate, typeText, type ColumnShape, type TableShape, type Type } from '../../lib/athena-sql/dialect';
import { inStack } from './in-stack';
import { oneTable } from './one-table';

/** Every type that a column can have, as Trino and as Hive name it: test/sql/columns.test.ts has the words. */
const TYPES = [...SCALARS, ...['string', 'bigint', 'decimal(p,s)', 'double', 'boolean'].map((type) => `array<${type}>`)]
  .map((type) => type.replace('p,s', '38,2'))
  .map((name): readonly [type: string, trino: string, hive: string] => {
    const type = parseAthenaType(name);
    if (type === undefined) throw new Error(name);
    return [name, trinoType(type), hiveType(type)];
  });

interface TableInput {
  readonly Name: string;
  readonly ViewOriginalText: string;
  readonly StorageDescriptor: { readonly Columns: readonly { readonly Name: string; readonly Type: string }[] };
}

interface PrestoView {
  readonly originalSql: string;
  readonly catalog: string;
  readonly schema: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

const { table, names } = oneTable({
  partitionKey: { name: 'tableid' },
  sortKey: { name: 'number', type: 'N' },
  attributes: [
    ...TYPES.map(([type], index) => ({ name: `a${index}`, type, column: `c${index}` })),
    { name: 'detail', path: ['chef', 'name'], type: 'string' },
  ],
});
const { all } = inStack((stack) => {
  new Catalog(stack, 'Catalog', {
    catalogId: stack.account,
    databaseName: names.database,
    tables: tableInputs(table, names),
  });
});

const COLUMNS = [
  ['tableid', 'varchar', 'string'],
  ['number', 'decimal(38,0)', 'decimal(38,0)'],
  ...TYPES.map(([, trino, hive], index) => [`c${index}`, trino, hive]),
  ['detail_chef_name', 'varchar', 'string'],
  ['export_date', 'varchar', 'string'],
];

describe.each(['orders', 'orders_history'])('the view %s', (name) => {
  const input = all('AWS::Glue::Table')
    .map(({ Properties }) => Properties.TableInput as TableInput)
    .find(({ Name }) => Name === name);
  if (input === undefined) throw new Error(`no view ${name}`);
  const view = decode(input.ViewOriginalText);

  it('has all by which Athena and Trino know a view of theirs', () => {
    expect(input).toMatchObject({
      TableType: 'VIRTUAL_VIEW',
      Description: 'Presto View',
      Owner: 'export-to-athena',
      Parameters: { presto_view: 'true', comment: 'Presto View' },
      ViewExpandedText: '/* Presto View */',
      StorageDescriptor: { Location: '', SerdeInfo: {} },
    });
  });

  it("looks in Athena's own catalog and in the database of the system", () => {
    expect(view).toMatchObject({ catalog: 'awsdatacatalog', schema: 'example_dynamodb_export_dev' });
  });

  it('has a column for each key and each declared attribute, and the date of the night, in Trino and in Hive', () => {
    expect(view.columns.map(({ name, type }) => [name, type])).toEqual(COLUMNS.map(([name, trino]) => [name, trino]));
    expect(input.StorageDescriptor.Columns.map(({ Name, Type }) => [Name, Type])).toEqual(
      COLUMNS.map(([name, , hive]) => [name, hive]),
    );
  });

  it("has exactly the columns and types that its SQL gives: another one's would make it stale", () => {
    const { columns } = translate(view.originalSql, {
      catalog: { find: shape, names: () => [] },
      database: names.database,
    });
    expect(view.columns).toEqual(columns.map(({ name, type }) => ({ name, type: typeText(type) })));
  });
});

describe('the view of the newest night', () => {
  it('reads a literal slot, so one night is read for certain, and history reads what is verified', () => {
    const sql = (name: string) =>
      all('AWS::Glue::Table')
        .map(({ Properties }) => Properties.TableInput as TableInput)
        .filter(({ Name }) => Name === name)
        .map(({ ViewOriginalText }) => decode(ViewOriginalText).originalSql)
        .join();
    expect(sql('orders')).toMatch(/FROM "example_dynamodb_export_dev"\."orders_latest"\n.*WHERE slot = 'newest'$/s);
    expect(sql('orders_history')).toMatch(/FROM "example_dynamodb_export_dev"\."orders_raw"$/);
  });
});

function decode(text: string): PrestoView {
  const [, base64 = ''] = /^\/\* Presto View: ([A-Za-z0-9+/]+=*) \*\/$/.exec(text) ?? [];
  return JSON.parse(Buffer.from(base64, 'base64').toString()) as PrestoView;
}

/** The tables below the views, as the dialect's own analysis of types knows them. */
function shape(_: string, name: string): TableShape | undefined {
  const text: Type = { kind: 'varchar' };
  const item: ColumnShape = {
    name: 'item',
    type: { kind: 'map', key: text, value: { kind: 'map', key: text, value: text } },
    openX: true,
  };
  const partitionKey = (name: string): ColumnShape => ({ name, type: text, partitionKey: true });
  const columns: Record<string, ColumnShape[]> = {
    [names.raw]: [item, partitionKey('export_date')],
    [names.latest]: [item, partitionKey('slot'), { name: '$path', type: text, hidden: true }],
    [`${names.files}$partitions`]: [partitionKey('export_date'), partitionKey('export_id')],
  };
  return columns[name] && { kind: 'table', columns: columns[name], partitions: [] };
}
