import { CreatePartitionCommand } from '@aws-sdk/client-glue';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { exportArn } from '../../lib/export';
import type { Finding } from '../../lib/operations';
import { ask } from './athena';
import { cliOf } from './cli';
import { RETENTION_DAYS } from './configuration';
import { daysAgo, timeOn, TODAY } from './dates';
import { awaitEnd, night, startNight, type Night } from './execution';
import { exportTable, type ExportObjects } from './export-objects';
import { forgottenExport } from './forgotten-export';
import { nightItems, put } from './items';
import { keysOfExport } from './objects';
import { gluePartitions, partitions } from './partitions';
import { glue, s3, tableUnderTest } from './system';
import { timePasses } from './time-passes';

const COUNT = 40;

/** The states that remove something. */
const REMOVING = ['expirePartitions', 'dropRefused', 'dropAbandoned', 'deleteRemovable', 'dropRegistered'];

/** Days after a partition went, from which on the objects go. */
const LATER = 31;

const idOf = (arn: string) => arn.split('/').at(-1) ?? '';

/** How many days ago nights were: longer than nights stay, but not so long that they are not published any more. */
const [FIRST, SECOND, REFUSED, THIRD, FOURTH] = [
  RETENTION_DAYS + 14,
  RETENTION_DAYS + 10,
  RETENTION_DAYS + 9,
  RETENTION_DAYS + 8,
  RETENTION_DAYS + 6,
] as const;

/** How many days ago a night was that is not published any more, two weeks before its objects would go. */
const TOO_LATE = RETENTION_DAYS + 16;

describe.each([
  { name: 'Expiring', kind: 'lines', folders: ['export', 'manifests'] },
  { name: 'ExpiringColumnar', kind: 'Parquet', folders: ['columnar', 'export', 'manifests'] },
] as const)('Nights of $kind that are older than retentionDays', ({ name, folders }) => {
  const table = tableUnderTest(name);
  const { columnar } = table.table;
  const cli = cliOf(name);
  let exported: ExportObjects;
  let newest: Night;

  /** An export of an earlier day, with the items that the table has now. */
  const exportOf = async (days: number) =>
    exportArn(table.tableArn, await forgottenExport(table, exported, { time: timeOn(daysAgo(days)) }));

  const publish = async (days: number) => {
    const published = await night(table, { exportArn: await exportOf(days), exportDate: daysAgo(days) });
    expect(published).toMatchObject({ status: 'SUCCEEDED' });
  };

  /** An export that lacks a data file, which stays staged. */
  const refuse = async (days: number) => {
    const exportArn = await exportOf(days);
    const Key = exported.dataFile.replace(idOf(exported.exportArn), idOf(exportArn));
    await s3.send(new DeleteObjectCommand({ Bucket: table.bucket, Key }));
    const refused = await night(table, { exportArn, exportDate: daysAgo(days) });
    expect(refused).toMatchObject({ status: 'FAILED', error: 'Validation.Failed' });
  };

  /** What an execution leaves that is stopped between the publication of its night and its end. */
  const abandon = async (days: number) => {
    const { StorageDescriptor } =
      (await gluePartitions(table, 'raw')).find(({ Values }) => Values?.[0] === daysAgo(days)) ?? {};
    const PartitionInput = { Values: ['0'.repeat(32)], StorageDescriptor };
    await glue.send(
      new CreatePartitionCommand({ DatabaseName: table.database, TableName: table.unloaded, PartitionInput }),
    );
  };

  const countStaged = async () => (await partitions(table, 'staged')).length;
  const countAbandoned = async () => (columnar ? (await partitions(table, 'unloaded')).length : 0);
  const dates = async () => (await partitions(table, 'raw')).map(({ values }) => values[0]);
  const readRegistered = async () => (await partitions(table, 'files')).map(({ values }) => values[0]);

  /** The dates whose registration says when their partition went, and nothing of what it said before. */
  const readExpired = async () =>
    (await partitions(table, 'files')).flatMap(({ values: [date], parameters: { expired, ...others } }) =>
      expired !== undefined && Object.keys(others).length === 0 ? [date] : [],
    );

  const slots = async () =>
    (await partitions(table, 'latest')).map(({ values: [slot], parameters }) => [slot, parameters.export_date]);

  /** The ids of the registered exports, by date. */
  const exportIds = async () =>
    Object.fromEntries(
      (await partitions(table, 'files')).map(({ values: [date = '', id = ''] }) => [date, id] as const),
    );

  /** Of nights so many days ago the keys of all objects that there are of their exports. */
  const keysOf = async (ids: Record<string, string>, ...ages: number[]) =>
    Promise.all(
      ages.map((days) => {
        const exportId = ids[daysAgo(days)];
        if (exportId === undefined) throw new Error(`No export of ${daysAgo(days)} is registered`);
        return keysOfExport(table, exportId);
      }),
    );
  const foldersOf = (keys: readonly string[]) => [...new Set(keys.map((key) => key.split('/')[0]))];

  /** Of each date that the history shows, by which night its items were put, and how many there are. */
  const readShown = async () =>
    (await ask(table, `SELECT export_date, night, count(*) FROM ${table.history} GROUP BY 1, 2 ORDER BY 1, 2`)).rows;
  const row = (days: number, putBy: number) => [daysAgo(days), String(putBy), String(COUNT)];

  /** What a night that removes nothing leaves as it is. */
  const everything = async () => ({
    nights: [
      await dates(),
      await readRegistered(),
      await readExpired(),
      await slots(),
      await readShown(),
      await countStaged(),
    ],
    keys: (await Promise.all(Object.values(await exportIds()).map((id) => keysOfExport(table, id)))).flat(),
  });

  beforeAll(async () => {
    await put(table, nightItems(1, COUNT));
    exported = await exportTable(table);
    await publish(FIRST);
    await publish(SECOND);
    await refuse(REFUSED);
    if (columnar) await abandon(SECOND);
  }, 3 * 3_600_000);

  it('stay while they are the newest and the previous one', async () => {
    expect(await dates()).toEqual([daysAgo(FIRST), daysAgo(SECOND)]);
    expect(await slots()).toEqual([
      ['newest', daysAgo(SECOND)],
      ['previous', daysAgo(FIRST)],
    ]);
    expect(await readShown()).toEqual([row(FIRST, 1), row(SECOND, 1)]);
  });

  it('go when newer ones take those places: first the partition alone, and every object stays', async () => {
    const ids = await exportIds();
    const before = await keysOf(ids, FIRST);
    await publish(THIRD);
    expect(await dates()).toEqual([daysAgo(SECOND), daysAgo(THIRD)]);
    expect(await readShown()).toEqual([row(SECOND, 1), row(THIRD, 1)]);
    expect(await readExpired()).toEqual([daysAgo(FIRST)]);
    expect(await keysOf(ids, FIRST)).toEqual(before);
    expect(before.map(foldersOf)).toEqual([folders]);
  });

  it('can be published again from their objects, until the next night', async () => {
    const exportId = (await exportIds())[daysAgo(FIRST)] ?? '';
    const again = await night(table, { exportArn: exportArn(table.tableArn, exportId), exportDate: daysAgo(FIRST) });
    expect(again).toMatchObject({ status: 'SUCCEEDED', output: { published: exportId } });
    expect(await readShown()).toEqual([row(FIRST, 1), row(SECOND, 1), row(THIRD, 1)]);
    expect(await readExpired()).toEqual([]);
    expect(await slots()).toEqual([
      ['newest', daysAgo(THIRD)],
      ['previous', daysAgo(SECOND)],
    ]);
    await publish(FOURTH);
    expect(await dates()).toEqual([daysAgo(THIRD), daysAgo(FOURTH)]);
    expect(await readExpired()).toEqual([daysAgo(FIRST), daysAgo(SECOND)]);
  });

  it('lose their objects thirty days later, with all that was left of them; the previous night loses nothing', async () => {
    await put(table, nightItems(2, COUNT));
    await timePasses(table, LATER);
    const ids = await exportIds();
    const [third, fourth] = [THIRD + LATER, FOURTH + LATER] as const;
    const over = [FIRST + LATER, SECOND + LATER, REFUSED + LATER];
    const before = await keysOf(ids, third, fourth);
    expect((await keysOf(ids, ...over)).every((keys) => keys.length > 0)).toBe(true);
    expect([await countStaged(), await countAbandoned()]).toEqual([1, columnar ? 1 : 0]);
    newest = await night(table, {});
    expect(newest).toMatchObject({ status: 'SUCCEEDED', output: { exportDate: TODAY } });
    expect(await keysOf(ids, ...over)).toEqual([[], [], []]);
    expect([await countStaged(), await countAbandoned()]).toEqual([0, 0]);
    expect(await keysOf(ids, third, fourth)).toEqual(before);
    expect(before.map(foldersOf)).toEqual([folders, folders]);
    expect(await readRegistered()).toEqual([daysAgo(third), daysAgo(fourth), TODAY]);
    // of the third one the partition goes only now
    expect(await readExpired()).toEqual([daysAgo(third)]);
    expect(await slots()).toEqual([
      ['newest', TODAY],
      ['previous', daysAgo(fourth)],
    ]);
    expect(await readShown()).toEqual([row(fourth, 1), row(0, 2)]);
    expect((await ask(table, `SELECT DISTINCT night FROM ${table.newest}`)).rows).toEqual([['2']]);
  });

  it('do not go another time when an execution is run again: it finds nothing to remove', async () => {
    const before = await everything();
    const again = await night(table, { exportArn: newest.output?.exportArn ?? '', exportDate: TODAY });
    expect(again).toMatchObject({ status: 'SUCCEEDED' });
    expect(again.states.filter((state) => REMOVING.includes(state))).toEqual([]);
    const after = await everything();
    // it writes Parquet of its own
    expect({ ...after, keys: after.keys.filter((key) => before.keys.includes(key)) }).toEqual(before);
  });

  it('go once where two executions remove them at the same time, and neither fails', async () => {
    await timePasses(table, LATER);
    const ids = await exportIds();
    const [third, fourth, last] = [THIRD + 2 * LATER, FOURTH + 2 * LATER, LATER] as const;
    const before = await keysOf(ids, fourth, last);
    const input = { exportArn: exported.exportArn, exportDate: TODAY };
    const both = await Promise.all([startNight(table, input), startNight(table, input)]);
    const nights = await Promise.all(both.map(awaitEnd));
    expect(nights.map(({ status, cause }) => [status, cause])).toEqual([
      ['SUCCEEDED', undefined],
      ['SUCCEEDED', undefined],
    ]);
    expect(await keysOf(ids, third)).toEqual([[]]);
    expect(await keysOf(ids, fourth, last)).toEqual(before);
    expect(await readRegistered()).toEqual([daysAgo(fourth), daysAgo(last), TODAY]);
    expect(await readExpired()).toEqual([daysAgo(fourth)]);
    expect(await readShown()).toEqual([row(last, 2), row(0, 1)]);
  });

  it('leave nothing behind that the doctor finds', async () => {
    const { stdout, exitCode } = await cli('doctor', '--json');
    const findings = JSON.parse(stdout) as Finding[];
    expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(exitCode).toBe(0);
  });

  it.each([
    ['its own date', daysAgo(TOO_LATE)],
    ['a later date', TODAY],
  ])('are not published any more when their objects may go soon, under %s', async (_, exportDate) => {
    const exportArn = await exportOf(TOO_LATE);
    const before = await everything();
    const late = await night(table, { exportArn, exportDate });
    expect(late).toMatchObject({ status: 'FAILED', error: 'Export.Expired' });
    expect(late.cause).toContain(idOf(exportArn));
    expect(await everything()).toEqual(before);
  });
});
