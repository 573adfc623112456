import { awsFailure, isFailure } from '../../../lib/aws/account/failure';

const failed = (name: string, message = 'what AWS says', more: object = {}) =>
  Object.assign(new Error(message), { name, ...more });

describe('a failed call to AWS', () => {
  it.each([
    [
      'no credentials',
      failed('CredentialsProviderError', 'Could not load credentials from any providers'),
      'set AWS_PROFILE',
    ],
    [
      'an SSO session that is over',
      failed('CredentialsProviderError', 'Token is expired. Run aws sso login'),
      'sign in again with "aws sso login"',
    ],
    [
      'an answer of something else than AWS',
      failed('Error', 'x: unexpected content.\n  Deserialization error: to see the raw response, inspect ...'),
      'What answered is not AWS (x: unexpected content.): check the network',
    ],
    ['credentials that are over', failed('ExpiredTokenException'), 'have expired: sign in again'],
    ['unknown credentials', failed('UnrecognizedClientException'), 'does not accept the credentials (what AWS says)'],
    ['a wrong secret', failed('InvalidSignatureException'), 'look at AWS_PROFILE and AWS_ACCESS_KEY_ID'],
    [
      'a missing right',
      failed('AccessDeniedException', 'User: a is not authorized to perform: glue:GetTables'),
      'glue:GetTables): have the action added',
    ],
    [
      'too many requests',
      failed('ThrottlingException', 'Rate exceeded', { $metadata: { attempts: 5 } }),
      '5 times in a row (Rate exceeded): try again in a minute',
    ],
    ['too many requests, asked once', failed('TooManyRequestsException'), 'too many requests, once'],
    [
      'a host that is not there',
      failed('Error', 'getaddrinfo ENOTFOUND x', { code: 'ENOTFOUND' }),
      'check the network',
    ],
    [
      'a connection that all addresses refuse',
      failed('AggregateError', '', { code: 'ECONNREFUSED' }),
      'AWS was not reached (ECONNREFUSED)',
    ],
    ['no answer', failed('TimeoutError'), 'the region (--region'],
    ['a clock that is wrong', failed('RequestTimeTooSkewed'), 'The clock of this machine is wrong'],
    [
      'a fault of the service',
      failed('InternalServerException'),
      'try again, and look at https://health.aws.amazon.com',
    ],
  ])('for %s says what to do', (_, error, text) => {
    expect(awsFailure(error)).toContain(text);
  });

  it('is one line, whatever the service writes', () => {
    expect(awsFailure(failed('AccessDeniedException', 'not\n  allowed'))).not.toContain('\n');
  });

  it.each([
    ['a failure of one service alone', failed('EntityNotFoundException')],
    ['a fault of this program', new TypeError('x is not a function')],
    ['what is no error', 'text'],
  ])('is not %s', (_, error) => {
    expect(awsFailure(error)).toBeUndefined();
  });

  it('is known by its name', () => {
    expect(isFailure(failed('EntityNotFoundException'), 'EntityNotFoundException')).toBe(true);
    expect(isFailure(failed('Other'), 'EntityNotFoundException')).toBe(false);
  });
});
