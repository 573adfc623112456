/**
 * Retries by service. Outside a service's model Step Functions gives one name for throttled, denied and invalid alike
 * (`Glue.GlueException`), so that name gets a few tries: enough for a busy minute, and a denied call still ends soon.
 */
const retry = (errors: readonly string[], intervalSeconds: number, maxAttempts: number, maxDelaySeconds: number) => [
  {
    ErrorEquals: errors,
    IntervalSeconds: intervalSeconds,
    BackoffRate: 2,
    MaxAttempts: maxAttempts,
    MaxDelaySeconds: maxDelaySeconds,
    JitterStrategy: 'FULL',
  },
];

export const RETRY_GLUE = retry(
  [
    'Glue.GlueException',
    'Glue.SdkClientException',
    'Glue.ConcurrentModificationException',
    'Glue.InternalServiceException',
    'Glue.OperationTimeoutException',
  ],
  2,
  6,
  60,
);

export const RETRY_S3 = retry(['S3.S3Exception', 'S3.SdkClientException'], 2, 6, 60);

export const RETRY_ATHENA = retry(
  [
    'Athena.TooManyRequestsException',
    'Athena.InternalServerException',
    'Athena.AthenaException',
    'Athena.SdkClientException',
  ],
  5,
  10,
  300,
);

/** Some 20 calls at once are throttled (so are a hundred tables at 4:00), and 300 exports may run: worth waiting for. */
export const RETRY_EXPORT = [
  ...retry(['DynamoDb.LimitExceededException'], 60, 24, 900),
  ...retry(
    [
      'DynamoDb.DynamoDbException',
      'DynamoDb.SdkClientException',
      'DynamoDb.InternalServerErrorException',
      'DynamoDb.ThrottlingException',
    ],
    5,
    12,
    120,
  ),
];

export const RETRY_DESCRIBE = retry(
  [
    'DynamoDb.DynamoDbException',
    'DynamoDb.SdkClientException',
    'DynamoDb.InternalServerErrorException',
    'DynamoDb.LimitExceededException',
    'DynamoDb.ThrottlingException',
  ],
  5,
  12,
  120,
);
