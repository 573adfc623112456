import { AthenaClient } from '@aws-sdk/client-athena';
import { GlueClient } from '@aws-sdk/client-glue';
import { SFNClient } from '@aws-sdk/client-sfn';

/** The services that a system is asked through. */
export interface AwsClients {
  readonly athena: AthenaClient;
  readonly glue: GlueClient;
  readonly stepFunctions: SFNClient;
}

/** How often a call is made that is throttled or meets a fault of the service, with pauses in between. */
const ATTEMPTS = 5;

/**
 * Clients for the configuration's region. Credentials and endpoints are found as AWS's own tools find them: environment,
 * AWS_PROFILE, SSO, AWS_ENDPOINT_URL.
 */
export function awsClients(region: string): AwsClients {
  const options = { region, maxAttempts: ATTEMPTS, customUserAgent: 'export-to-athena' };
  return {
    athena: new AthenaClient(options),
    glue: new GlueClient(options),
    stepFunctions: new SFNClient(options),
  };
}
