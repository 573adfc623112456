import { diagnose, type Finding } from '../../../lib/operations';
import type { JsonObject } from '../../../lib/asl';
import { Services } from '../../workflow/services';
import { healthy } from './healthy';

const DAY = 86_400_000;
const FAR = '2062-01-31';

/** Services with the published nights of two dates, the last one published again under a date that was mistyped. */
async function runMistyped(): Promise<Services> {
  const services = new Services();
  await services.night();
  await services.clock.sleep(DAY);
  await services.night();
  const { database, raw, latest } = services.names;
  services.catalog.changePartitions(database, raw, ({ partitions }) => [
    ...partitions,
    ...partitions.slice(-1).map((night) => ({ ...night, Values: [FAR] })),
  ]);
  services.catalog.changePartitions(database, latest, ({ partitions }) =>
    partitions.map((slot) =>
      slot.Values[0] === 'newest' ? { ...slot, Parameters: { ...slot.Parameters, export_date: FAR } } : slot,
    ),
  );
  return services;
}

/** What doctor says of the partitions of services. */
function errorsOf(services: Services): Finding[] {
  const { system, table } = healthy();
  const { config, names, catalog } = services;
  const of = (name: string) => ({
    is: 'found' as const,
    value: catalog.table(names.database, name)?.partitions ?? [],
  });
  const partitions = {
    raw: of(names.raw),
    latest: of(names.latest),
    files: of(names.files),
    staged: of(names.staged),
  };
  return diagnose({ ...system, config, now: services.clock.now(), lastScheduledTime: services.clock.now() - DAY }, [
    { ...table, names, partitions, hasObjects: new Map() },
  ]).filter(({ severity }) => severity === 'error');
}

/** Runs the commands of a remedy on services, as AWS would. */
async function follow(services: Services, remedy: string): Promise<void> {
  for (const command of remedy.split(' && ')) {
    const [, database = '', table = '', values = ''] =
      /^aws glue delete-partition --database-name (\S+) --table-name (\S+) --partition-values (.+) --region /.exec(
        command,
      ) ?? [];
    const [, input] = /^aws stepfunctions start-execution .* --input '(.*)' --region /.exec(command) ?? [];
    if (input !== undefined)
      expect(await services.night(JSON.parse(input) as JsonObject)).toMatchObject({ status: 'SUCCEEDED' });
    else {
      expect(values).not.toBe('');
      services.catalog.changePartitions(database, table, ({ partitions }) =>
        partitions.filter(({ Values }) => Values.join(' ') !== values),
      );
    }
  }
}

async function mend(services: Services): Promise<void> {
  for (let times = 0, left = errorsOf(services); left.length > 0; left = errorsOf(services)) {
    expect(times++).toBeLessThan(3);
    await follow(services, left[0]?.remedy ?? '');
  }
}

describe('a night that is ahead of its time', () => {
  it('is an error, and its remedy publishes the export under the date of its items', async () => {
    const services = await runMistyped();
    expect(errorsOf(services)).toMatchObject([
      {
        check: 'partitions',
        what: expect.stringMatching(`^The night ${FAR} .* is ahead of its time: its date comes`) as string,
      },
    ]);
    await mend(services);
    const { '2026-01-31': first, '2026-02-01': second, ...others } = services.readPublished();
    expect(others).toEqual({ newest: second, previous: first });
    expect(first).not.toBe(second);
  });

  it('is one also before its date where the items are older, as any clock tells', async () => {
    const services = await runMistyped();
    await services.clock.sleep(20_000 * DAY);
    expect(errorsOf(services)).toContainEqual(
      expect.objectContaining({ what: expect.stringContaining('its date comes after that of its items') as string }),
    );
  });

  it('is one where its items would be those of a time that has not come, and is not published again', async () => {
    const services = await runMistyped();
    services.catalog.changePartitions(services.names.database, services.names.raw, ({ partitions }) =>
      partitions.map((night) =>
        night.Values[0] === FAR
          ? { ...night, Parameters: { ...night.Parameters, export_time: '2062-01-30T19:00:00.000Z' } }
          : night,
      ),
    );
    const [finding] = errorsOf(services);
    expect(finding?.remedy).toContain("--input '{}'");
  });

  it('does not pass for the night of the last schedule', async () => {
    const services = await runMistyped();
    await services.clock.sleep(3 * DAY);
    const { system, table } = healthy();
    const of = (name: string) => ({
      is: 'found' as const,
      value: services.catalog.table(services.names.database, name)?.partitions ?? [],
    });
    const partitions = { ...table.partitions, raw: of(services.names.raw), latest: of(services.names.latest) };
    const facts = { ...system, now: services.clock.now(), lastScheduledTime: services.clock.now() - DAY };
    expect(diagnose(facts, [{ ...table, partitions }])).toContainEqual(
      expect.objectContaining({ check: 'nights', severity: 'error' }),
    );
  });
});

describe('a slot that is ahead of its time', () => {
  it('is an error where its night is published under another date, and is written again', async () => {
    const services = await runMistyped();
    services.catalog.changePartitions(services.names.database, services.names.raw, ({ partitions }) =>
      partitions.filter(({ Values }) => Values[0] !== FAR),
    );
    expect(errorsOf(services)).toMatchObject([
      { check: 'slots', what: expect.stringContaining(`shows ${FAR}, `) as string },
    ]);
    await mend(services);
  });

  it('is an error where no night is published, and goes', async () => {
    const services = await runMistyped();
    services.catalog.changePartitions(services.names.database, services.names.raw, () => []);
    const [error] = errorsOf(services).filter(({ check }) => check === 'slots');
    expect(error?.what).toContain('is ahead of its time');
    await follow(services, error?.remedy ?? '');
    expect(errorsOf(services).filter(({ check }) => check === 'slots')).toEqual([]);
  });
});
