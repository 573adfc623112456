import { gzipSync } from 'node:zlib';
import { inspectExport } from '../../lib/export';
import { inspectChanges } from '../../lib/export/inspect-changes';
import type { WindowManifest } from '../../lib/night';
import { InspectedBucket } from './memory-bucket';
import { sampleChanges, stream, writeSampleWindow } from './sample-export';

const WINDOW = {
  exportFromTime: '2026-01-01T19:00:00.000Z',
  exportToTime: '2026-01-02T19:00:00.000Z',
  outputView: 'NEW_AND_OLD_IMAGES',
} as WindowManifest;
const FROM = Date.parse(WINDOW.exportFromTime) * 1000;
const TO = Date.parse(WINDOW.exportToTime) * 1000;

interface Line {
  readonly micros?: number | string;
  readonly keys?: object;
  readonly old?: object;
  readonly fresh?: object;
}

const ITEM = { id: { S: 'a' }, menu: { S: 'いか\u2028' } };

function line({ micros = FROM, keys = { id: { S: 'a' } }, ...images }: Line = { fresh: ITEM }): string {
  const { old, fresh } = images;
  return JSON.stringify({
    Metadata: { WriteTimestampMicros: { N: String(micros) } },
    Keys: keys,
    ...(old && { OldImage: old }),
    ...(fresh && { NewImage: fresh }),
  });
}

async function inspect(lines: readonly string[], window = WINDOW) {
  // in pieces of a few bytes, as a file of any size comes
  const bytes = gzipSync(lines.map((text) => `${text}\n`).join(''));
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) => bytes.subarray(at * 7, at * 7 + 7));
  return inspectChanges('data/a.json.gz', stream(pieces), window);
}

const listFindings = async (...lines: readonly string[]) =>
  (await inspect(lines)).findings.map(({ check, file, found: value, isHarmless }) => [check, file, value, isHarmless]);

describe('the lines of an incremental export', () => {
  it('have nothing wrong where each is a change of the window', async () => {
    const good = [
      line(),
      line({ keys: { id: { S: 'b' } }, old: { ...ITEM, id: { S: 'b' } }, micros: TO - 1 }),
      line({ keys: { id: { S: 'c' } }, old: { ...ITEM, id: { S: 'c' } }, fresh: { id: { S: 'c' } } }),
    ];
    expect(await inspect(good)).toEqual({ findings: [], lines: 3, problem: undefined });
  });

  it.each<[string, string, string]>([
    ['no JSON', '{"Metadata"', '{"Metadata"'],
    ['another line than an object', '[1]', '[1]'],
  ])('are unreadable: %s', async (_, text, value) => {
    expect(await listFindings(line(), text)).toEqual([['unreadable_lines', 'data/a.json.gz, line 2', value, false]]);
  });

  it('lack their keys', async () => {
    const [[check] = []] = await listFindings(line({ keys: {}, fresh: ITEM }));
    expect(check).toBe('change_keys');
  });

  it.each([
    ['old' as const, 'OldImage'],
    ['fresh' as const, 'NewImage'],
  ])('have an image of another key: %s', async (image, name) => {
    expect(await listFindings(line({ [image]: { id: { N: '1' } } }))).toEqual([
      ['image_key', 'data/a.json.gz, line 1', `{"id":{"N":"1"}} in ${name}`, false],
    ]);
  });

  it.each([
    ['before the window', FROM - 1, '2026-01-01T18:59:59.999Z (1767293999999999), key {"id":{"S":"a"}}'],
    ['at its end', TO, '2026-01-02T19:00:00.000Z (1767380400000000), key {"id":{"S":"a"}}'],
    ['that is no time', 'soon', 'no WriteTimestampMicros, key {"id":{"S":"a"}}'],
  ])('are of a time %s', async (_, micros, value) => {
    expect(await listFindings(line({ micros, fresh: ITEM }))).toEqual([
      ['change_time', 'data/a.json.gz, line 1', value, false],
    ]);
  });

  it('are of a key that another line has, which keeps no night from being made', async () => {
    expect(await listFindings(line(), line({ old: ITEM }))).toEqual([
      ['change_repeated', 'data/a.json.gz, line 2', '{"id":{"S":"a"}}, also in line 1', true],
    ]);
  });

  it('have no image at all, which keeps no night from being made, and is a deletion where old images are left out', async () => {
    expect(await listFindings(line({}))).toEqual([
      ['change_without_image', 'data/a.json.gz, line 1', 'neither, key {"id":{"S":"a"}}', true],
    ]);
    expect((await inspect([line({})], { ...WINDOW, outputView: 'NEW_IMAGE' })).findings).toEqual([]);
  });

  it('are told of three times, and counted', async () => {
    const wrong = Array.from({ length: 5 }, (_, at) =>
      line({ keys: { id: { N: String(at) } }, micros: TO, old: { id: { N: String(at) } } }),
    );
    expect((await listFindings(...wrong)).map(([, file, value]) => [file, String(value).slice(0, 17)])).toEqual([
      ['data/a.json.gz, line 1', '2026-01-02T19:00:'],
      ['data/a.json.gz, line 2', '2026-01-02T19:00:'],
      ['data/a.json.gz, line 3', '2026-01-02T19:00:'],
      ['data/a.json.gz', '2 more such lines'],
    ]);
  });

  it('end where the file is cut off', async () => {
    const bytes = gzipSync(`${line()}\n`.repeat(100)).subarray(0, -10);
    const { lines, problem } = await inspectChanges('a', stream([bytes]), WINDOW);
    expect(lines).toBeLessThanOrEqual(100);
    expect(lines).toBeGreaterThan(0);
    expect(problem).toContain('unexpected end of file');
  });
});

describe('the inspection of an incremental export', () => {
  const day = 1;
  const inWindow = Date.parse('2023-09-03T00:00:00Z') * 1000;

  it('reads its lines, and says in which file and line something is wrong', async () => {
    const bucket = new InspectedBucket();
    const { layout, files, summary } = await writeSampleWindow(bucket, sampleChanges([1, 2, 3, 4], inWindow), { day });
    expect(await inspectExport(bucket, layout)).toMatchObject({ findings: [], items: 4, isIncremental: true });
    const other = await writeSampleWindow(bucket, sampleChanges([1], Date.parse(summary.exportToTime) * 1000), {
      day: 2,
      prefix: 'other',
    });
    const late = other.files.find(({ itemCount }) => itemCount === 1)?.dataFileS3Key ?? '';
    const [first] = files;
    const own = first?.dataFileS3Key ?? '';
    await bucket.put(own, bucket.bytes(late));
    const { findings } = await inspectExport(bucket, layout);
    expect(findings.map(({ check, file }) => [check, file])).toEqual([
      ['file_changed', own],
      ['change_time', `${own}, line 1`],
    ]);
  });
});
