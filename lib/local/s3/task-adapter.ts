import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Json } from '../../asl/json';
import { TaskFailure, type TaskAdapter, type TaskContext } from '../../asl/task';
import { StoreError } from './store-error';

/** An integration of S3: arguments are checked, and the store's errors get the names that Step Functions gives them. */
export function adapter<Schema extends z.ZodType>(
  schema: Schema,
  answer: (args: z.infer<Schema>) => Promise<Json>,
): TaskAdapter {
  return async (args, context) => {
    const parsed = schema.safeParse(args);
    if (!parsed.success) throw new TaskFailure('S3.SdkClientException', z.prettifyError(parsed.error));
    try {
      return await answer(parsed.data);
    } catch (error) {
      throw error instanceof StoreError ? taskFailure(error, context) : error;
    }
  };
}

function taskFailure(error: StoreError, context: TaskContext): TaskFailure {
  const failure = (name: string, message: string, status: number): TaskFailure =>
    new TaskFailure(name, `${message} (Service: S3, Status Code: ${status}, Request ID: ${requestId(error, context)})`);
  switch (error.code) {
    case 'NoSuchKey':
      return failure('S3.NoSuchKeyException', 'The specified key does not exist.', 404);
    case 'NoSuchBucket':
      return failure('S3.NoSuchBucketException', 'The specified bucket does not exist', 404);
    case 'InvalidBucketName':
    case 'InvalidKey':
    case 'KeyConflict':
      return failure('S3.S3Exception', error.message, 400);
  }
}

/** Looks like S3's, and is the same in every run of the same execution. */
function requestId(error: StoreError, { execution, state }: TaskContext): string {
  const hash = createHash('md5').update([execution, state, error.message].join('\n'));
  return hash.digest('hex').slice(0, 16).toUpperCase();
}
