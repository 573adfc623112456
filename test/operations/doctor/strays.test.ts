import { strayIds, type NightExecution, type StrayExport } from '../../../lib/operations';
import { denied, diagnoseOne, execution } from './changed-facts';
import { exportIdOf, healthy } from './healthy';

describe('exports without a partition, while executions run', () => {
  const tableArn = 'arn:aws:dynamodb:ap-northeast-1:123456789012:table/example-sushiorderdata-dev';
  const manifest = { tableArn } as never;
  const [other, mine] = ['2026-01-20', '2026-02-01'].map(exportIdOf) as [string, string];
  const since = Number(mine.slice(1, 14));
  const strays = (running: NightExecution[] | 'unknown', ids: Readonly<Record<string, StrayExport['manifest']>>) => {
    const facts = healthy();
    const value = Object.entries(ids).map(([exportId, manifest]) => ({ exportId, folder: `${exportId}/`, manifest }));
    facts.system.strays = { is: 'found', value };
    facts.table.executions =
      running === 'unknown' ? denied : { is: 'found', value: { newest: running[0], failed: undefined, running } };
    const found = diagnoseOne(facts).filter(({ check }) => check === 'objects');
    return found.map(({ what }) => /[^ ]*-0123abcd/.exec(what)?.[0]);
  };
  const night = execution('RUNNING', { startTime: since - 1000 });
  const adoption = execution('RUNNING', { startTime: since, input: { exportArn: `${tableArn}/export/${other}` } });

  it.each([
    ['are strays but for the one that a night has begun', [night], [other]],
    ['are strays but for the one that a night finds again', [{ ...night, startTime: since + 7 * 3_600_000 }], [other]],
    ['are strays but for the one that is adopted', [adoption], [mine]],
    ['are none where all are worked on', [adoption, night], []],
    ['are strays where nothing runs', [], [other, mine]],
  ] as const)('%s', (_, running, expected) => {
    for (const each of [manifest, 'missing' as const])
      expect([other, mine].filter((id) => strays([...running], { [id]: each }).length > 0)).toEqual(expected);
  });

  it('are strays by their age where it is not known what runs', () => {
    expect(strays('unknown', { [mine]: 'missing' })).toEqual([]);
    expect(strays('unknown', { [other]: 'missing' })).toEqual([other]);
  });
});

it('folders of exports are known by parameters, values and locations of partitions', () => {
  const partitions = [
    { Values: ['2026-01-31'], Parameters: { export_id: 'a' } },
    { Values: ['2026-01-31', 'b'] },
    { Values: ['newest'], StorageDescriptor: { Location: 's3://bucket/export/AWSDynamoDB/c/data/' } },
  ];
  expect(strayIds(['a', 'b', 'c', 'd'], partitions)).toEqual(['d']);
});

describe('a finished export of a date that has a night', () => {
  const find = (exportTime: string, isWindow = false) => {
    const facts = healthy();
    const exportId = exportIdOf('2026-02-01').replace(/-.*/, '-89abcdef');
    const tableArn = 'arn:aws:dynamodb:ap-northeast-1:123456789012:table/example-sushiorderdata-dev';
    const manifest = (
      isWindow ? { window: { tableArn, exportToTime: exportTime } } : { tableArn, exportTime }
    ) as never;
    facts.system.strays = { is: 'found', value: [{ exportId, folder: `export/${exportId}/`, manifest }] };
    const [finding] = diagnoseOne(facts).filter(({ check }) => check === 'objects');
    return finding?.remedy.replace(/s3:.*export\//, 'FOLDER/').split(' --')[0];
  };

  it('is removed by its command where the night is newer, as adopt would leave it for ever', () => {
    expect(find('2026-01-31T18:00:00.000Z')).toMatch(/^aws s3 rm FOLDER/);
  });

  it('is adopted where it is newer than the night', () => {
    expect(find('2026-01-31T20:00:00.000Z')).toBe('npx export-to-athena adopt');
  });

  it('is adopted where the date has no night', () => {
    expect(find('2026-01-20T18:00:00.000Z')).toBe('npx export-to-athena adopt');
  });

  it.each([
    ['2026-01-31T19:00:00.000Z', 'aws s3 rm FOLDER'],
    ['2026-01-31T19:00:01.000Z', 'npx export-to-athena adopt'],
  ])('of changes to %s is removed only where the newest night has them', (to, command) => {
    expect(find(to, true)?.startsWith(command)).toBe(true);
  });

  it.each([
    [
      'with the data files beside it',
      'export/t/changes/2026-02-01/abc-0-0/2',
      'export/t/changes/2026-02-01/abc-0-0/2/',
    ],
    ['alone where a night has the folder', 'export/t/changes/2026-01-31/abc-0-0/1', undefined],
  ])('of a window is removed %s', (_, prefix, removed) => {
    const facts = healthy();
    const exportId = exportIdOf('2026-01-20');
    const tableArn = 'arn:aws:dynamodb:ap-northeast-1:123456789012:table/example-sushiorderdata-dev';
    const manifest = { window: { tableArn, exportToTime: '2026-01-31T18:00:00Z' } } as never;
    const folder = `${prefix}/AWSDynamoDB/${exportId}/`;
    facts.system.strays = { is: 'found', value: [{ exportId, folder, manifest }] };
    const Parameters = { window_prefix: 'export/t/changes/2026-01-31/abc-0-0/1' };
    const files = [{ Values: ['2026-01-31', 'another'], Parameters }];
    facts.table.partitions = { ...facts.table.partitions, files: { is: 'found', value: files } };
    const [finding] = diagnoseOne(facts).filter(({ check }) => check === 'objects');
    expect(finding?.remedy).toContain(`aws s3 rm s3://${facts.table.names.bucket}/${removed ?? folder} --recursive`);
  });
});
