/** A class of failures that all of AWS's services have, and what to do about one. */
interface FailureClass {
  /** Names that services and the SDK give it. */
  readonly names: RegExp;
  /** Whether every other call of this caller fails so too. @default - the service or the right may be the only one */
  readonly isOfCaller?: true;
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
    isOfCaller: true,
    explain: ({ message }) =>
      /expired|sso/i.test(message)
        ? `The AWS session has ended (${message}): sign in again with "aws sso login"`
        : 'No AWS credentials were found: give --profile, or set AWS_PROFILE, to a profile of ~/.aws/config, or sign in with "aws sso login" ("aws sts get-caller-identity" shows who you are)',
  },
  {
    names: /^(ExpiredToken(Exception)?|RequestExpired)$/,
    isOfCaller: true,
    explain: () => 'The AWS credentials have expired: sign in again, for example with "aws sso login"',
  },
  {
    names:
      /^(UnrecognizedClientException|InvalidClientTokenId|InvalidSignatureException|SignatureDoesNotMatch|IncompleteSignature|MissingAuthenticationToken(Exception)?|AuthFailure|InvalidAccessKeyId)$/,
    isOfCaller: true,
    explain: ({ message }) =>
      `AWS does not accept the credentials (${message}): look at AWS_PROFILE and AWS_ACCESS_KEY_ID ("aws sts get-caller-identity" shows who you are)`,
  },
  {
    names: /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized)$/,
    explain: ({ message }) =>
      `AWS does not allow it (${message}): have the action added to your policy, or give --profile with another role`,
  },
  {
    names:
      /^(Throttling(Exception)?|ThrottledException|TooManyRequestsException|RequestLimitExceeded|RequestThrottled(Exception)?|SlowDown)$/,
    explain: ({ message, attempts }) =>
      `AWS had too many requests, ${attempts === 1 ? 'once' : `${attempts} times in a row`} (${message}): try again in a minute`,
  },
  {
    names: /^(RequestTimeTooSkewed|RequestInTheFuture)$/,
    isOfCaller: true,
    explain: ({ message }) => `The clock of this machine is wrong (${message}): set it`,
  },
  {
    names: /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|TimeoutError)$/,
    explain: ({ name, message }) =>
      `AWS was not reached (${message || name}): check the network, the proxy, AWS_ENDPOINT_URL and the region (--region, or "region" in cdk.json)`,
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
  const { $metadata } = error as { $metadata?: { attempts?: number } };
  if (error.message.includes('Deserialization error:'))
    return `What answered is not AWS (${oneLine(error.message.split('\n')[0] ?? '')}): check the network, the proxy and AWS_ENDPOINT_URL`;
  const found = classOf(error);
  return found?.explain({ name: found.name, message: oneLine(error.message), attempts: $metadata?.attempts ?? 1 });
}

/** Whether a failed call to AWS says nothing of other calls: another service, or another right, may be there. */
export function isOfOneCall(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const found = classOf(error);
  return found === undefined ? '$metadata' in error : found.isOfCaller !== true;
}

function classOf(error: Error): (FailureClass & { readonly name: string }) | undefined {
  const { code } = error as { code?: unknown };
  const names = [error.name, ...(typeof code === 'string' ? [code] : [])];
  for (const one of CLASSES) {
    const name = names.find((candidate) => one.names.test(candidate));
    if (name !== undefined) return { ...one, name };
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

/** Whether AWS did not allow a call. HEAD requests have no body, so S3 can give no name to what it refuses. */
export function isDenied(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  const nameless = /^(Forbidden|403|Unknown|UnknownError)$/.test(error.name) && $metadata?.httpStatusCode === 403;
  return nameless || /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized)$/.test(error.name);
}
