import { awsFailure, isFailure } from '../../../lib/aws/account/failure';

const failureOf = (name: string, message = 'what AWS says', more: object = {}) =>
  Object.assign(new Error(message), { name, ...more });

describe('a failed call to AWS', () => {
  it.each([
    [
      'no credentials',
      failureOf('CredentialsProviderError', 'Could not load credentials from any providers'),
      'set AWS_PROFILE',
    ],
    [
      'an SSO session that is over',
      failureOf('CredentialsProviderError', 'Token is expired. Run aws sso login'),
      'sign in again with "aws sso login"',
    ],
    [
      'an answer of something else than AWS',
      failureOf('Error', 'x: unexpected content.\n  Deserialization error: to see the raw response, inspect ...'),
      'What answered is not AWS (x: unexpected content.): check the network',
    ],
    ['credentials that are over', failureOf('ExpiredTokenException'), 'have expired: sign in again'],
    [
      'unknown credentials',
      failureOf('UnrecognizedClientException'),
      'does not accept the credentials (what AWS says)',
    ],
    ['a wrong secret', failureOf('InvalidSignatureException'), 'look at AWS_PROFILE and AWS_ACCESS_KEY_ID'],
    [
      'a missing right',
      failureOf('AccessDeniedException', 'User: a is not authorized to perform: glue:GetTables'),
      'glue:GetTables): have the action added',
    ],
    [
      'too many requests',
      failureOf('ThrottlingException', 'Rate exceeded', { $metadata: { attempts: 5 } }),
      '5 times in a row (Rate exceeded): try again in a minute',
    ],
    ['too many requests, asked once', failureOf('TooManyRequestsException'), 'too many requests, once'],
    [
      'a host that is not there',
      failureOf('Error', 'getaddrinfo ENOTFOUND x', { code: 'ENOTFOUND' }),
      'check the network',
    ],
    [
      'a connection that all addresses refuse',
      failureOf('AggregateError', '', { code: 'ECONNREFUSED' }),
      'AWS was not reached (ECONNREFUSED)',
    ],
    ['no answer', failureOf('TimeoutError'), 'the region (--region'],
    ['a clock that is wrong', failureOf('RequestTimeTooSkewed'), 'The clock of this machine is wrong'],
    [
      'a fault of the service',
      failureOf('InternalServerException'),
      'try again, and look at https://health.aws.amazon.com',
    ],
  ])('for %s says what to do', (_, error, text) => {
    expect(awsFailure(error)).toContain(text);
  });

  it('is one line, whatever the service writes', () => {
    expect(awsFailure(failureOf('AccessDeniedException', 'not\n  allowed'))).not.toContain('\n');
  });

  it.each([
    ['a failure of one service alone', failureOf('EntityNotFoundException')],
    ['a fault of this program', new TypeError('x is not a function')],
    ['what is no error', 'text'],
  ])('is not %s', (_, error) => {
    expect(awsFailure(error)).toBeUndefined();
  });

  it('is known by its name', () => {
    expect(isFailure(failureOf('EntityNotFoundException'), 'EntityNotFoundException')).toBe(true);
    expect(isFailure(failureOf('Other'), 'EntityNotFoundException')).toBe(false);
  });
});
