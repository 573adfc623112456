import { AthenaClient } from '@aws-sdk/client-athena';
import { GlueClient } from '@aws-sdk/client-glue';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { Access } from './access';

/** The services that a system is asked through. */
export interface AwsClients {
  readonly athena: AthenaClient;
  readonly glue: GlueClient;
  readonly stepFunctions: SFNClient;
}

/** How often a call is made that is throttled or meets a fault of the service, with pauses in between. */
const ATTEMPTS = 5;

/** What all clients are made with. Endpoints are found as AWS's own tools find them, AWS_ENDPOINT_URL among them. */
export function clientOptions({ region, profile }: Access) {
  return {
    region,
    ...(profile !== undefined && { profile }),
    maxAttempts: ATTEMPTS,
    customUserAgent: 'export-to-athena',
  };
}

/** Clients of the services that a system is asked through. */
export function awsClients(access: Access): AwsClients {
  const options = clientOptions(access);
  return {
    athena: new AthenaClient(options),
    glue: new GlueClient(options),
    stepFunctions: new SFNClient(options),
  };
}
