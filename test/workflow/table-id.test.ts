import type { ExecutionResult, JsonObject } from '../../lib/asl';
import { readPublishedNights, type NightProblem } from '../../lib/night';
import { Services } from './services';

const DAY = 86_400_000;

const warnings = ({ output }: ExecutionResult) =>
  (output as JsonObject | undefined)?.warnings as NightProblem[] | undefined;

/** Runs a night a day for each table id; undefined is a manifest without one. */
async function nights(...ids: (string | undefined)[]): Promise<{ services: Services; ran: ExecutionResult[] }> {
  const services = new Services();
  const ran: ExecutionResult[] = [];
  for (const tableId of ids) {
    services.script =
      tableId === undefined ? { summary: (text) => text.replace(/"tableId":"[^"]*",/, '') } : { tableId };
    ran.push(await services.night());
    await services.clock.sleep(DAY);
  }
  return { services, ran };
}

describe('the id of the table', () => {
  it('is a parameter of the published night and of its slot', async () => {
    const { services } = await nights('one');
    const { database, raw, latest } = services.names;
    for (const name of [raw, latest])
      expect(services.catalog.table(database, name)?.partitions[0]?.Parameters).toMatchObject({ table_id: 'one' });
  });

  it('gives no warning while it is the same', async () => {
    const { ran } = await nights('one', 'one');
    expect(ran.map(warnings)).toEqual([[], []]);
  });

  it('is told where it is another than that of the night before, and the night is published', async () => {
    const { services, ran } = await nights('one', 'two', 'two');
    expect(ran.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
    expect(ran.map(warnings)).toEqual([
      [],
      [
        {
          check: 'table_id',
          severity: 'warn',
          expected: 'one, the table of 2026-01-31',
          found: 'two, another table of this name',
        },
      ],
      [],
    ]);
    const { database, raw } = services.names;
    const published = readPublishedNights(services.catalog.table(database, raw)?.partitions ?? []);
    expect(published.map(({ tableId }) => tableId)).toEqual(['one', 'two', 'two']);
  });

  it('is told beside the warnings of the validation', async () => {
    const { services } = await nights('one');
    services.script = { tableId: 'two', problems: [{ check: 'type_of_price', severity: 'warn' }] };
    expect(warnings(await services.night())?.map(({ check }) => check)).toEqual(['type_of_price', 'table_id']);
  });

  it('is not compared where a manifest lacks it', async () => {
    const { services, ran } = await nights('one', undefined, 'two');
    expect(ran.map(warnings)).toEqual([[], [], []]);
    const { database, raw } = services.names;
    expect(services.catalog.table(database, raw)?.partitions[1]?.Parameters).not.toHaveProperty('table_id');
  });

  it('that is no text is as none', async () => {
    const services = new Services();
    services.script = { summary: (text) => text.replace(/"tableId":"[^"]*"/, '"tableId":{"id":1}') };
    expect(await services.night()).toMatchObject({ status: 'SUCCEEDED', output: { warnings: [] } });
  });
});
