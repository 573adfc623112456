import * as z from 'zod';
import type { Json } from '../../asl/json';
import type { TaskAdapters } from '../../asl/task';
import type { FileStore } from './file-store';
import { adapter } from './task-adapter';

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

/** S3's SDK integrations that are about more than one object; a listing has its first page alone. */
export function folderAdapters(store: FileStore): TaskAdapters {
  return {
    'arn:aws:states:::aws-sdk:s3:listObjectsV2': adapter(listArguments, (args) => listObjects(store, args)),
    'arn:aws:states:::aws-sdk:s3:deleteObjects': adapter(deleteArguments, (args) => deleteObjects(store, args)),
  };
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
