import { amount } from '../amount';
import { inParallel } from '../in-parallel';
import { isWindowManifest, ManifestError, parseManifestSummary, parseWindowManifest } from '../night';
import { sum } from '../sum';
import type { ExportLayout } from './layout';
import { checksumKeys, parentFolder, withSharedData } from './layout';
import type { ManifestFile } from './manifest-files';
import { manifestFileLines, parseManifestFile, parseManifestFiles } from './manifest-files';

/** Reads the objects of a bucket that exports lie in. */
export interface ExportReader {
  /** The objects whose keys start with this prefix. */
  list(prefix: string): AsyncIterable<{ readonly key: string; readonly size: number }>;
  /** The object as UTF-8 text; undefined if there is none. */
  text(key: string): Promise<string | undefined>;
  /** The md5 of an object in base64; `onBytes` is called with the number of bytes read since its last call. */
  md5(key: string, onBytes: (bytes: number) => void): Promise<string>;
}

/** What a byte check can find; names that stay as they are. */
export const BYTE_CHECKS = [
  'manifest_unusable',
  'manifest_changed',
  'file_missing',
  'file_not_listed',
  'file_listed_twice',
  'file_changed',
] as const;

export type ByteCheck = (typeof BYTE_CHECKS)[number];

/** One thing that is wrong with an export's bytes. */
export interface VerificationFinding {
  readonly check: ByteCheck;
  /** The key; for a manifest's line with its number. */
  readonly file: string;
  readonly expected: string;
  readonly found: string;
}

/** What was checked and what is wrong. No finding: every byte is as DynamoDB wrote it. */
export interface Verification {
  readonly findings: readonly VerificationFinding[];
  /** Data files that were read. */
  readonly files: number;
  /** Bytes of the data files that were read. */
  readonly bytes: number;
}

export interface VerifyOptions {
  /** Data files that are read at the same time. @default 2 */
  readonly concurrency?: number;
  /** Called while data files are read, with bytes done and bytes in all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Compares every byte of an export, full or incremental, with its checksums: each data file with manifest-files.json, each
 * manifest with its md5 file if it has one. It does not look into the lines; counting them is the validation query's job.
 */
export async function verifyExport(
  reader: ExportReader,
  layout: ExportLayout,
  options: VerifyOptions = {},
): Promise<Verification> {
  const sizes = new Map<string, number>();
  for await (const { key, size } of reader.list(layout.folder)) sizes.set(key, size);

  const findings: VerificationFinding[] = [];
  const { filesKey, isIncremental } = await summaryCheck(reader, layout, sizes, findings);
  const listed = await filesCheck(reader, filesKey, sizes, findings);
  const { dataFolder } = isIncremental ? withSharedData(layout) : layout;
  if (isIncremental) for await (const { key, size } of reader.list(dataFolder)) sizes.set(key, size);
  const isShared = isIncremental && (await hasOtherExports(reader, layout));
  findings.push(...compareListing(listed, sizes, isShared ? undefined : dataFolder));

  const present = new Map(listed.filter((file) => sizes.has(file.dataFileS3Key)).map((f) => [f.dataFileS3Key, f]));
  const bytes = sum([...present.keys()].map((key) => sizes.get(key) ?? 0));
  // The largest first: one that comes last would keep a single core busy at the end.
  const bySize = [...present.values()].sort(
    (a, b) => (sizes.get(b.dataFileS3Key) ?? 0) - (sizes.get(a.dataFileS3Key) ?? 0),
  );
  findings.push(...(await checkContents(reader, bySize, bytes, options)));
  return { findings, files: present.size, bytes };
}

/**
 * The manifests of an export whose md5 is not that of their own checksum files: they were changed after DynamoDB wrote them,
 * as where an account id was replaced. A warning, and no more: on AWS nothing that a night does reads these files.
 */
export async function findChangedManifests(
  reader: ExportReader,
  layout: Pick<ExportLayout, 'folder' | 'manifestSummary' | 'manifestFiles'>,
): Promise<readonly VerificationFinding[]> {
  const sizes = new Map<string, number>();
  for await (const { key, size } of reader.list(layout.folder)) sizes.set(key, size);
  return [
    ...(await manifestChecksum(reader, layout.manifestSummary, sizes)),
    ...(await manifestChecksum(reader, layout.manifestFiles, sizes)),
  ];
}

/** Whether an incremental export lies beside others, so that what is in the folder of data files may be theirs. */
async function hasOtherExports(reader: ExportReader, layout: ExportLayout): Promise<boolean> {
  const parent = parentFolder(layout);
  for await (const { key } of reader.list(parent))
    if (!key.startsWith(layout.folder) && key.endsWith('/manifest-files.json')) return true;
  return false;
}

type Sizes = ReadonlyMap<string, number>;

/** Checks manifest-summary.json and says where it has manifest-files.json, and whether it is an incremental export's. */
async function summaryCheck(
  reader: ExportReader,
  layout: ExportLayout,
  sizes: Sizes,
  findings: VerificationFinding[],
): Promise<{ readonly filesKey: string; readonly isIncremental: boolean }> {
  const key = layout.manifestSummary;
  findings.push(...(await manifestChecksum(reader, key, sizes)));
  const text = await reader.text(key);
  const isIncremental = text !== undefined && isWindowManifest(text);
  const parse = isIncremental ? parseWindowManifest : parseManifestSummary;
  const summary = usable(findings, () => parse(text, key));
  return { filesKey: summary?.manifestFilesS3Key ?? layout.manifestFiles, isIncremental };
}

/** Checks manifest-files.json and gives the data files of those of its lines that can be read. */
async function filesCheck(
  reader: ExportReader,
  key: string,
  sizes: Sizes,
  findings: VerificationFinding[],
): Promise<readonly ManifestFile[]> {
  findings.push(...(await manifestChecksum(reader, key, sizes)));
  const text = await reader.text(key);
  if (text === undefined) return usable(findings, () => parseManifestFiles(text, key)) ?? [];
  const files: ManifestFile[] = [];
  for (const line of manifestFileLines(text)) {
    const file = usable(findings, () => parseManifestFile(line, key));
    if (file) files.push(file);
  }
  return files;
}

function usable<T>(findings: VerificationFinding[], parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    const { file, expected, name, found } = error;
    findings.push({ check: 'manifest_unusable', file, expected, found: `${found} (${name})` });
    return undefined;
  }
}

async function manifestChecksum(reader: ExportReader, key: string, sizes: Sizes): Promise<VerificationFinding[]> {
  const checksumKey = checksumKeys(key).find((candidate) => sizes.has(candidate));
  if (checksumKey === undefined || !sizes.has(key)) return [];
  const expected = ((await reader.text(checksumKey)) ?? '').trim();
  const found = await reader.md5(key, () => undefined);
  return expected === found
    ? []
    : [{ check: 'manifest_changed', file: key, expected: `md5 ${expected}`, found: `md5 ${found}` }];
}

/** @param ownFolder the folder that has no other data files than those that are listed, if there is such a one */
function compareListing(
  listed: readonly ManifestFile[],
  sizes: Sizes,
  ownFolder: string | undefined,
): VerificationFinding[] {
  const times = new Map<string, number>();
  for (const { dataFileS3Key: key } of listed) times.set(key, (times.get(key) ?? 0) + 1);
  const findings: VerificationFinding[] = [];
  for (const [file, count] of times) {
    if (!sizes.has(file))
      findings.push({ check: 'file_missing', file, expected: 'a data file', found: 'no such file' });
    if (count > 1)
      findings.push({ check: 'file_listed_twice', file, expected: 'one line', found: amount(count, 'line') });
  }
  for (const [file, size] of sizes) {
    if (ownFolder === undefined || !file.startsWith(ownFolder) || times.has(file)) continue;
    findings.push({ check: 'file_not_listed', file, expected: 'only listed files', found: amount(size, 'byte') });
  }
  return findings;
}

async function checkContents(
  reader: ExportReader,
  files: readonly ManifestFile[],
  total: number,
  { concurrency = 2, onProgress }: VerifyOptions,
): Promise<VerificationFinding[]> {
  let done = 0;
  const onBytes = (bytes: number): void => {
    done += bytes;
    onProgress?.(done, total);
  };
  const found: string[] = [];
  await inParallel(files.entries(), concurrency, async ([index, file]) => {
    found[index] = await reader.md5(file.dataFileS3Key, onBytes);
  });
  return files.flatMap(({ dataFileS3Key: file, md5Checksum }, index) =>
    found[index] === md5Checksum
      ? []
      : [{ check: 'file_changed' as const, file, expected: `md5 ${md5Checksum}`, found: `md5 ${found[index] ?? ''}` }],
  );
}
