import { createHash } from 'node:crypto';
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { ExportInspector } from '../../export';
import { orNothing } from '../account/or-nothing';

/** Times that a broken connection is taken up again where it broke off. */
const ATTEMPTS = 5;

/** A bucket as the place that exports are read from; bytes are never held, and a download goes on where it broke off. */
export function s3ExportReader(client: S3Client, bucket: string): ExportInspector {
  const open = (key: string) => objectBytes(client, bucket, key);
  return {
    list: (prefix) => listObjects(client, bucket, prefix),
    text: (key) => objectText(client, bucket, key),
    open,
    md5: async (key, onBytes) => {
      const hash = createHash('md5');
      for await (const chunk of open(key)) {
        hash.update(chunk);
        onBytes(chunk.byteLength);
      }
      return hash.digest('base64');
    },
  };
}

/** The objects whose keys start with a prefix, page by page. */
export async function* listObjects(
  client: S3Client,
  bucket: string,
  prefix: string,
): AsyncGenerator<{ key: string; size: number }> {
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
    );
    for (const { Key, Size } of page.Contents ?? []) if (Key !== undefined) yield { key: Key, size: Size ?? 0 };
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}

/** Whether there is an object whose key starts with a prefix; there is none where there is no such bucket. */
export async function hasObjects(client: S3Client, bucket: string, prefix: string): Promise<boolean> {
  const page = await orNothing('NoSuchBucket', () =>
    client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: 1 })),
  );
  return (page?.Contents ?? []).length > 0;
}

/**
 * The folders that lie directly in a folder; undefined if there is no such bucket.
 *
 * @param folder with a slash at its end, as those in the answer
 */
export function listFolders(client: S3Client, bucket: string, folder: string): Promise<string[] | undefined> {
  return orNothing('NoSuchBucket', async () => {
    const folders: string[] = [];
    let token: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: folder, Delimiter: '/', ContinuationToken: token }),
      );
      folders.push(...(page.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []));
      token = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
    return folders;
  });
}

/** An object as UTF-8 text; undefined if there is none. */
export async function objectText(client: S3Client, bucket: string, key: string): Promise<string | undefined> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
    throw error;
  }
}

/** The bytes of an object. Where the connection breaks, those that are missing are asked for, of the same object. */
async function* objectBytes(client: S3Client, bucket: string, key: string): AsyncGenerator<Uint8Array> {
  let [done, etag, attempt] = [0, undefined as string | undefined, 0];
  for (;;) {
    const range = done === 0 ? {} : { Range: `bytes=${done}-`, IfMatch: etag };
    const { Body, ETag, ContentLength } = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, ...range }),
    );
    const end = done + (ContentLength ?? 0);
    etag = ETag;
    try {
      for await (const chunk of (Body ?? []) as AsyncIterable<Uint8Array>) {
        done += chunk.byteLength;
        yield chunk;
      }
      if (done >= end) return;
    } catch (error) {
      if (++attempt >= ATTEMPTS) throw error;
      continue;
    }
    if (++attempt >= ATTEMPTS) throw new Error(`s3://${bucket}/${key} broke off at ${done} of ${end} bytes; try again`);
  }
}
