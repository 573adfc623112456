/** A retrier as the Amazon States Language has it. */
export interface Retry {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly BackoffRate: 2;
  readonly MaxAttempts: number;
  readonly MaxDelaySeconds: number;
  readonly JitterStrategy: 'FULL';
}

/**
 * The names of retried errors, by service and kind of integration. They follow two rules:
 *
 * - An error of the service's model (of any of its operations) keeps its shape's name, without `Fault` and with
 *   `Exception` at its end.
 * - All other errors share one name: `<Prefix>.<Prefix>Exception` with AWS SDK integrations,
 * `<Prefix>.Amazon<Prefix>Exception` with optimized ones, which carry the name of the Java SDK v1. That name stands for
 * throttled, denied and invalid alike. It is retried a few times only: enough for a minute of throttling, and a denied
 * call still fails soon.
 *
 * Source: recorded runs; the error shapes of the SDK's models, which test/workflow/error-names.test.ts compares.
 */
const OTHERS = {
  glue: ['Glue.GlueException', 'Glue.SdkClientException'],
  s3: ['S3.S3Exception', 'S3.SdkClientException'],
  dynamoDb: ['DynamoDb.DynamoDbException', 'DynamoDb.SdkClientException'],
  athena: ['Athena.AthenaException', 'Athena.SdkClientException'],
  athenaOptimized: ['Athena.AmazonAthenaException', 'Athena.AthenaException', 'Athena.SdkClientException'],
} as const;

/** Glue's transient errors other than throttling. */
const GLUE_PASSING = [
  'Glue.ConcurrentModificationException',
  'Glue.FederationSourceRetryableException',
  'Glue.InternalServerException',
  'Glue.InternalServiceException',
  'Glue.OperationTimeoutException',
  'Glue.ResourceNotReadyException',
];

const DYNAMODB_PASSING = [
  'DynamoDb.InternalServerErrorException',
  'DynamoDb.RequestLimitExceededException',
  'DynamoDb.ThrottlingException',
];

/** The mean of all delays together is half their sum, as each is drawn between 0 and its length (`FULL`). */
const retry = (
  errors: readonly string[],
  intervalSeconds: number,
  maxAttempts: number,
  maxDelaySeconds: number,
): Retry => ({
  ErrorEquals: errors,
  IntervalSeconds: intervalSeconds,
  BackoffRate: 2,
  MaxAttempts: maxAttempts,
  MaxDelaySeconds: maxDelaySeconds,
  JitterStrategy: 'FULL',
});

/** Glue of a busy account: 17 minutes in the mean, 33 at most. */
export const RETRY_GLUE = [
  retry(['Glue.ThrottlingException'], 2, 36, 60),
  retry([...OTHERS.glue, ...GLUE_PASSING], 2, 6, 60),
];

export const RETRY_S3 = [retry(OTHERS.s3, 2, 6, 60)];

/** The longest wait for Athena: the sum of all delays of RETRY_QUERY at their full length. */
export const ATHENA_QUEUE_SECONDS = 5 * 3600;

/**
 * Starting a query while other queries use the account's quota of active queries: a hundred tables with a quota of 20
 * need 40 to 50 minutes. 2.5 hours in the mean, ATHENA_QUEUE_SECONDS at most.
 */
export const RETRY_QUERY = [
  retry(['Athena.TooManyRequestsException'], 10, 60, 300),
  retry([...OTHERS.athenaOptimized, 'Athena.InternalServerException'], 5, 8, 120),
];

export const RETRY_RESULTS = [
  retry(['Athena.TooManyRequestsException'], 5, 36, 60),
  retry([...OTHERS.athena, 'Athena.InternalServerException'], 5, 8, 120),
];

/**
 * About 20 calls at once are throttled, as those of a hundred tables at 4:00 are, and an account may run 300 exports at
 * once.
 */
export const RETRY_EXPORT = [
  retry(['DynamoDb.LimitExceededException'], 60, 24, 900),
  retry([...OTHERS.dynamoDb, ...DYNAMODB_PASSING], 5, 12, 120),
];

export const RETRY_DESCRIBE = [
  retry([...OTHERS.dynamoDb, ...DYNAMODB_PASSING, 'DynamoDb.LimitExceededException'], 5, 12, 120),
];

/** Only a warning waits for it. */
export const RETRY_RECOVERY = [
  retry([...OTHERS.dynamoDb, ...DYNAMODB_PASSING, 'DynamoDb.LimitExceededException'], 5, 4, 60),
];
