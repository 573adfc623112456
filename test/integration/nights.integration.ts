import { ask, type Answer } from './athena';
import { daysAgo, TODAY } from './dates';
import { awaitEnd, latestExport, night, startNight, type Night } from './execution';
import { nightItems, put } from './items';
import { partitions } from './partitions';
import { tableUnderTest } from './system';

const table = tableUnderTest('Nights');
const [EARLIER, DATE, LATER] = [daysAgo(2), daysAgo(1), TODAY] as const;
const COUNT = 40;

/** `night` of the items that a table or view shows, and how many there are; a row for each value. */
const countShown = async (from: string, where = 'true'): Promise<Answer['rows']> =>
  (await ask(table, `SELECT night, count(*) FROM ${from} WHERE ${where} GROUP BY night ORDER BY night`)).rows;

/** The date of the night in each slot. */
const slots = async (): Promise<Record<string, string | undefined>> => {
  const found = await partitions(table, 'latest');
  return Object.fromEntries(found.map(({ values: [slot = ''], parameters }) => [slot, parameters.export_date]));
};

describe('Nights of a table', () => {
  let first: Night;

  beforeAll(async () => {
    await put(table, nightItems(1, COUNT));
    first = await night(table, { exportDate: DATE });
  });

  it('begin with one that is the newest and has none before it', async () => {
    expect(first).toMatchObject({
      status: 'SUCCEEDED',
      output: { exportDate: DATE, itemCount: COUNT, warnings: [{ check: 'items_date' }] },
    });
    expect(await countShown(table.newest)).toEqual([['1', String(COUNT)]]);
    expect(await slots()).toEqual({ newest: DATE });
  });

  it('replace the one of their date, and double nothing', async () => {
    await put(table, nightItems(2, COUNT));
    const second = await night(table, { exportDate: DATE });
    expect(second.status).toBe('SUCCEEDED');
    expect(second.output?.exportArn).not.toBe(first.output?.exportArn);
    expect((await partitions(table, 'raw')).map(({ values }) => values)).toEqual([[DATE]]);
    expect(await countShown(table.newest)).toEqual([['2', String(COUNT)]]);
    expect(await countShown(table.history)).toEqual([['2', String(COUNT)]]);
  });

  it('leave the newer one of a date alone when an older export is adopted', async () => {
    const exportArn = first.output?.exportArn ?? '';
    const adopted = await night(table, { exportDate: DATE, exportArn });
    expect(adopted.status).toBe('SUCCEEDED');
    expect(adopted.states).not.toContain('callExport');
    expect(await countShown(table.newest)).toEqual([['2', String(COUNT)]]);
    expect(await countShown(table.history)).toEqual([['2', String(COUNT)]]);
  });

  it('of two dates become the newest and the previous one; the date is that of the scheduled time, in Japan', async () => {
    await put(table, nightItems(3, COUNT));
    const scheduledTime = new Date().toISOString();
    const later = await night(table, { scheduledTime });
    expect(later).toMatchObject({ status: 'SUCCEEDED', output: { exportDate: LATER, exportTime: scheduledTime } });
    expect(await slots()).toEqual({ newest: LATER, previous: DATE });
    expect(await countShown(table.newest)).toEqual([['3', String(COUNT)]]);
    expect(await countShown(table.history, `export_date = '${DATE}'`)).toEqual([['2', String(COUNT)]]);
    expect(await countShown(table.history, `export_date = '${LATER}'`)).toEqual([['3', String(COUNT)]]);
  });

  it('of an older date enter history and move no slot', async () => {
    const exportArn = first.output?.exportArn ?? '';
    expect((await night(table, { exportDate: EARLIER, exportArn })).status).toBe('SUCCEEDED');
    expect(await slots()).toEqual({ newest: LATER, previous: DATE });
    expect(await countShown(table.newest)).toEqual([['3', String(COUNT)]]);
    expect(await countShown(table.history, `export_date = '${EARLIER}'`)).toEqual([['1', String(COUNT)]]);
  });

  it('may run three at once for one date: one of them is published, whole', async () => {
    await put(table, nightItems(4, COUNT));
    const arns = await Promise.all([1, 2, 3].map(() => startNight(table, { exportDate: LATER })));
    const all = await Promise.all(arns.map(awaitEnd));
    expect(all.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
    expect(await countShown(table.newest)).toEqual([['4', String(COUNT)]]);
    expect(await countShown(table.history, `export_date = '${LATER}'`)).toEqual([['4', String(COUNT)]]);
    const published = (await partitions(table, 'raw')).find(({ values }) => values[0] === LATER);
    expect(published?.parameters.export_arn).toBe(latestExport(all));
    expect(await slots()).toEqual({ newest: LATER, previous: DATE });
  });

  it('leave nothing staged', async () => {
    expect(await partitions(table, 'staged')).toEqual([]);
  });
});
