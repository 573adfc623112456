import * as z from 'zod';
import type { Json } from '../../asl/json';
import { TaskFailure, type TaskAdapters } from '../../asl/task';
import { md5Base64, md5OfStream } from '../../export';
import type { FileStore } from './file-store';
import { StoreError } from './store-error';
import { adapter } from './task-adapter';

/** What a task may give back (facts: AWS, "Step Functions service quotas"). */
const MAX_RESULT_BYTES = 262_144;

const getObjectArguments = z.object({ Bucket: z.string(), Key: z.string() });
const copyObjectArguments = getObjectArguments.extend({ CopySource: z.string() });

const listArguments = z.object({
  Bucket: z.string(),
  Prefix: z.string().default(''),
  MaxKeys: z.int().min(1).max(1000).default(1000),
});

const deleteArguments = z.object({
  Bucket: z.string(),
  Delete: z.object({
    Objects: z
      .array(z.object({ Key: z.string() }))
      .min(1)
      .max(1000),
    Quiet: z.boolean().default(false),
  }),
});

/**
 * S3's SDK integrations on a store, with the shapes and error names that Step Functions has been recorded with.
 * Bodies are text; one that is larger than a task's result may be is refused before it is read. A listing has its first page
 * alone.
 */
export function storeAdapters(store: FileStore): TaskAdapters {
  return {
    'arn:aws:states:::aws-sdk:s3:getObject': adapter(getObjectArguments, ({ Bucket, Key }) =>
      getObject(store, Bucket, Key),
    ),
    'arn:aws:states:::aws-sdk:s3:copyObject': adapter(copyObjectArguments, (args) => copyObject(store, args)),
    'arn:aws:states:::aws-sdk:s3:listObjectsV2': adapter(listArguments, (args) => listObjects(store, args)),
    'arn:aws:states:::aws-sdk:s3:deleteObjects': adapter(deleteArguments, (args) => deleteObjects(store, args)),
  };
}

async function getObject(store: FileStore, bucket: string, key: string): Promise<Json> {
  const head = await store.head(bucket, key);
  if (head.size > MAX_RESULT_BYTES) {
    throw new TaskFailure(
      'States.DataLimitExceeded',
      "The state/task 'aws-sdk:s3:getObject' returned a result with a size exceeding the maximum number of bytes service limit.",
    );
  }
  const body = await store.get(bucket, key);
  return {
    AcceptRanges: 'bytes',
    Body: body.toString('utf8'),
    ContentLength: body.byteLength,
    ContentType: 'binary/octet-stream',
    ETag: formatEtag(md5Base64(body)),
    LastModified: head.lastModified.toISOString(),
    Metadata: {},
    ServerSideEncryption: 'AES256',
  };
}

async function copyObject(store: FileStore, args: z.infer<typeof copyObjectArguments>): Promise<Json> {
  const from = copySource(args.CopySource);
  const { lastModified } = await store.copy(from, { bucket: args.Bucket, key: args.Key });
  const md5 = await md5OfStream(store.createReadStream(args.Bucket, args.Key));
  return {
    CopyObjectResult: { ETag: formatEtag(md5), LastModified: lastModified.toISOString() },
    ServerSideEncryption: 'AES256',
  };
}

/** `bucket/key`, URL-encoded, with or without a slash before it. */
function copySource(text: string): { bucket: string; key: string } {
  const [, bucket, key] = /^\/?([^/]+)\/(.+)$/s.exec(decodeKey(text)) ?? [];
  if (bucket !== undefined && key !== undefined) return { bucket, key };
  throw new StoreError('InvalidKey', `CopySource ${JSON.stringify(text)}: expected bucket/key, URL-encoded.`);
}

function decodeKey(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new StoreError('InvalidKey', `CopySource ${JSON.stringify(text)} is not URL-encoded text.`);
  }
}

function formatEtag(md5: string): string {
  return `"${Buffer.from(md5, 'base64').toString('hex')}"`;
}

async function listObjects(
  store: FileStore,
  { Bucket, Prefix, MaxKeys }: z.infer<typeof listArguments>,
): Promise<Json> {
  const contents: Json[] = [];
  let isTruncated = false;
  for await (const { key, size, lastModified } of store.list(Bucket, Prefix)) {
    isTruncated = contents.length === MaxKeys;
    if (isTruncated) break;
    contents.push({ Key: key, Size: size, LastModified: lastModified.toISOString(), StorageClass: 'STANDARD' });
  }
  const page = { Name: Bucket, Prefix, MaxKeys, KeyCount: contents.length, IsTruncated: isTruncated };
  // S3 has no Contents where there is nothing
  return contents.length === 0 ? page : { ...page, Contents: contents };
}

async function deleteObjects(
  store: FileStore,
  { Bucket, Delete: { Objects, Quiet } }: z.infer<typeof deleteArguments>,
): Promise<Json> {
  for (const { Key } of Objects) await store.delete(Bucket, Key);
  return Quiet ? {} : { Deleted: Objects };
}
