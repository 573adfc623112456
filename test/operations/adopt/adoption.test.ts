import { parseConfig } from '../../../lib/config';
import type { ManifestSummary, WindowManifest } from '../../../lib/night';
import { adoptionInput, adoptionPlan, type AdoptionFacts, type KnownExport } from '../../../lib/operations';
import { manifestSummary } from '../manifest-summary';

const TABLE_ARN = 'arn:aws:dynamodb:ap-northeast-1:123456789012:table/orders';
const BUCKET = 'bucket';
const FOLDER = 'export/orders/';
const COMPLETED = { status: 'COMPLETED', type: 'FULL_EXPORT' };

/** The id of the export that starts at this time. */
function idAt(time: string, suffix = '0000000a'): string {
  return `0${Date.parse(time)}-${suffix}`;
}

function describeExport(
  time: string,
  change: Partial<KnownExport> = {},
  manifest: Partial<ManifestSummary> = {},
): KnownExport {
  const exportId = idAt(time, change.exportId);
  return {
    manifestKey: `${FOLDER}AWSDynamoDB/${exportId}/manifest-summary.json`,
    listed: COMPLETED,
    manifest: manifestSummary(TABLE_ARN, exportId, time, manifest),
    ...change,
    exportId,
  };
}

function plan(exports: readonly KnownExport[], facts: Partial<AdoptionFacts> = {}, context = {}) {
  return adoptionPlan({
    config: parseConfig(context),
    tableArn: TABLE_ARN,
    bucket: BUCKET,
    exportFolders: [FOLDER, 'backups/'],
    exports,
    nights: [],
    running: new Set(),
    now: Date.parse('2026-02-01T00:00:00Z'),
    since: undefined,
    ...facts,
  });
}

const reasons = (exports: readonly KnownExport[], facts: Partial<AdoptionFacts> = {}, context = {}) =>
  plan(exports, facts, context).skipped.map(({ reason }) => reason);

describe('an adoption plan', () => {
  it('has the finished exports that are not published, oldest first, each with the date of its state in the zone', () => {
    const { steps, skipped } = plan([describeExport('2026-01-30T19:00:00Z'), describeExport('2026-01-29T14:59:00Z')]);
    expect(steps).toEqual([
      {
        exportId: idAt('2026-01-29T14:59:00Z'),
        exportArn: `${TABLE_ARN}/export/${idAt('2026-01-29T14:59:00Z')}`,
        exportDate: '2026-01-29',
        itemCount: 3,
      },
      expect.objectContaining({ exportDate: '2026-01-31' }),
    ]);
    expect(skipped).toEqual([]);
  });

  it('has those that DynamoDB has forgotten and the bucket has not', () => {
    const { steps } = plan([describeExport('2025-06-30T19:00:00Z', { listed: undefined })]);
    expect(steps).toHaveLength(1);
  });

  it('tells the execution where an export lies that DynamoDB has forgotten, and of no other', () => {
    const [forgotten, listed] = [
      describeExport('2025-06-30T19:00:00Z', { listed: undefined }),
      describeExport('2026-01-29T19:00:00Z'),
    ];
    expect(plan([forgotten, listed]).steps.map((step) => adoptionInput(step).exportManifest)).toEqual([
      `${FOLDER}AWSDynamoDB/${forgotten.exportId}/manifest-summary.json`,
      undefined,
    ]);
  });

  it('says how an export is read that lies in another folder of the bucket, and that one in another bucket is not', () => {
    const at = (elsewhere: string) =>
      describeExport('2026-01-29T19:00:00Z', { manifest: 'missing', manifestKey: undefined, elsewhere });
    const { exportId } = at('');
    const [here, there] = [`s3://${BUCKET}`, 's3://other'].map(
      (bucket) => reasons([at(`${bucket}/old/AWSDynamoDB/${exportId}/manifest-summary.json`)])[0],
    );
    expect(here).toContain('add "old/AWSDynamoDB" to exportPrefixes of the table');
    expect(there).toContain('another bucket, where no night is read from');
  });

  it('passes over exports of other tables: tables share the bucket', () => {
    const other = describeExport('2026-01-30T19:00:00Z', {}, { tableArn: `${TABLE_ARN}s` });
    expect(plan([other])).toEqual({ steps: [], skipped: [] });
  });

  it('begins with the first date that is wanted', () => {
    const exports = [describeExport('2026-01-28T19:00:00Z'), describeExport('2026-01-29T19:00:00Z')];
    expect(plan(exports, { since: '2026-01-30' }).steps.map(({ exportDate }) => exportDate)).toEqual(['2026-01-30']);
  });

  it('has of several exports of a date the one with the newest state, and says so of the others', () => {
    const [morning, noon] = [describeExport('2026-01-30T19:00:00Z'), describeExport('2026-01-31T03:00:00Z')];
    expect(plan([noon, morning])).toMatchObject({
      steps: [{ exportId: noon.exportId, exportDate: '2026-01-31' }],
      skipped: [{ exportId: morning.exportId, reason: `${noon.exportId} is a newer one of the same date` }],
    });
  });

  it('replaces a published night with a newer export of its date, never with an older one', () => {
    const night = { date: '2026-01-31', exportId: 'other', exportTime: '2026-01-30T20:00:00.000Z' };
    const [older, newer] = [describeExport('2026-01-30T19:00:00Z'), describeExport('2026-01-30T21:00:00Z')];
    expect(reasons([older], { nights: [night] })).toEqual(['other, a newer one of the same date, is published']);
    expect(plan([newer], { nights: [night] }).steps).toHaveLength(1);
  });

  it('is empty when it was carried out: what is published or under way is not begun again', () => {
    const [first, second] = [describeExport('2026-01-29T19:00:00Z'), describeExport('2026-01-30T19:00:00Z')];
    const nights = [{ date: '2026-01-30', exportId: first.exportId, exportTime: '2026-01-29T19:00:00.000Z' }];
    const running = new Set([second.exportId]);
    expect(plan([first, second], { nights, running })).toMatchObject({
      steps: [],
      skipped: [{ reason: 'it is published' }, { reason: 'an execution works on it' }],
    });
  });

  it.each<[string, Partial<KnownExport>, Partial<ManifestSummary>]>([
    ['it is not finished; adopt it later', { listed: { status: 'IN_PROGRESS', type: undefined } }, {}],
    ['it FAILED', { listed: { status: 'FAILED', type: undefined }, manifest: 'missing' }, {}],
    [
      'it is an incremental export, which has only changes: give the table "incremental" to make nights of such',
      { listed: { status: 'COMPLETED', type: 'INCREMENTAL_EXPORT' } },
      {},
    ],
    [
      'it has only what a filter let through, {"FilterExpression":"#s = :o"} (Export.Filtered)',
      { filter: '{"FilterExpression":"#s = :o"}' },
      {},
    ],
    [
      'it has no manifest in s3://bucket/export/orders/, s3://bucket/backups/: it went elsewhere, or its objects were removed',
      { manifest: 'missing' },
      {},
    ],
    [
      'its folder has no manifest-summary.json: it never finished, or its objects were removed',
      { listed: undefined, manifest: 'missing' },
      {},
    ],
    ['its manifest cannot be used: no JSON', { manifest: { unusable: 'no JSON' } }, {}],
    ['it was exported to the bucket other', {}, { s3Bucket: 'other' }],
    ['its manifest is that of another export, arn:x', {}, { exportArn: 'arn:x' }],
  ])('leaves an export alone: %s', (reason, change, manifest) => {
    expect(reasons([describeExport('2026-01-30T19:00:00Z', change, manifest)])).toEqual([reason]);
  });

  it('leaves alone what retention would remove at once', () => {
    const exports = [describeExport('2026-01-20T19:00:00Z'), describeExport('2026-01-30T19:00:00Z')];
    const { steps, skipped } = plan(exports, {}, { retentionDays: 10 });
    expect(steps).toHaveLength(1);
    expect(skipped[0]?.reason).toBe('it is older than the 10 days that nights stay (retentionDays)');
  });
});

/** An incremental export of a time, below a prefix of its own. */
function describeIncrement(from: string, to: string, change: Partial<WindowManifest> = {}): KnownExport {
  const exportId = idAt(to, '000000b0');
  const { exportTime: _, ...common } = manifestSummary(TABLE_ARN, exportId, to);
  const [exportFromTime, exportToTime] = [from, to].map((time) => new Date(time).toISOString()) as [string, string];
  const window = { ...common, exportFromTime, exportToTime, outputView: 'NEW_AND_OLD_IMAGES', itemCount: 2, ...change };
  return {
    exportId,
    manifestKey: `${FOLDER}changes/${to}/AWSDynamoDB/${exportId}/manifest-summary.json`,
    listed: { status: 'COMPLETED', type: 'INCREMENTAL_EXPORT' },
    manifest: { window },
  };
}

describe('an adoption plan with incremental exports', () => {
  const day = (date: number) => `2026-01-${String(date).padStart(2, '0')}T19:00:00Z`;
  const full = (date: number) => describeExport(day(date));
  const increment = (from: number, to: number) => describeIncrement(day(from), day(to));
  const ids = (exports: readonly KnownExport[]) => exports.map(({ exportId }) => exportId);
  const ofChanges = (exports: readonly KnownExport[], facts: Partial<AdoptionFacts> = {}) =>
    plan(exports, { isIncremental: true, ...facts });
  const makeNight = (date: number, more: object = {}) => ({
    date: `2026-01-${date + 1}`,
    exportId: idAt(day(date)),
    exportTime: day(date),
    ...more,
  });

  it('has them after the night whose instant they begin at, in the order of their times', () => {
    const chain = [full(10), increment(10, 11), increment(11, 12), full(13), increment(13, 14)];
    const { steps, skipped } = ofChanges([...chain].reverse());
    expect(steps.map(({ exportId }) => exportId)).toEqual(ids(chain));
    expect(steps.map(({ isIncremental }) => isIncremental)).toEqual([undefined, true, true, undefined, true]);
    expect(skipped).toEqual([]);
  });

  it('goes on from the newest published night', () => {
    const { steps } = ofChanges([increment(20, 21)], { nights: [makeNight(20)] });
    expect(steps).toMatchObject([{ exportDate: '2026-01-22', itemCount: 2, isIncremental: true }]);
  });

  it.each([
    ['there is no night', [], [increment(10, 11)], /Changes\.NoBase.*adopt a full export of that very time/],
    [
      'changes between are missing',
      [makeNight(9)],
      [increment(10, 11)],
      /Changes\.NotContiguous.*an export that has the changes between/,
    ],
    ['they overlap', [makeNight(10)], [describeIncrement('2026-01-10T18:00:00Z', day(11))], /Changes\.NotContiguous/],
    [
      'they are older than the newest night',
      [makeNight(9), makeNight(15)],
      [increment(9, 10)],
      /older than the newest night, that of 2026-01-16/,
    ],
    [
      'a full export of the same date is published',
      [],
      [full(10), increment(10, 11), full(11)],
      /a full export of the same date/,
    ],
  ])('leaves them and says why where %s', (_, nights, exports, reason) => {
    const { skipped } = ofChanges(exports, { nights });
    expect(skipped).toEqual([expect.objectContaining({ reason: expect.stringMatching(reason) as string })]);
  });

  it('leaves them where the table has no nights of changes, and says which setting makes such', () => {
    expect(reasons([increment(10, 11)], { nights: [makeNight(10)] })).toEqual([
      expect.stringContaining('give the table "incremental"') as string,
    ]);
  });

  it('leaves those whose data files lie in one folder, as no night is made of such', () => {
    const shared = [increment(10, 11), increment(11, 12)].map((known) => ({
      ...known,
      manifestKey: `${FOLDER}AWSDynamoDB/${known.exportId}/manifest-summary.json`,
    }));
    const { steps, skipped } = ofChanges([full(10), ...shared]);
    expect(steps).toHaveLength(1);
    expect(skipped).toHaveLength(2);
    expect(skipped[0]?.reason).toContain('(file_not_listed)');
  });

  it('does not begin again with those that a published night was made of', () => {
    const [first, second] = [increment(10, 11), increment(11, 12)];
    const night = {
      ...makeNight(12),
      exportId: second.exportId,
      baseDate: '2026-01-11',
      windows: ids([first, second]),
    };
    const { steps, skipped } = ofChanges([first, second], { nights: [makeNight(10), night] });
    expect([steps, skipped.map(({ reason }) => reason)]).toEqual([[], ['it is published', 'it is published']]);
  });

  it('warns of a full export in the middle of a chain, and names the nights that stay', () => {
    const nights = [
      makeNight(10),
      makeNight(11, { baseDate: '2026-01-11', windows: ['a'] }),
      makeNight(12, { baseDate: '2026-01-12', windows: ['b'] }),
    ];
    const later = describeExport('2026-01-11T20:00:00Z');
    expect(ofChanges([later], { nights }).steps).toMatchObject([
      { warning: 'the night 2026-01-13 stays as it is, made of the night 2026-01-12 that it replaces' },
    ]);
    expect(ofChanges([describeExport('2026-01-12T20:00:00Z')], { nights }).steps[0]?.warning).toBeUndefined();
  });
});
