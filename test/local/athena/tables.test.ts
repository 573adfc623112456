import { gzipSync } from 'node:zlib';
import { catalogTables, Listings, recordOfFiles } from '../../../lib/local/athena';
import { parseLocation } from '../../../lib/local/athena/listings';
import { Catalog } from '../../../lib/local/glue';
import { addPartition, localAthena, NAMES } from './local-athena';

describe('the tables of a local catalog', () => {
  const athena = localAthena();
  const find = (name: string) => catalogTables(athena.catalog, new Listings(athena.store)).find(NAMES.database, name);

  it('have the objects of their partitions, without those that Athena passes over', async () => {
    for (const name of ['b.json.gz', 'a.json.gz', '_started', '.hidden'])
      await athena.store.put(NAMES.bucket, `night/data/${name}`, '');
    await athena.store.put(NAMES.bucket, 'night/data2/c.json.gz', '');
    addPartition(athena.catalog, 'raw', ['2026-01-31'], 'night/data/');
    const path = (key: string) => athena.store.pathOf(NAMES.bucket, key);
    expect(await find(NAMES.raw)).toEqual({
      kind: 'items',
      ignoreMalformed: false,
      partitionKeys: ['export_date'],
      partitions: [
        {
          values: ['2026-01-31'],
          files: [path('night/data/a.json.gz'), path('night/data/b.json.gz')],
          sizes: [0, 0],
          emptyBytes: 0,
        },
      ],
    });
  });

  it('have no files that hold nothing, but their bytes, which Athena reads', async () => {
    for (const name of ['a', 'b', 'c'])
      await athena.store.put(NAMES.bucket, `sparse/${name}.json.gz`, gzipSync(name === 'b' ? '{"Item":{}}\n' : ''));
    addPartition(athena.catalog, 'raw', ['2026-01-31'], 'sparse/');
    expect(await find(NAMES.raw)).toMatchObject({
      partitions: [{ files: [athena.store.pathOf(NAMES.bucket, 'sparse/b.json.gz')], emptyBytes: 40 }],
    });
  });

  it('have no files where the folder of a partition is gone', async () => {
    addPartition(athena.catalog, 'raw', ['2026-01-31'], 'gone/');
    expect(await find(NAMES.raw)).toMatchObject({ partitions: [{ values: ['2026-01-31'], files: [] }] });
  });

  it('pass over lines that are no items only where nights are not verified yet', async () => {
    expect(await find(NAMES.staged)).toMatchObject({ kind: 'items', ignoreMalformed: true });
    expect(await find(NAMES.latest)).toMatchObject({ kind: 'items', ignoreMalformed: false });
  });

  it("read the manifests' lines by the names that these have in JSON", async () => {
    expect(await find(NAMES.files)).toMatchObject({
      kind: 'jsonLines',
      partitionKeys: ['export_date', 'export_id'],
      columns: [
        { name: 'itemcount', jsonName: 'itemCount', type: { kind: 'bigint' } },
        { name: 'md5checksum', jsonName: 'md5Checksum', type: { kind: 'varchar' } },
        { name: 'etag', jsonName: 'etag', type: { kind: 'varchar' } },
        { name: 'datafiles3key', jsonName: 'dataFileS3Key', type: { kind: 'varchar' } },
      ],
    });
  });

  it('are views where Glue has a view', async () => {
    expect(await find(NAMES.newest)).toMatchObject({
      kind: 'view',
      sql: expect.stringContaining("WHERE slot = 'newest'") as string,
    });
  });

  it('are looked at once where the catalog says that they are the same files', async () => {
    const location = `s3://${NAMES.bucket}/whole/data/`;
    await athena.store.put(NAMES.bucket, 'whole/data/a.json.gz', 'abc');
    const list = jest.spyOn(athena.store, 'list');
    try {
      const listings = new Listings(athena.store);
      const record = await recordOfFiles(location, athena.store);
      const first = await listings.of(location, record);
      const path = athena.store.pathOf(NAMES.bucket, 'whole/data/a.json.gz');
      expect(first).toEqual({ files: [path], sizes: [3], emptyBytes: 0, changed: undefined });
      list.mockClear();
      expect(await listings.of(location, record)).toBe(first);
      expect(list).not.toHaveBeenCalled();
      expect(await listings.of(location, { ...record, md5: 'another' })).toMatchObject({
        changed: expect.stringContaining('was published') as string,
      });
    } finally {
      list.mockRestore();
    }
  });

  it('are those of the database, and no others', async () => {
    const tables = catalogTables(athena.catalog, new Listings(athena.store));
    expect(await tables.find(NAMES.database, 'no_such_table')).toBeUndefined();
    expect(await tables.find('no_such_database', NAMES.raw)).toBeUndefined();
    expect(await tables.names(NAMES.database)).toEqual(athena.catalog.tableNames(NAMES.database));
  });

  it('are refused where a column has a type that no table here has', async () => {
    const catalog = Catalog.inMemory();
    catalog.putTables('db', [{ Name: 't', StorageDescriptor: { Columns: [{ Name: 'a', Type: 'struct<b:int>' }] } }]);
    await expect(catalogTables(catalog, new Listings(athena.store)).find('db', 't')).rejects.toThrow(
      'A Glue column has the type struct<b:int>; use string, tinyint',
    );
  });
});

describe('a location', () => {
  it('is a bucket and a key', () => {
    expect(parseLocation('s3://bucket/a/b c/')).toEqual({ bucket: 'bucket', key: 'a/b c/' });
  });

  it.each(['', 'bucket/a/', 's3://bucket', 'file:///a/'])('is refused as %j', (location) => {
    expect(() => parseLocation(location)).toThrow(`The location ${JSON.stringify(location)} is not of the form`);
  });
});
