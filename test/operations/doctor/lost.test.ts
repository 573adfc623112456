import { columnarStorage, partitionInput } from '../../../lib/catalog';
import { getValue } from '../../../lib/operations';
import type { CatalogPartition } from '../../../lib/night';
import { diagnoseOne, execution } from './changed-facts';
import { exportIdOf, healthy, MACHINE_ARN, night, NOW, type Healthy } from './healthy';

const COLUMNAR = {
  tables: [
    { name: 'SushiOrderData', partitionKey: { name: 'tableid' }, sortKey: { name: 'datetime' }, columnar: true },
  ],
};
const LOST = '2026-01-30';

const locationOf = ({ table: { names } }: Healthy, date: string) =>
  `s3://${names.bucket}/columnar/${names.raw}/${exportIdOf(date)}/attempt/`;

/** The registration of a verified night in the files table. */
function register({ system, table: { table, names } }: Healthy, date: string, parameters = {}): CatalogPartition {
  const { Parameters } = night(system.config, table, date);
  const folder = `s3://${names.bucket}/manifests/${names.files}/${date}/${exportIdOf(date)}/`;
  return partitionInput('files', [date, exportIdOf(date)], folder, {
    ...Parameters,
    verified: 'true',
    problems: '[]',
    ...parameters,
  });
}

/** A system whose files table has these registrations besides those of its nights. */
function withRegistrations(parameters: object | undefined, facts = healthy()): Healthy {
  const registered = ['2026-01-31', '2026-02-01'].map((date) => register(facts, date));
  const lost = parameters ? [register(facts, LOST, parameters)] : [];
  const value = [...registered, ...lost];
  facts.table.partitions = { ...facts.table.partitions, files: { is: 'found', value } };
  return facts;
}

const findLost = (facts: Healthy) => diagnoseOne(facts).filter(({ check }) => check === 'lost-nights');

describe('a verified night whose partition was deleted', () => {
  it('is found, with the execution that publishes it again', () => {
    const facts = withRegistrations({});
    const exportArn = night(facts.system.config, facts.table.table, LOST).Parameters?.export_arn;
    expect(findLost(facts)).toMatchObject([
      {
        severity: 'warning',
        what: expect.stringContaining(`The night ${LOST}, ${exportIdOf(LOST)}, was verified`) as unknown,
        remedy: `aws stepfunctions start-execution --state-machine-arn ${MACHINE_ARN} --input '${JSON.stringify({ exportArn, exportDate: LOST })}' --region ap-northeast-1`,
      },
    ]);
  });

  it('that was made of changes is made again from its Parquet, as its export has changes alone', () => {
    const facts = healthy(COLUMNAR);
    const data_location = locationOf(facts, LOST);
    const [finding] = findLost(withRegistrations({ night_kind: 'changes', chain_depth: '1', data_location }, facts));
    expect(finding?.remedy).toMatch(/^aws glue create-partition --database-name \w+ --table-name \w+_raw /);
    const input = JSON.parse(/'(.*)'/.exec(finding?.remedy ?? '')?.[1] ?? '') as Record<string, unknown>;
    expect(input).toEqual({
      Values: [LOST],
      StorageDescriptor: columnarStorage(facts.table.table, data_location),
      Parameters: {
        ...night(facts.system.config, facts.table.table, LOST).Parameters,
        night_kind: 'changes',
        chain_depth: '1',
      },
    });
  });

  it.each([
    ['no registration is without its night', withRegistrations(undefined)],
    ['retention took it', withRegistrations({ expired: '2026-01-31T19:10:00.000Z' })],
    ['it was never verified', withRegistrations({ verified: 'false' })],
    ['its export is published under another date', withRegistrations({ export_id: exportIdOf('2026-02-01') })],
    ['an execution works', withRegistrations({})],
  ])('is not found where %s', (what, facts) => {
    const running = execution('RUNNING', { startTime: NOW });
    if (what === 'an execution works')
      facts.table.executions = { is: 'found', value: { newest: running, failed: undefined, running: [running] } };
    expect(findLost(facts)).toEqual([]);
  });
});

describe('a night of Parquet whose objects are gone', () => {
  /** The newest night is columnar, and nothing lies in its folder. */
  function withoutParquet(parameters: Readonly<Record<string, string>>): Healthy {
    const facts = healthy(COLUMNAR);
    const date = '2026-02-01';
    const location = locationOf(facts, date);
    const [before, newest] = getValue(facts.table.partitions.raw) ?? [];
    const StorageDescriptor = columnarStorage(facts.table.table, location);
    const changed = { ...newest, StorageDescriptor, Parameters: { ...newest?.Parameters, ...parameters } };
    const slot = { ...changed, Values: ['newest'], Parameters: { ...changed.Parameters, export_date: date } };
    facts.table.partitions = {
      ...facts.table.partitions,
      raw: { is: 'found', value: [before ?? {}, changed] },
      latest: { is: 'found', value: [slot, { ...before, Values: ['previous'] }] },
    };
    facts.table.hasObjects = new Map([...facts.table.hasObjects, [location, false]]);
    return facts;
  }

  const remedies = (facts: Healthy) =>
    diagnoseOne(facts)
      .filter(({ what }) => what.includes('has no objects'))
      .map(({ remedy }) => (remedy.split(' --')[0] ?? '') + (remedy.includes('exportArn') ? ' with its export' : ''));

  it('is written again from its export, and is not deleted', () => {
    const again = 'aws stepfunctions start-execution with its export';
    expect(remedies(withoutParquet({}))).toEqual([again, again]);
  });

  it('that was made of changes cannot be written again from its export', () => {
    expect(remedies(withoutParquet({ night_kind: 'changes' }))).toEqual([
      'aws glue delete-partition',
      'aws stepfunctions start-execution',
    ]);
  });
});

describe('a slot that should show a night of changes', () => {
  it.each([
    ['another night', 'update-partition --partition-value-list newest'],
    ['nothing', 'create-partition'],
  ])('and shows %s is written, as its export cannot be published another time', (what, call) => {
    const facts = healthy(COLUMNAR);
    const [before, newest] = getValue(facts.table.partitions.raw) ?? [];
    const night = { ...newest, Parameters: { ...newest?.Parameters, night_kind: 'changes' } };
    const slots = [
      { ...before, Values: ['previous'] },
      ...(what === 'nothing' ? [] : [{ ...before, Values: ['newest'] }]),
    ];
    facts.table.partitions = {
      ...facts.table.partitions,
      raw: { is: 'found', value: [before ?? {}, night] },
      latest: { is: 'found', value: slots },
    };
    const [finding] = diagnoseOne(facts).filter(({ check }) => check === 'slots');
    expect(finding?.remedy).toContain(`aws glue ${call} --database-name ${facts.table.names.database} `);
    expect(JSON.parse(/'(.*)'/.exec(finding?.remedy ?? '')?.[1] ?? '')).toEqual({
      Values: ['newest'],
      StorageDescriptor: newest?.StorageDescriptor,
      Parameters: { ...night.Parameters, export_date: '2026-02-01' },
    });
  });
});
