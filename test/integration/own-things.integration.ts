import { GetWorkGroupCommand } from '@aws-sdk/client-athena';
import { paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { stackName } from '../../lib/config';
import type { Finding } from '../../lib/operations';
import { ask } from './athena';
import { ownCliOf } from './cli';
import { awaitEnd, latestExport, night, startNight, type Night } from './execution';
import { exportObjects, exportTable, lines, withLines, type ExportObjects, type Tampering } from './export-objects';
import { requireUntampered } from './faults';
import { forgottenExport } from './forgotten-export';
import { change, nightItems, put } from './items';
import { partitions } from './partitions';
import { recovery } from './recovery';
import { athena, cloudFormation, OWN_CONTEXT, ownConfig, ownTable } from './system';

const orders = ownTable('Orders');
const strict = ownTable('Strict');

/** Items of the table that was there before. */
const MANY = 30_000;

const COUNT = 40;

describe('A table, a bucket and a key that were there before', () => {
  let first: Night;
  let objects: ExportObjects;

  beforeAll(async () => {
    await put(orders, nightItems(1, MANY));
    await recovery(orders, true);
    first = await night(orders, {});
    objects = await exportObjects(orders, first.output?.exportArn ?? '');
  }, 3 * 3_600_000);

  it('are used as they are: the stack makes none of its own', async () => {
    const types: (string | undefined)[] = [];
    for (const table of [undefined, ...ownConfig.tables]) {
      const at = { StackName: stackName(ownConfig, table) };
      for await (const page of paginateListStackResources({ client: cloudFormation }, at))
        types.push(...(page.StackResourceSummaries ?? []).map(({ ResourceType }) => ResourceType));
    }
    expect(types.filter((type) => /^AWS::(S3|KMS)::/.test(type ?? ''))).toEqual([]);
    expect(types.filter((type) => type === 'AWS::DynamoDB::Table')).toHaveLength(1);
  });

  it(`have a verified night of ${MANY} items, waited for with the default times`, async () => {
    expect(OWN_CONTEXT.poll).toBeUndefined();
    expect(first).toMatchObject({ status: 'SUCCEEDED', output: { itemCount: MANY, warnings: [] } });
    expect(first.states).toContain('checkExport');
    const { rows } = await ask(orders, `SELECT night, count(*), count(DISTINCT id) FROM ${orders.newest} GROUP BY 1`);
    expect(rows).toEqual([['1', String(MANY), String(MANY)]]);
  });

  it('have the export encrypted with the key, and the results of queries', async () => {
    expect(JSON.parse((await objects.read(objects.summary)).toString())).toMatchObject({
      s3Bucket: OWN_CONTEXT.existingBucket,
      s3SseAlgorithm: 'KMS',
      s3SseKmsKeyId: OWN_CONTEXT.kmsKeyArn,
    });
    for (const WorkGroup of [orders.workgroup, orders.nightWorkgroup]) {
      const { WorkGroup: found } = await athena.send(new GetWorkGroupCommand({ WorkGroup }));
      expect(found?.Configuration?.ResultConfiguration?.EncryptionConfiguration).toEqual({
        EncryptionOption: 'SSE_KMS',
        KmsKey: OWN_CONTEXT.kmsKeyArn,
      });
    }
  });

  it('have a next night with what was changed, beside the first', async () => {
    await change(orders, [
      ...nightItems(2, COUNT).map((item) => ({ kind: 'put' as const, item })),
      { kind: 'delete' as const, key: { id: { S: `item-${MANY - 1}` } } },
    ]);
    expect(await night(orders, {})).toMatchObject({ status: 'SUCCEEDED', output: { itemCount: MANY - 1 } });
    const { rows } = await ask(orders, `SELECT night, count(*) FROM ${orders.newest} GROUP BY 1 ORDER BY 1`);
    expect(rows).toEqual([
      ['1', String(MANY - 1 - COUNT)],
      ['2', String(COUNT)],
    ]);
  });

  it('have no night with a key that occurs twice, where the counts fit', async () => {
    const exported = await exportTable(orders);
    const doubled = await withDoubledItem(exported);
    const original = await requireUntampered(exported, doubled);
    await exported.tamper(doubled);
    const refused = await night(orders, { exportArn: exported.exportArn });
    await exported.tamper(original);
    expect(refused).toMatchObject({ status: 'FAILED', error: 'Validation.Failed' });
    expect(refused.cause).toContain('duplicate_keys');
    const again = await night(orders, { exportArn: exported.exportArn });
    expect(again).toMatchObject({
      status: 'SUCCEEDED',
      output: { published: again.output?.exportArn.split('/').at(-1) },
    });
  });

  it('have nothing that the doctor finds, but that the bucket has no policy', async () => {
    const { stdout } = await ownCliOf('Orders')('doctor', '--json');
    const findings = (JSON.parse(stdout) as Finding[]).filter(({ severity }) => severity !== 'note');
    expect(findings.map(({ severity, check }) => [severity, check])).toEqual([['warning', 'bucket-policy']]);
  });
});

describe('A table whose declared types are a condition', () => {
  beforeAll(async () => {
    await put(strict, [...nightItems(1, COUNT), { id: { S: 'odd' }, night: { S: 'one' } }]);
  }, 3_600_000);

  it('has no night with a value of another type', async () => {
    const refused = await night(strict, {});
    expect(refused).toMatchObject({ status: 'FAILED', error: 'Validation.Failed' });
    expect(refused.cause).toContain('type_of_night');
    expect(await partitions(strict, 'raw')).toEqual([]);
  });

  it('has one when the value fits', async () => {
    await put(strict, [{ id: { S: 'odd' }, night: { N: '1' } }]);
    expect(await night(strict, {})).toMatchObject({ status: 'SUCCEEDED', output: { itemCount: COUNT + 1 } });
  });

  it('has one, whole, of three that run at once', async () => {
    await put(strict, nightItems(2, COUNT));
    const arns = await Promise.all([1, 2, 3].map(() => startNight(strict, {})));
    const nights = await Promise.all(arns.map(awaitEnd));
    expect(nights.map(({ status, cause }) => [status, cause])).toEqual(Array(3).fill(['SUCCEEDED', undefined]));
    const { rows } = await ask(strict, `SELECT night, count(*) FROM ${strict.newest} GROUP BY 1 ORDER BY 1`);
    expect(rows).toEqual([
      ['1', '1'],
      ['2', String(COUNT)],
    ]);
    const [published] = (await partitions(strict, 'raw')).slice(-1);
    expect(published?.parameters.export_arn).toBe(latestExport(nights));
    expect(await partitions(strict, 'staged')).toHaveLength(1);
  });
});

/** Midnights of Adelaide (UTC+9:30, in summer UTC+10:30) around the changes of its clocks in 2025. */
const MIDNIGHTS = [
  ['before the clocks go back', '2025-04-05T13:29:59.000Z', '2025-04-05'],
  ['of the day on which they go back', '2025-04-05T13:30:00.000Z', '2025-04-06'],
  ['the last of that day of 25 hours', '2025-04-06T14:29:59.000Z', '2025-04-06'],
  ['after it', '2025-04-06T14:30:00.000Z', '2025-04-07'],
  ['before the clocks go forward', '2025-10-04T14:29:59.000Z', '2025-10-04'],
  ['of the day on which they go forward', '2025-10-04T14:30:00.000Z', '2025-10-05'],
  ['the last of that day of 23 hours', '2025-10-05T13:29:59.000Z', '2025-10-05'],
  ['after it, by summer time', '2025-10-05T13:30:00.000Z', '2025-10-06'],
] as const;

describe('The date of a night in a zone of half hours', () => {
  let exported: ExportObjects;

  beforeAll(async () => {
    exported = await exportTable(strict);
  });

  it.each(MIDNIGHTS)('is that of its clocks %s: %s', async (_, time, date) => {
    const exportId = await forgottenExport(strict, exported, { time: Date.parse(time) });
    const dated = await night(strict, { exportArn: `${strict.tableArn}/export/${exportId}` });
    expect(dated).toMatchObject({ status: 'SUCCEEDED', output: { exportDate: date } });
  });
});

/** An item twice in a file, and counts that fit. */
async function withDoubledItem({ dataFile, files, summary, read }: ExportObjects): Promise<Tampering> {
  const entries = lines(await read(files)).map(
    (line) => JSON.parse(line) as { itemCount: number; dataFileS3Key: string },
  );
  const counted = entries.map((entry) =>
    entry.dataFileS3Key === dataFile ? { ...entry, itemCount: entry.itemCount + 1 } : entry,
  );
  const total = counted.reduce((sum, { itemCount }) => sum + itemCount, 0);
  return {
    [dataFile]: withLines(await read(dataFile), (all) => [...all, all[Math.floor(all.length / 2)] ?? '']),
    [files]: Buffer.from(counted.map((entry) => `${JSON.stringify(entry)}\n`).join('')),
    [summary]: Buffer.from((await read(summary)).toString().replace(/"itemCount":\d+/, `"itemCount":${total}`)),
  };
}
