import { Catalog } from '../../infra/parts/catalog';
import { tableInputs } from '../../lib/catalog';
import { inStack } from './in-stack';
import { oneTable } from './one-table';

interface TableInput {
  readonly Name: string;
  readonly PartitionKeys?: readonly { readonly Name: string; readonly Type: string }[];
  readonly StorageDescriptor: {
    readonly Columns: readonly { readonly Name: string; readonly Type: string }[];
    readonly Location: string;
    readonly SerdeInfo: object;
  };
}

const { table, names } = oneTable();
const { all } = inStack((stack) => {
  new Catalog(stack, 'Catalog', {
    catalogId: stack.account,
    databaseName: 'nights',
    tables: tableInputs(table, names),
  });
});
const glueTables = all('AWS::Glue::Table');
const inputs = new Map(
  glueTables.map(({ Properties }) => Properties.TableInput as TableInput).map((input) => [input.Name, input]),
);

describe('the Glue tables of a source table', () => {
  it('are four, and two views', () => {
    expect([...inputs.keys()].sort()).toEqual([
      'orders',
      'orders_files',
      'orders_history',
      'orders_latest',
      'orders_raw',
      'orders_staged',
    ]);
  });

  it('are in the database of the system', () => {
    for (const { Properties } of glueTables) expect(Properties).toMatchObject({ DatabaseName: 'nights' });
  });

  it.each([
    ['orders_raw', ['export_date']],
    ['orders_staged', ['export_id']],
    ['orders_files', ['export_date', 'export_id']],
    ['orders_latest', ['slot']],
  ])('%s has the partition keys %j', (name, keys) => {
    expect(inputs.get(name)?.PartitionKeys).toEqual(keys.map((key) => ({ Name: key, Type: 'string' })));
  });

  it.each(['orders_raw', 'orders_staged', 'orders_latest'])(
    '%s has one column, which holds every attribute under its type',
    (name) => {
      expect(inputs.get(name)?.StorageDescriptor.Columns).toEqual([
        expect.objectContaining({ Name: 'item', Type: 'map<string,map<string,string>>' }),
      ]);
    },
  );

  it.each(['orders_raw', 'orders_latest'])(
    '%s reads names as they are written, and fails on a line that is none',
    (name) => {
      expect(inputs.get(name)?.StorageDescriptor.SerdeInfo).toEqual({
        SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
        Parameters: { 'case.insensitive': 'FALSE', 'mapping.item': 'Item' },
      });
    },
  );

  it('orders_staged also reads lines that are no JSON, as rows that a validation counts', () => {
    expect(inputs.get('orders_staged')?.StorageDescriptor.SerdeInfo).toMatchObject({
      Parameters: { 'case.insensitive': 'FALSE', 'mapping.item': 'Item', 'ignore.malformed.json': 'TRUE' },
    });
  });

  it("orders_files reads the manifests' names, which have capitals, into columns, which have none", () => {
    const { Columns, SerdeInfo } = inputs.get('orders_files')?.StorageDescriptor ?? {};
    expect(Columns?.map(({ Name, Type }) => [Name, Type])).toEqual([
      ['itemcount', 'bigint'],
      ['md5checksum', 'string'],
      ['etag', 'string'],
      ['datafiles3key', 'string'],
    ]);
    expect(SerdeInfo).toMatchObject({
      Parameters: {
        'case.insensitive': 'FALSE',
        'mapping.itemcount': 'itemCount',
        'mapping.md5checksum': 'md5Checksum',
        'mapping.datafiles3key': 'dataFileS3Key',
      },
    });
  });

  it('lie where no object ever is, since every partition brings its own location', () => {
    for (const name of ['raw', 'staged', 'files', 'latest'])
      expect(inputs.get(`orders_${name}`)?.StorageDescriptor.Location).toBe(
        `s3://example-dynamodb-export-dev-000000000000-ap-northeast-1/tables/orders_${name}/`,
      );
  });
});
