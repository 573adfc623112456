import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { runDownloadedNights } from '../../../lib/cli/nights/downloaded-night';
import { parseConfig } from '../../../lib/config';
import { formatManifestFiles, md5Base64, type Item } from '../../../lib/export';
import { formatManifestSummary, formatWindowManifest } from '../../../lib/night';
import { canonical } from '../../incremental/canonical';
import { keyTextOf, makeHistory, type History } from '../../incremental/generate';
import { runCli } from '../run-cli';

const TABLE = 'arn:aws:dynamodb:ap-northeast-1:000000000000:table/shop-orders';
const root = mkdtempSync(join(tmpdir(), 'nights-of-changes-'));
let printed: string;

beforeEach(() => {
  printed = '';
});

const say = (line: string): void => {
  printed += `${line}\n`;
};

afterAll(() => {
  rmSync(root, { recursive: true });
});

const iso = (time: number): string => new Date(time).toISOString();
const exportId = (time: number): string => `0${time}-${String(time).slice(-8)}`;

/** Writes a history as AWS would: a full export, and incremental ones whose data files lie in one folder. @returns their folders */
function download({ first, windows }: History): string[] {
  const directory = mkdtempSync(join(root, 'download-'));
  const [{ from: start } = { from: 0 }] = windows;
  const put = (key: string, body: string | Buffer) => {
    const path = join(directory, key);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, body);
  };
  const write = (
    time: number,
    folder: string,
    files: readonly (readonly object[])[],
    format: (facts: Facts) => string,
  ) => {
    const id = exportId(time);
    const own = `export/AWSDynamoDB/${id}`;
    const listed = files.map((lines, number) => {
      const dataFileS3Key = `${folder.replace('ID', id)}/${id.slice(6, 14)}${number}.json.gz`;
      const body = gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      put(dataFileS3Key, body);
      return { itemCount: lines.length, md5Checksum: md5Base64(body), etag: 'x-1', dataFileS3Key };
    });
    put(`${own}/manifest-files.json`, formatManifestFiles(listed));
    const facts = {
      exportArn: `${TABLE}/export/${id}`,
      startTime: iso(time),
      endTime: iso(time + 300_000),
      tableArn: TABLE,
      tableId: '12345a12-abcd-123a-ab12-1234abc12345',
      s3Bucket: 'source',
      s3Prefix: 'export',
      s3SseAlgorithm: 'AES256',
      manifestFilesS3Key: `${own}/manifest-files.json`,
      billedSizeBytes: 10_000_000,
      itemCount: files.flat().length,
      outputFormat: 'DYNAMODB_JSON',
    };
    put(`${own}/manifest-summary.json`, format(facts));
    put(`${own}/manifest-summary.md5`, md5Base64(format(facts)));
    return join(directory, own);
  };
  type Facts = Omit<Parameters<typeof formatManifestSummary>[0], 'version' | 'exportTime'>;
  return [
    write(start, 'export/AWSDynamoDB/ID/data', [first.map((item) => ({ Item: item })), []], (facts) =>
      formatManifestSummary({ version: '2020-06-30', exportTime: iso(start), ...facts }),
    ),
    ...windows.map(({ from, to, files }) =>
      write(to, 'export/AWSDynamoDB/data', files, (facts) =>
        formatWindowManifest({
          version: '2023-08-01',
          exportFromTime: iso(from),
          exportToTime: iso(to),
          outputView: 'NEW_AND_OLD_IMAGES',
          ...facts,
        }),
      ),
    ),
  ];
}

const GIVEN = { key: 'id', sortKey: 'number' };

async function start(directories: readonly string[], keys: object = GIVEN) {
  const folder = mkdtempSync(join(root, 'nights-'));
  const options = { ...keys, answers: 'none' } as const;
  const published = await runDownloadedNights(parseConfig({}), absoluteFolder(folder), directories, {
    ...options,
    say,
  });
  return { folder, published };
}

const readTables = (folder: string) => JSON.parse(readFileSync(join(folder, 'tables.json'), 'utf8')) as unknown;

/** The items of each night, by their keys, in a form in which the same items are the same text. */
async function nightsIn(folder: string): Promise<Map<string, string>[]> {
  const sql = 'SELECT export_date, CAST(item AS json) AS item FROM shop_orders_raw ORDER BY export_date';
  const { stdout, stderr } = await runCli('query', sql, '--format', 'json', '--folder', folder);
  if (stdout === '') throw new Error(stderr);
  const nights = new Map<string, Map<string, string>>();
  for (const line of stdout.trim().split('\n')) {
    const row = JSON.parse(line) as { export_date: string; item: string | Item };
    const item = (typeof row.item === 'string' ? JSON.parse(row.item) : row.item) as Record<
      string,
      Record<string, string>
    >;
    const night = nights.get(row.export_date) ?? new Map<string, string>();
    const whole = Object.fromEntries(
      Object.entries(item).map(([name, described]) => [
        name,
        Object.fromEntries(Object.entries(described).map(restore)),
      ]),
    ) as unknown as Item;
    night.set(keyTextOf(whole), canonical(whole));
    nights.set(row.export_date, night);
  }
  return [...nights.values()];
}

/** A value of the raw column as a line of an export has it. */
function restore([type, text]: readonly [string, string]): [string, unknown] {
  return [type, ['M', 'L', 'SS', 'NS', 'BS', 'BOOL', 'NULL'].includes(type) ? JSON.parse(text) : text];
}

const itemsOf = (items: readonly Item[]) => new Map(items.map((item) => [keyTextOf(item), canonical(item)]));

describe('nights of a downloaded full export and the changes after it', () => {
  it.each([
    [1, false, GIVEN],
    [2, false, {}],
    [3, true, GIVEN],
  ])('have every item as it was, with seed %d, and records that came late: %s', async (seed, dirty, keys) => {
    const history = makeHistory({ seed, dirty, items: 120 });
    const { folder, published } = await start(download(history).reverse(), keys);
    expect(printed).not.toContain('Not published');
    expect(published).toBe(true);
    // where no key is given, the changes name it, though the first attribute alone tells the items apart
    expect(readTables(folder)).toMatchObject([{ partitionKey: { name: 'id' }, sortKey: { name: 'number' } }]);
    expect(await nightsIn(folder)).toEqual([history.first, ...history.windows.map(({ truth }) => truth)].map(itemsOf));
  });

  it('stop at the first that is not as it was exported, with the nights before it', async () => {
    const history = makeHistory({ seed: 4, items: 60 });
    const directories = download(history);
    const [file] = readFileSync(join(directories[2] ?? '', 'manifest-files.json'), 'utf8').split('\n');
    const { dataFileS3Key } = JSON.parse(file ?? '') as { dataFileS3Key: string };
    const path = join(dirname(dirname(dirname(directories[2] ?? ''))), dataFileS3Key);
    // the same lines, but one letter: gzip says nothing, and every count is right
    writeFileSync(
      path,
      gzipSync(gunzipSync(readFileSync(path)).toString().replace('"kind":{"S":"c', '"kind":{"S":"b')),
    );
    const { folder, published } = await start(directories);
    expect(published).toBe(false);
    expect(printed).toContain('MD5_MISMATCH');
    expect(await nightsIn(folder)).toHaveLength(2);
  });
});
