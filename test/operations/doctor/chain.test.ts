import { checkChain } from '../../../lib/operations/doctor/chain';
import { ChainServices } from '../../workflow/chain-services';
import { healthy } from './healthy';

const DAY = 86_400_000;

/** What doctor says of the chain after some nights of changes, at a time after the last one. */
async function findingsAfter(
  nights: number,
  { reconcile = 'weekly', later = 0, earliest }: { reconcile?: string; later?: number; earliest?: number } = {},
) {
  const services = new ChainServices({ reconcile: reconcile === 'weekly' ? 'never' : reconcile });
  const begin = services.clock.now();
  for (let night = 0; night <= nights; night++) {
    await services.clock.sleep(Math.max(0, begin + night * DAY - services.clock.now()));
    const { status, cause } = await services.night({});
    if (status !== 'SUCCEEDED') throw new Error(cause);
  }
  const { system, table } = healthy({
    tables: [{ name: 'Orders', partitionKey: { name: 'id' }, incremental: { reconcile } }],
  });
  const found = <T>(value: T) => ({ is: 'found' as const, value });
  return checkChain(
    { ...system, now: services.clock.now() + later },
    {
      ...table,
      partitions: { ...table.partitions, raw: found(services.partitionsOf('raw')) },
      recovery: found({
        enabled: true,
        earliest: new Date(earliest ?? begin - DAY).toISOString(),
        latest: undefined,
        periodDays: 35,
      }),
    },
  );
}

describe('doctor, of a table whose nights are made of changes', () => {
  it('says how deep the chain is, and when a full export has proven it', async () => {
    expect(await findingsAfter(3)).toMatchObject([
      {
        check: 'chain',
        severity: 'note',
        what: 'The night 2026-02-02 is made of the night 2026-02-01 and the changes since, 3 nights after the last full export; a full export has proven the chain on 2026-01-30.',
      },
    ]);
  });

  it('says why the newest night is a full export', async () => {
    const [note] = await findingsAfter(0);
    expect(note?.what).toContain('is made of a full export: there is no published night yet;');
  });

  it('warns where no full export has proven the chain for longer than is set', async () => {
    const [, warning] = await findingsAfter(10);
    expect(warning).toMatchObject({
      severity: 'warning',
      what: 'No full export has proven the nights of changes for 10 days, though they are reconciled weekly.',
    });
    expect(await findingsAfter(10, { reconcile: 'never' })).toHaveLength(1);
  });

  it('warns where the next night will be a full export, and says why', async () => {
    const [, tooLong] = await findingsAfter(1, { later: 9 * DAY });
    expect(tooLong?.what).toMatch(/^The next night of Orders will be a full export: .* more than 7 days ago/);
    const [, recovery] = await findingsAfter(1, { earliest: Date.UTC(2026, 1, 1) });
    expect(recovery?.what).toMatch(/point-in-time recovery reaches back to 2026-02-01T00:00:00.000Z/);
  });

  it('says nothing of other tables', () => {
    const { system, table } = healthy();
    expect(checkChain(system, table)).toEqual([]);
  });
});
