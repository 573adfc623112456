import { join } from 'node:path';
import { Catalog } from '../../../lib/local/glue';
import { order, publishNights, type PublishedNights } from '../../target/published-nights';
import { PLACES, type Ask } from '../places';

jest.mock('../../../lib/aws/account/clients');

let nights: PublishedNights;

beforeAll(async () => {
  nights = await publishNights({ '2026-11-22': [order('01', 1)], '2026-11-23': [order('01', 1), order('02', 2)] });
});

afterAll(() => {
  nights.remove();
});

describe.each(Object.entries(PLACES))('tables --target %s', (_, at) => {
  let ask: Ask;

  beforeAll(() => {
    ask = at(nights.folder);
  });

  it('lists tables and views with their nights', async () => {
    const { stdout, exitCode } = await ask('tables');
    expect(stdout).toMatch(/^Database example_dynamodb_export_dev \(.+\)\n\n {2}name +kind +partitions +what\n/);
    expect(stdout).toMatch(/\n {2}sushiorderdata +view +tableid, datetime, ordered_at, /);
    expect(stdout).toMatch(/\n {2}sushiorderdata_raw +table +2 \(2026-11-22 \.\. 2026-11-23\) +Verified nights: /);
    expect(stdout).toMatch(/\n {2}sushiorderdata_staged +table +empty +/);
    expect(exitCode).toBe(0);
  });

  it('shows columns and nights of a table', async () => {
    const { stdout } = await ask('tables', 'sushiorderdata_raw');
    expect(stdout).toMatch(/\n {2}item +map<string,map<string,string>>\n {2}export_date +string, partition key\n/);
    expect(stdout).toMatch(/\n {2}2026-11-23 +2 {2}2026-11-23T00:00:00\.000Z {2}s3:\/\/\S+\/data\/\n/);
  });

  it('tells of which time the changes of a night or a window are', async () => {
    const catalog = Catalog.open(join(nights.folder, 'catalog'));
    const { database, raw } = nights.names;
    const setParameters = (ofDate: (date: string) => Record<string, string>) => {
      catalog.changePartitions(database, raw, ({ partitions }) =>
        partitions.map((night) => {
          const { changes_from: _, ...others } = night.Parameters ?? {};
          return { ...night, Parameters: { ...others, ...ofDate(night.Values[0] ?? '') } };
        }),
      );
    };
    setParameters((date): Record<string, string> =>
      date === '2026-11-23' ? { changes_from: '2026-11-22T00:00:00.000Z' } : {},
    );
    try {
      const { stdout } = await ask('tables', 'sushiorderdata_raw');
      expect(stdout).toMatch(/ {2}export_date +items +changes since +exported +location\n/);
      expect(stdout).toMatch(/\n {2}2026-11-22 +1 +2026-11-22T00:00:00\.000Z +s3:/);
      expect(stdout).toMatch(/\n {2}2026-11-23 +2 +2026-11-22T00:00:00\.000Z +2026-11-23T00:00:00\.000Z +s3:/);
    } finally {
      setParameters(() => ({}));
    }
  });

  it('shows the columns of a view', async () => {
    const { stdout } = await ask('tables', 'SushiOrderData');
    expect(stdout).toMatch(/^view sushiorderdata\n\n {2}column +type\n {2}tableid +string\n/);
  });

  it('says where no night was published', async () => {
    const { stdout } = await ask('tables', 'sushiorderdata_staged');
    expect(stdout).toContain('It has no partitions: no night has been published yet.');
  });

  it('says which tables there are where one is not', async () => {
    const { stderr, exitCode } = await ask('tables', 'orders');
    expect(stderr).toMatch(/ has no table orders\. It has sushiorderdata, sushiorderdata_files, /);
    expect(exitCode).toBe(2);
  });

  it('gives a script JSON: all tables, or one with its partitions', async () => {
    const all = JSON.parse((await ask('tables', '--json')).stdout) as {
      tables: { name: string; partitions: number }[];
    };
    expect(all.tables.map(({ name, partitions }) => [name, partitions])).toContainEqual(['sushiorderdata_raw', 2]);
    const one = JSON.parse((await ask('tables', 'sushiorderdata_raw', '--json')).stdout) as {
      partitions: { values: string[]; parameters: Record<string, string> }[];
    };
    expect(one.partitions.map(({ values, parameters }) => [...values, parameters.item_count])).toEqual([
      ['2026-11-22', '1'],
      ['2026-11-23', '2'],
    ]);
  });
});
