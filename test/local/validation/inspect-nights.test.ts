import { gzipSync } from 'node:zlib';
import { QueryExecutions } from '../../../lib/local/athena/query-executions';
import { inspectNights } from '../../../lib/local/validation';
import { DATA_FILE, localAthena, NAMES, VALIDATION } from '../athena/local-athena';

const NOW = new Date('2026-01-30T19:12:00Z');

describe('a validation', () => {
  const athena = localAthena();
  const validate = () => {
    const { engine, catalog, store } = athena;
    const inspect = inspectNights(catalog, store);
    return new QueryExecutions({ engine, catalog, store, inspect }).run(VALIDATION, NAMES.database, NOW);
  };

  it('of a night that is as DynamoDB wrote it has no rows', async () => {
    await athena.stage('good');
    expect(await validate()).toMatchObject({ state: 'SUCCEEDED', result: { rows: [] } });
  });

  it('fails where a file cannot be read to its end, as on Athena', async () => {
    await athena.stage('file-with-a-flipped-bit');
    expect(await validate()).toEqual({
      state: 'FAILED',
      reason: `HIVE_CANNOT_OPEN_SPLIT: s3://${NAMES.bucket}/${DATA_FILE}: incorrect data check`,
    });
  });

  it('fails where every count is right, and a checksum is not', async () => {
    await athena.stage('file-with-a-changed-value');
    expect(await validate()).toMatchObject({
      state: 'FAILED',
      reason: expect.stringContaining(`MD5_MISMATCH: ${DATA_FILE}: file_changed, md5`) as string,
    });
  });

  it('says what it found itself rather than that a checksum is wrong', async () => {
    await athena.stage('good');
    await athena.store.put(NAMES.bucket, DATA_FILE, gzipSync('{"Item":{}}\n'));
    const outcome = await validate();
    if (outcome.state === 'FAILED') throw new Error(outcome.reason);
    expect(outcome.result.rows.map(([check]) => check)).toEqual(['file_lines', 'item_count', 'key_attributes']);
  });
});
