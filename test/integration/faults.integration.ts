import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { ask } from './athena';
import { cliOf } from './cli';
import { daysAgo, TODAY } from './dates';
import { awaitEnd, night, startNight, type Night } from './execution';
import { exportTable, type ExportObjects } from './export-objects';
import { FAULTS, requireUntampered } from './faults';
import { nightItems, put } from './items';
import { setFault } from './lab-faults';
import { partitions } from './partitions';
import { recovery } from './recovery';
import { FAULTS_FOLDER, sfn, tableUnderTest } from './system';
import { TopicMessages } from './topic-messages';

const table = tableUnderTest('Faults');
const exportDate = daysAgo(1);
const COUNT = 40;

let topic: TopicMessages;
let later: ExportObjects;
let published: unknown;

/** What analysts can see: the published partitions, and what the view shows. */
const visible = async () => ({
  raw: await partitions(table, 'raw'),
  latest: await partitions(table, 'latest'),
  rows: (await ask(table, `SELECT night, count(*) FROM ${table.newest} GROUP BY night`)).rows,
});

/** The night failed with that error, the subscribers were told, and analysts see the old night. */
async function expectOldNight(failed: Night, error: string, cause: RegExp): Promise<void> {
  expect({ status: failed.status, error: failed.error }).toEqual({ status: 'FAILED', error });
  expect(failed.cause).toMatch(cause);
  const message = await topic.about(failed.executionArn);
  expect(message).toContain(error);
  expect(message).toContain('Analysts still see the last verified night');
  expect(await visible()).toEqual(published);
}

beforeAll(async () => {
  topic = await TopicMessages.subscribe(table.topicArn);
  await put(table, nightItems(1, COUNT));
  expect((await night(table, { exportDate })).status).toBe('SUCCEEDED');
  published = await visible();
  expect(published).toMatchObject({ rows: [['1', String(COUNT)]] });
  await put(table, nightItems(2, COUNT));
  later = await exportTable(table);
}, 3 * 3_600_000);

afterAll(async () => {
  await topic.unsubscribe();
});

describe('A later export of a published date', () => {
  it.each(FAULTS.map((fault) => [fault.what, fault] as const))(
    'is not published when it %s',
    async (_, { tampering, error, cause }) => {
      const changes = await tampering(later);
      const original = await requireUntampered(later, changes);
      await later.tamper(changes);
      try {
        await expectOldNight(await night(table, { exportDate, exportArn: later.exportArn }), error, cause);
      } finally {
        await later.tamper(original);
      }
    },
  );
});

describe('A night', () => {
  it('that asks for an export that DynamoDB does not know publishes nothing', async () => {
    const exportArn = `${table.tableArn}/export/01700000000000-00000000`;
    await expectOldNight(await night(table, { exportDate, exportArn }), 'Export.NotFound', /01700000000000-00000000/);
  });

  it('that is given an export with a filter publishes nothing, and adopt leaves the export alone', async () => {
    const filtered = await exportTable(table, {
      FilterExpression: '#id < :id',
      ExpressionAttributeNames: { '#id': 'id' },
      ExpressionAttributeValues: { ':id': { S: 'item-2' } },
    });
    const { itemCount } = JSON.parse((await filtered.read(filtered.summary)).toString()) as { itemCount: number };
    // item-0, item-1 and item-10 to item-19.
    expect(itemCount).toBe(12);
    await expectOldNight(
      await night(table, { exportDate, exportArn: filtered.exportArn }),
      'Export.Filtered',
      /FilterExpression/,
    );
    const { stdout } = await cliOf('Faults')('adopt', '--dry-run');
    expect(stdout).toContain(`${filtered.exportArn.split('/').at(-1) ?? ''}: it has only what a filter let through`);
  });

  it('with an input that cannot be used publishes nothing', async () => {
    await expectOldNight(await night(table, { exportDate: 'today' }), 'Input.Invalid', /today/);
  });

  it('that is stopped publishes nothing', async () => {
    const executionArn = await startNight(table, { exportDate });
    await sfn.send(new StopExecutionCommand({ executionArn }));
    expect((await awaitEnd(executionArn)).status).toBe('ABORTED');
    expect(await topic.about(executionArn)).toContain('ABORTED');
    expect(await visible()).toEqual(published);
  });

  (FAULTS_FOLDER === undefined ? it.skip : it)('whose export fails publishes nothing', async () => {
    setFault(table, 'S3AccessDenied');
    try {
      await expectOldNight(await night(table, { exportDate }), 'Export.Failed', /S3AccessDenied/);
    } finally {
      setFault(table, '');
    }
  });

  it('of a table without point-in-time recovery publishes nothing', async () => {
    await recovery(table, false);
    try {
      await expectOldNight(
        await night(table, { exportDate }),
        'Export.PointInTimeRecoveryOff',
        /point-in-time recovery/,
      );
    } finally {
      await recovery(table, true);
    }
  });
});

describe('The later export, as it was made', () => {
  it('is published, so none of the failures was its own', async () => {
    expect((await night(table, { exportDate, exportArn: later.exportArn })).status).toBe('SUCCEEDED');
    expect(await visible()).toMatchObject({ rows: [['2', String(COUNT)]] });
  });
});

describe('The next night', () => {
  it('says that point-in-time recovery was switched off and on', async () => {
    const { status, output } = await night(table, {});
    expect(status).toBe('SUCCEEDED');
    expect(output).toMatchObject({ exportDate: TODAY, warnings: [{ check: 'recovery_restarted', severity: 'warn' }] });
  });
});
