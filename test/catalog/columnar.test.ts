import { columnarStorage, PARQUET_SERDE, tableInputs } from '../../lib/catalog';
import { parseConfig, resources } from '../../lib/config';

function inputs(context: Record<string, unknown>) {
  const config = parseConfig(context);
  const [table] = config.tables;
  if (!table) throw new Error('no table');
  return { table, inputs: tableInputs(table, resources(config, table)) };
}

describe('the Glue tables of columnar nights', () => {
  const { table, inputs: columnar } = inputs({ columnar: true });
  const { inputs: lines } = inputs({});

  it('are those of other nights, and one of the Parquet that is being verified', () => {
    const namesOf = (tables: typeof lines) => tables.map(({ Name }) => Name).sort();
    expect(namesOf(columnar)).toEqual([...namesOf(lines), 'sushiorderdata_unloaded'].sort());
  });

  it('are Parquet where nights are published, and lines where they come in', () => {
    const serdes = Object.fromEntries(
      columnar.map(({ Name = '', StorageDescriptor }) => [Name, StorageDescriptor?.SerdeInfo?.SerializationLibrary]),
    );
    const lines = 'org.openx.data.jsonserde.JsonSerDe';
    expect(serdes).toMatchObject({
      sushiorderdata_raw: PARQUET_SERDE,
      sushiorderdata_latest: PARQUET_SERDE,
      sushiorderdata_unloaded: PARQUET_SERDE,
      sushiorderdata_staged: lines,
      sushiorderdata_files: lines,
    });
  });

  it('are joined by one of the changes where nights are made of these', () => {
    const { inputs: changing } = inputs({
      tables: [{ name: 'SushiOrderData', partitionKey: { name: 'id' }, incremental: {} }],
    });
    const [changes, ...more] = changing.filter(({ Name }) => !columnar.some((other) => other.Name === Name));
    expect(more).toEqual([]);
    expect(changes).toMatchObject({
      Name: 'sushiorderdata_changes',
      PartitionKeys: [{ Name: 'export_date' }, { Name: 'export_id' }],
      StorageDescriptor: {
        Columns: ['metadata', 'keys', 'oldimage', 'newimage'].map((Name) => ({
          Name,
          Type: 'map<string,map<string,string>>',
        })),
        SerdeInfo: {
          Parameters: {
            'case.insensitive': 'FALSE',
            'ignore.malformed.json': 'TRUE',
            'mapping.metadata': 'Metadata',
            'mapping.keys': 'Keys',
            'mapping.oldimage': 'OldImage',
            'mapping.newimage': 'NewImage',
          },
        },
      },
    });
  });

  it('begin with the item, as a map that is read as it is from lines', () => {
    expect(columnarStorage(table, 's3://b/f/').Columns?.[0]).toMatchObject({
      Name: 'item',
      Type: 'map<string,map<string,string>>',
    });
  });

  it('are asked for by one table, or by the system for all that say nothing else', () => {
    const tables = [
      { name: 'A', partitionKey: { name: 'id' } },
      { name: 'B', partitionKey: { name: 'id' }, columnar: false },
      { name: 'C', partitionKey: { name: 'id' }, columnar: true },
    ];
    const columnarOf = (columnar?: boolean) =>
      parseConfig({ tables, ...(columnar !== undefined && { columnar }) }).tables.map((table) => table.columnar);
    expect(columnarOf()).toEqual([false, false, true]);
    expect(columnarOf(true)).toEqual([true, false, true]);
  });
});
