import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

/*
 * Writes and reads exports without anything of lib/: what the product shows is compared with what is read here.
 */

/** A value as it stands in an export: a type descriptor and what it has. */
export type WireValue = Readonly<Record<string, unknown>>;

/** An item as it stands in an export. */
export type WireItem = Readonly<Record<string, WireValue>>;

/** What an export is of. */
export interface ExportFacts {
  readonly table: string;
  /** Data files; items go into them in turn. */
  readonly files: number;
  readonly exportId: string;
  /** Instant of the export, ISO 8601. */
  readonly time: string;
  readonly prefix?: string | undefined;
}

/** Writes items as an export in AWS's layout (AWS, "DynamoDB table export output format"). @returns its own folder */
export function writeItems(folder: string, items: readonly WireItem[], facts: ExportFacts): string {
  const { table, files, exportId, time, prefix } = facts;
  const place = `${prefix === undefined ? '' : `${prefix}/`}AWSDynamoDB/${exportId}/`;
  const tableArn = `arn:aws:dynamodb:eu-west-1:123456789012:table/${table}`;
  const own = join(folder, place);
  const put = (key: string, body: Buffer | string) => {
    mkdirSync(dirname(join(own, key)), { recursive: true });
    writeFileSync(join(own, key), body);
  };
  const putWithChecksum = (name: string, body: string) => {
    put(`${name}.json`, body);
    put(`${name}.md5`, md5(body).toString('base64'));
  };
  put('_started', '');
  const listed = Array.from({ length: files }, (_, file) => {
    const lines = items.filter((_item, index) => index % files === file).map((Item) => `${JSON.stringify({ Item })}\n`);
    const body = gzipSync(lines.join(''));
    const key = `data/${String(file).padStart(26, 'a')}.json.gz`;
    put(key, body);
    const hash = md5(body);
    return `${JSON.stringify({
      itemCount: lines.length,
      md5Checksum: hash.toString('base64'),
      etag: `${hash.toString('hex')}-1`,
      dataFileS3Key: place + key,
    })}\n`;
  });
  putWithChecksum('manifest-files', listed.join(''));
  const summary = {
    version: '2020-06-30',
    exportArn: `${tableArn}/export/${exportId}`,
    startTime: time,
    endTime: time,
    tableArn,
    tableId: 'cf263806-6bf1-4e51-a242-7067dcdecc72',
    exportTime: time,
    s3Bucket: 'bucket',
    s3Prefix: prefix ?? null,
    s3SseAlgorithm: 'AES256',
    s3SseKmsKeyId: null,
    manifestFilesS3Key: `${place}manifest-files.json`,
    billedSizeBytes: 0,
    itemCount: items.length,
    outputFormat: 'DYNAMODB_JSON',
  };
  putWithChecksum('manifest-summary', JSON.stringify(summary));
  return own;
}

/** All items of an export's data files. */
export function readItems(exportFolder: string): WireItem[] {
  const data = join(exportFolder, 'data');
  return readdirSync(data).flatMap((name) =>
    gunzipSync(readFileSync(join(data, name)))
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { Item: WireItem }).Item),
  );
}

function md5(body: Buffer | string): Buffer {
  return createHash('md5').update(body).digest();
}
