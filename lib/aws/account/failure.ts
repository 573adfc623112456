/** A class of failures that all of AWS's services have, and what to do about one. */
interface FailureClass {
  /** Names that services and the SDK give it. */
  readonly names: RegExp;
  readonly explain: (failure: Failure) => string;
}

/** The fields of an SDK error that say what happened. */
interface Failure {
  readonly name: string;
  readonly message: string;
  /** Times that the call was made. */
  readonly attempts: number;
}

const CLASSES: readonly FailureClass[] = [
  {
    names: /^(CredentialsProviderError|TokenProviderError)$/,
    explain: ({ message }) =>
      /expired|sso/i.test(message)
        ? `The AWS session has ended (${message}): sign in again with "aws sso login"`
        : 'No AWS credentials were found: set AWS_PROFILE to a profile of ~/.aws/config, or sign in with "aws sso login" ("aws sts get-caller-identity" shows who you are)',
  },
  {
    names: /^(ExpiredToken(Exception)?|RequestExpired)$/,
    explain: () => 'The AWS credentials have expired: sign in again, for example with "aws sso login"',
  },
  {
    names:
      /^(UnrecognizedClientException|InvalidClientTokenId|InvalidSignatureException|SignatureDoesNotMatch|IncompleteSignature|MissingAuthenticationToken(Exception)?|AuthFailure|InvalidAccessKeyId)$/,
    explain: ({ message }) =>
      `AWS does not accept the credentials (${message}): look at AWS_PROFILE and AWS_ACCESS_KEY_ID ("aws sts get-caller-identity" shows who you are)`,
  },
  {
    names: /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized)$/,
    explain: ({ message }) =>
      `AWS does not allow it (${message}): have the action added to your policy, or set AWS_PROFILE to another role`,
  },
  {
    names:
      /^(Throttling(Exception)?|ThrottledException|TooManyRequestsException|RequestLimitExceeded|RequestThrottled(Exception)?|SlowDown)$/,
    explain: ({ message, attempts }) =>
      `AWS had too many requests, ${attempts === 1 ? 'once' : `${attempts} times in a row`} (${message}): try again in a minute`,
  },
  {
    names: /^(RequestTimeTooSkewed|RequestInTheFuture)$/,
    explain: ({ message }) => `The clock of this machine is wrong (${message}): set it`,
  },
  {
    names: /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|TimeoutError)$/,
    explain: ({ name, message }) =>
      `AWS was not reached (${message || name}): check the network, the proxy, AWS_ENDPOINT_URL and the region of the configuration ("region" in cdk.json, or -c region=...)`,
  },
  {
    names:
      /^(InternalFailure|InternalServer(Error|Exception)|InternalServiceException|ServiceUnavailable(Exception)?)$/,
    explain: ({ name, message }) =>
      `A service of AWS failed (${name}: ${message}): try again, and look at https://health.aws.amazon.com`,
  },
];

/**
 * What a failed call to AWS means: credentials, permissions, throttling, network, a fault of the service.
 *
 * @returns one line that says what to do; undefined for any other error, which says itself what is wrong
 */
export function awsFailure(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, $metadata } = error as { code?: unknown; $metadata?: { attempts?: number } };
  const names = [error.name, ...(typeof code === 'string' ? [code] : [])];
  if (error.message.includes('Deserialization error:'))
    return `What answered is not AWS (${oneLine(error.message.split('\n')[0] ?? '')}): check the network, the proxy and AWS_ENDPOINT_URL`;
  for (const { names: pattern, explain } of CLASSES) {
    const name = names.find((candidate) => pattern.test(candidate));
    if (name === undefined) continue;
    return explain({ name, message: oneLine(error.message), attempts: $metadata?.attempts ?? 1 });
  }
  return undefined;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Whether an error is one that a service names so, such as `EntityNotFoundException`. */
export function isFailure(error: unknown, name: string): error is Error {
  return error instanceof Error && error.name === name;
}
