import { parseConfig } from '../../../lib/config';
import type { ManifestSummary } from '../../../lib/night';
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
      'it is an incremental export, which has only changes',
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
