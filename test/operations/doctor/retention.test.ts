import { diagnoseOne } from './changed-facts';
import { exportIdOf, healthy, NOW, type Healthy } from './healthy';

describe('with retentionDays, the doctor', () => {
  const DAY = 86_400_000;
  const findings = (facts: Healthy, check: string) => diagnoseOne(facts).filter((finding) => finding.check === check);

  /** Exports of some dates are registered, and not published. */
  const register = (nights: Readonly<Record<string, string | undefined>>): Healthy => {
    const facts = healthy({ retentionDays: 10 });
    const value = Object.entries(nights).map(([date, expired]) => ({
      Values: [date, exportIdOf(date)],
      ...(expired !== undefined && { Parameters: { expired } }),
    }));
    facts.table.partitions = { ...facts.table.partitions, files: { is: 'found', value } };
    return facts;
  };

  it('says nothing of exports whose time to go has not come, or not long ago', () => {
    const nights = { '2026-01-20': undefined, '2025-12-20': undefined, '2025-06-01': '2026-01-20T19:00:00.000Z' };
    expect(findings(register(nights), 'retention')).toEqual([]);
  });

  it('names exports that no night removes', () => {
    const nights = { '2025-12-01': undefined, '2025-11-01': '2025-11-12T19:00:00.000Z' };
    expect(findings(register(nights), 'retention')).toEqual([
      expect.objectContaining({
        severity: 'warning',
        what: `2 exports are older than 10 days and 37 more, and still there: ${exportIdOf('2025-12-01')}, ${exportIdOf('2025-11-01')}.`,
        remedy: expect.stringMatching(/^aws s3 rm .* --recursive --dryrun/) as string,
      }),
    ]);
  });

  it('has the command that removes exports that are not registered: too old to adopt, or never finished', () => {
    const facts = healthy({ retentionDays: 10 });
    const manifest = { tableArn: 'arn:aws:dynamodb:x:1:table/example-sushiorderdata-dev' } as never;
    const [old, failed, running] = ['2025-12-01', '2026-01-10', '2026-01-31'].map(exportIdOf) as [
      string,
      string,
      string,
    ];
    const folderOf = (id: string) => `export/sushiorderdata/AWSDynamoDB/${id}/`;
    facts.system.strays = {
      is: 'found',
      value: [
        { exportId: old, folder: folderOf(old), manifest },
        { exportId: failed, folder: folderOf(failed), manifest: 'missing' },
        { exportId: running, folder: folderOf(running), manifest: 'missing' },
      ],
    };
    const rm = (id: string) =>
      `aws s3 rm s3://example-dynamodb-export-dev-123456789012-ap-northeast-1/${folderOf(id)} --recursive --region ap-northeast-1`;
    expect(findings(facts, 'objects')).toMatchObject([
      { severity: 'warning', remedy: rm(old) },
      { severity: 'note', remedy: rm(failed) },
      { severity: 'note', remedy: expect.stringMatching(/^aws s3 ls .*-0123abcd/) as string },
    ]);
  });

  it('mends slots by a new night, where the one that they should show is too old to be published again', () => {
    const facts = healthy({ retentionDays: 10 });
    facts.system.now = NOW + 26 * DAY;
    facts.table.partitions = { ...facts.table.partitions, latest: { is: 'found', value: [] } };
    expect(findings(facts, 'slots').map(({ remedy }) => remedy)).toEqual([
      expect.stringContaining("--input '{}'"),
      expect.stringContaining("--input '{}'"),
    ]);
  });
});
