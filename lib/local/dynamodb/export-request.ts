import * as z from 'zod';
import type { Json } from '../../asl/json';
import { TaskFailure, type TaskContext } from '../../asl/task';
import { dynamoDbFailure } from './failure';

const requestSchema = z.object({
  TableArn: z.string(),
  S3Bucket: z.string(),
  ClientToken: z.string().optional(),
  ExportFormat: z.string().default('DYNAMODB_JSON'),
  ExportTime: z.iso.datetime().optional(),
  ExportType: z.string().optional(),
  IncrementalExportSpecification: z
    .object({
      ExportFromTime: z.iso.datetime().optional(),
      ExportToTime: z.iso.datetime().optional(),
      ExportViewType: z.string().default('NEW_AND_OLD_IMAGES'),
    })
    .optional(),
  S3BucketOwner: z.string().optional(),
  S3Prefix: z.string().optional(),
  S3SseAlgorithm: z.enum(['AES256', 'KMS']).default('AES256'),
  S3SseKmsKeyId: z.string().optional(),
});

/** The arguments of exportTableToPointInTime, with DynamoDB's defaults. */
export type ExportRequest = Readonly<z.infer<typeof requestSchema>>;

/** What an export is to have: the items of a time, or the changes of a window. */
export type Wanted =
  | { readonly kind: 'full'; readonly time: string | undefined }
  | { readonly kind: 'window'; readonly from: string; readonly to: string | undefined; readonly view: string };

/**
 * Reads the arguments of exportTableToPointInTime.
 *
 * @throws TaskFailure for those that no service takes, and for Ion, which only this one cannot do
 */
export function parseExportRequest(args: Json, context: TaskContext): ExportRequest {
  const request = requestSchema.safeParse(args);
  if (!request.success) throw new TaskFailure('DynamoDb.SdkClientException', z.prettifyError(request.error));
  const { ExportFormat } = request.data;
  if (ExportFormat === 'DYNAMODB_JSON') return request.data;
  throw dynamoDbFailure('DynamoDbException', `The local export cannot do ExportFormat ${ExportFormat}.`, context);
}

/**
 * What a request asks for.
 *
 * @throws TaskFailure DynamoDb.DynamoDbException, as DynamoDB's model has no ValidationException; the texts are recorded ones
 */
export function readWanted(request: ExportRequest, context: TaskContext): Wanted {
  const { ExportType, ExportTime, IncrementalExportSpecification: window } = request;
  const refuse = (message: string): TaskFailure => dynamoDbFailure('DynamoDbException', message, context);
  if (ExportType === 'INCREMENTAL_EXPORT') {
    if (window === undefined)
      throw refuse(
        'Invalid Request: Incremental Export Specification expected when export type is set as Incremental Export',
      );
    const { ExportFromTime: from, ExportToTime: to, ExportViewType: view } = window;
    if (from === undefined)
      throw refuse('Invalid Request: ExportFromTime must be provided in IncrementalExportSpecification');
    if (!VIEWS.includes(view)) throw refuse(notInEnum(view, 'incrementalExportSpecification.exportViewType', VIEWS));
    return { kind: 'window', from, to, view };
  }
  if (ExportType !== undefined && ExportType !== 'FULL_EXPORT')
    throw refuse(notInEnum(ExportType, 'exportType', ['INCREMENTAL_EXPORT', 'FULL_EXPORT']));
  if (window === undefined) return { kind: 'full', time: ExportTime };
  throw refuse(
    ExportType === undefined
      ? 'Invalid Request: Export Type expected to be Incremental Export when incremental export specification is provided'
      : 'Invalid Request: When Export Type is Full Export , Incremental Export Specification should not be provided',
  );
}

const VIEWS = ['NEW_AND_OLD_IMAGES', 'NEW_IMAGE'];

function notInEnum(value: string, member: string, values: readonly string[]): string {
  return `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must satisfy enum value set: [${values.join(', ')}]`;
}

/** Whether two requests with the same ClientToken ask for the same export. */
export function sameRequest(a: ExportRequest, b: ExportRequest): boolean {
  const keys = Object.keys(requestSchema.shape) as (keyof ExportRequest)[];
  return keys.every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]));
}
