import { z } from 'zod';
import type { Json } from '../../asl/json';
import { TaskFailure, type TaskContext } from '../../asl/task';
import { dynamoDbFailure } from './failure';

const requestSchema = z.object({
  TableArn: z.string(),
  S3Bucket: z.string(),
  ClientToken: z.string().optional(),
  ExportFormat: z.string().default('DYNAMODB_JSON'),
  ExportTime: z.iso.datetime().optional(),
  ExportType: z.string().default('FULL_EXPORT'),
  S3BucketOwner: z.string().optional(),
  S3Prefix: z.string().optional(),
  S3SseAlgorithm: z.enum(['AES256', 'KMS']).default('AES256'),
  S3SseKmsKeyId: z.string().optional(),
});

/** The arguments of exportTableToPointInTime, with DynamoDB's defaults. */
export type ExportRequest = Readonly<z.infer<typeof requestSchema>>;

/**
 * Reads the arguments of exportTableToPointInTime.
 *
 * @throws TaskFailure for those that no service takes, and for those that only this one cannot do: Ion, incremental
 */
export function parseExportRequest(args: Json, context: TaskContext): ExportRequest {
  const request = requestSchema.safeParse(args);
  if (!request.success) throw new TaskFailure('DynamoDb.SdkClientException', z.prettifyError(request.error));
  const { ExportFormat, ExportType } = request.data;
  const refuse = (what: string): TaskFailure =>
    dynamoDbFailure('DynamoDbException', `The local export cannot do ${what}.`, context);
  if (ExportFormat !== 'DYNAMODB_JSON') throw refuse(`ExportFormat ${ExportFormat}`);
  if (ExportType !== 'FULL_EXPORT') throw refuse(`ExportType ${ExportType}`);
  return request.data;
}

/** Whether two requests with the same ClientToken ask for the same export. */
export function sameRequest(a: ExportRequest, b: ExportRequest): boolean {
  const keys = Object.keys(requestSchema.shape) as (keyof ExportRequest)[];
  return keys.every((key) => a[key] === b[key]);
}
