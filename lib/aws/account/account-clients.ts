import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import type { Access } from './access';
import { awsClients, clientOptions, type AwsClients } from './clients';

/** The services that an account is operated through. */
export interface AccountClients extends AwsClients {
  readonly dynamoDb: DynamoDBClient;
  readonly s3: S3Client;
  readonly scheduler: SchedulerClient;
  readonly serviceQuotas: ServiceQuotasClient;
}

/** Data files that are read at the same time: S3 gives a single connection far less than a machine can take. */
const SOCKETS = 32;

/** {@link awsClients} and those that only operations need, which take their time to load. */
export function accountClients(access: Access): AccountClients {
  const options = clientOptions(access);
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 = AWS_ENDPOINT_URL } = process.env;
  return {
    ...awsClients(access),
    dynamoDb: new DynamoDBClient(options),
    s3: new S3Client({
      ...options,
      // A bucket has its own region; another endpoint than AWS's rarely has a host name for every bucket.
      followRegionRedirects: true,
      forcePathStyle: AWS_ENDPOINT_URL_S3 !== undefined,
      requestHandler: { httpsAgent: { maxSockets: SOCKETS }, httpAgent: { maxSockets: SOCKETS } },
    }),
    scheduler: new SchedulerClient(options),
    serviceQuotas: new ServiceQuotasClient(options),
  };
}
