import { paginateListExecutions } from '@aws-sdk/client-sfn';
import { cliOf, runCli } from './cli';
import { daysAgo, timeOn, TODAY } from './dates';
import { awaitEnd } from './execution';
import { exportTable, type ExportObjects, type Tampering } from './export-objects';
import { FAULTS, requireUntampered } from './faults';
import { forgottenExport } from './forgotten-export';
import { nightItems, put } from './items';
import { partitions } from './partitions';
import { sfn, tableUnderTest } from './system';

const table = tableUnderTest('Adopted');
const other = tableUnderTest('Nights');
const cli = cliOf('Adopted');
const COUNT = 40;

let exported: ExportObjects;
let exportIds: readonly [string, string, string, string];

/** The names of all executions that there ever were, in the order of their start. */
async function executions(): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateListExecutions({ client: sfn }, { stateMachineArn: table.stateMachineArn }))
    names.push(...(page.executions ?? []).map(({ name = '' }) => name));
  return names.reverse();
}

const nights = async () => (await partitions(table, 'raw')).map(({ values }) => values[0]);
const slots = async () =>
  (await partitions(table, 'latest')).map(({ values: [slot], parameters }) => [slot, parameters.export_date]);

beforeAll(async () => {
  await put(table, nightItems(1, COUNT));
  exported = await exportTable(table);
  const forget = (days: number) => forgottenExport(table, exported, { time: timeOn(daysAgo(days)) });
  exportIds = [await forget(3), await forget(2), await forget(1), exported.exportArn.split('/').at(-1) ?? ''];
}, 3 * 3_600_000);

describe('adopt', () => {
  it('shows with --dry-run what it would publish, oldest first: exports that are listed, and those of folders alone', async () => {
    const { stdout, exitCode } = await cli('adopt', '--dry-run');
    const [first, ...lines] = stdout.split('\n');
    expect(first).toMatch(/^Adopted: 4 to publish, 0 published already, \d+ left alone\.$/);
    expect(lines.slice(0, 4)).toEqual(
      [daysAgo(3), daysAgo(2), daysAgo(1), TODAY].map(
        (date, index) => `  ${date}  publish   ${exportIds[index] ?? ''}, ${COUNT} items`,
      ),
    );
    expect(exitCode).toBe(0);
    expect(await executions()).toEqual([]);
  });

  it('publishes with --since what is as new as that, by executions of the deployed machine', async () => {
    const { stdout, exitCode } = await cli('adopt', '--since', TODAY);
    expect(stdout).toContain(`  ${TODAY}  published\n1 published, 0 failed.\n`);
    expect(exitCode).toBe(0);
    expect(await executions()).toEqual([`adopt-${exportIds[3]}`]);
    expect(await nights()).toEqual([TODAY]);
    expect(await slots()).toEqual([['newest', TODAY]]);
  });

  it('can be stopped: what runs runs on, and the rest is not begun', async () => {
    let stopped = false;
    const { stdout, exitCode } = await runCli({
      tables: ['Adopted'],
      args: ['adopt', '--at-once', '1'],
      onOutput: (written, interrupt) => {
        // A second Ctrl-C would end the program where it is.
        if (!stopped && written.includes('started')) interrupt();
        stopped = written.includes('started');
      },
    });
    expect(stdout).toContain('0 published, 0 failed, 1 run on, 2 not begun: run the same command again.');
    expect(exitCode).toBe(130);
    expect((await executions()).slice(1)).toEqual([`adopt-${exportIds[0]}`]);
  });
});

describe('adopt, run again', () => {
  let damaged: Tampering;
  let original: Tampering;

  beforeAll(async () => {
    const [, days2] = exportIds;
    const move = (key: string) => key.replace(exportIds[3], days2);
    const copy = {
      ...exported,
      files: move(exported.files),
      summary: move(exported.summary),
      dataFile: move(exported.dataFile),
    };
    damaged = (await FAULTS.find(({ what }) => what === 'has a data file that lacks a line')?.tampering(copy)) ?? {};
    original = await requireUntampered(copy, damaged);
  });

  it('begins nothing another time, and is not stopped by an export that is broken, which it names', async () => {
    await exported.tamper(damaged);
    const { stdout, exitCode } = await cli('adopt');
    await exported.tamper(original);
    expect(stdout).toContain(`  ${daysAgo(2)}  FAILED Validation.Failed`);
    expect(stdout).toContain(Object.keys(damaged)[0]);
    expect(stdout).toContain('1 published, 1 failed.');
    expect(exitCode).toBe(1);
    // Begun by the run that was stopped.
    await awaitEnd(`${table.stateMachineArn.replace(':stateMachine:', ':execution:')}:adopt-${exportIds[0]}`);
    expect(await nights()).toEqual([daysAgo(3), daysAgo(1), TODAY]);
  });

  it('publishes it when it is mended', async () => {
    const { stdout, exitCode } = await cli('adopt', '--json');
    expect(JSON.parse(stdout)).toMatchObject([
      { table: 'Adopted', published: [{ exportId: exportIds[1], exportDate: daysAgo(2) }], failed: [], left: [] },
    ]);
    expect(exitCode).toBe(0);
    expect(await nights()).toEqual([daysAgo(3), daysAgo(2), daysAgo(1), TODAY]);
  });

  it('leaves the newest night the newest', async () => {
    expect(await slots()).toEqual([
      ['newest', TODAY],
      ['previous', daysAgo(1)],
    ]);
  });

  it('does nothing when all is published', async () => {
    const before = await executions();
    const { stdout, exitCode } = await cli('adopt');
    expect(stdout).toMatch(/^Adopted: 0 to publish, 4 published already, \d+ left alone\.$/m);
    expect(exitCode).toBe(0);
    expect(await executions()).toEqual(before);
    expect(before).toHaveLength(5);
    expect(before).toContain(`adopt-${exportIds[1]}-2`);
  });
});

describe('An export of another table', () => {
  it('in the same bucket is no night of this one', async () => {
    const exportId = await forgottenExport(table, exported, { time: timeOn(daysAgo(4)), tableArn: other.tableArn });
    const { stdout, exitCode } = await cli('adopt', '--json');
    expect(stdout).not.toContain(exportId);
    expect(JSON.parse(stdout)).toMatchObject([{ steps: [] }]);
    expect(exitCode).toBe(0);
  });
});
