import { inferNight, type InferredNight } from '../../../lib/cli/inference/infer-night';
import { parseConfig, nameSharedResources } from '../../../lib/config';
import { proposalReasons } from '../../../lib/infer';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { LocalTarget } from '../../../lib/local/target';
import { order, publishNights, type PublishedNights } from '../../target/published-nights';

let published: PublishedNights;
let target: LocalTarget;

beforeAll(async () => {
  published = await publishNights({
    '2026-11-19': [order('01', 0), order('02', 0, { price: { N: '120.5' } })],
    '2026-11-20': [order('01', 0), order('02', 0, { price: { S: '時価' } }), order('03', 1)],
  });
  target = LocalTarget.open(absoluteFolder(published.folder), nameSharedResources(published.config).database);
});

afterAll(async () => {
  await target.close();
  published.remove();
});

const infer = (night: Partial<InferredNight> = {}, config = published.config) =>
  inferNight(target, config, { keys: {}, ...night }, new AbortController().signal);

/** A configuration that has other tables. */
const elsewhere = parseConfig({ tables: [{ name: 'Other', partitionKey: { name: 'id' } }] });

describe('the proposal of a published night', () => {
  it('is that of the newest one, with its items alone', async () => {
    const { night, proposal, statistics } = await infer();
    expect([night.exportDate, proposal.items]).toEqual(['2026-11-20', 3]);
    expect(proposal.table.attributes).toContainEqual({ name: 'price', type: 'string' });
    expect(statistics.dataScannedInBytes).toBeGreaterThan(0);
  });

  it('is that of the given date', async () => {
    const { night, proposal } = await infer({ date: '2026-11-19' });
    expect([night.exportDate, proposal.items]).toEqual(['2026-11-19', 2]);
    expect(proposal.table.attributes).toContainEqual({ name: 'price', type: 'decimal(11,1)' });
  });

  it('has the name and the keys of the configured table, unless others are given', async () => {
    const { proposal } = await infer();
    expect(proposal.table).toMatchObject({
      name: 'SushiOrderData',
      partitionKey: { name: 'tableid', type: 'S' },
      sortKey: { name: 'datetime', type: 'S' },
    });
    expect(proposal.table).not.toHaveProperty('existingTable');
    expect(proposalReasons(proposal)).toContain('Key: tableid (S) and datetime (S): given.\n');
    const { table } = (await infer({ keys: { partitionKey: 'datetime', sortKey: 'tableid' } })).proposal;
    expect([table.partitionKey.name, table.sortKey?.name]).toEqual(['datetime', 'tableid']);
  });

  it('names the DynamoDB table, and the key that its items tell, where the configuration has no such table', async () => {
    const { table } = (await infer({}, elsewhere)).proposal;
    expect(table).toMatchObject({
      name: 'example-sushiorderdata-dev',
      existingTable: 'example-sushiorderdata-dev',
      partitionKey: { name: 'tableid' },
    });
  });

  it('is refused for a date or a table that is not there, with those that are', async () => {
    await expect(infer({ date: '2026-11-01' })).rejects.toThrow(
      'sushiorderdata has no verified night of 2026-11-01. There are 2026-11-19, 2026-11-20.',
    );
    await expect(infer({ table: 'Nowhere' })).rejects.toThrow('there is sushiorderdata');
  });

  it('is refused where there is no night yet', async () => {
    const none = await publishNights({});
    const empty = LocalTarget.open(absoluteFolder(none.folder), nameSharedResources(none.config).database);
    const proposal = inferNight(empty, none.config, { keys: {} }, new AbortController().signal);
    await expect(proposal).rejects.toThrow('sushiorderdata has no verified night yet; give a downloaded export');
    await empty.close();
    none.remove();
  });
});
