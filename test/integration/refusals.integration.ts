import { runCli, type CliOptions } from './cli';
import { config, NOWHERE, tableUnderTest } from './system';

const table = tableUnderTest('Operated');
const other = tableUnderTest('Nights');
const ELSEWHERE = config.region === 'us-east-1' ? 'us-west-2' : 'us-east-1';

/** An environment in which no SDK finds credentials. */
const NO_CREDENTIALS = {
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: undefined,
  AWS_CONTAINER_CREDENTIALS_FULL_URI: undefined,
  AWS_WEB_IDENTITY_TOKEN_FILE: undefined,
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
};

const run = (args: readonly string[], env?: CliOptions['env']) =>
  runCli({ tables: ['Operated'], args, ...(env && { env }) });

describe('A command that cannot do its work', () => {
  it.each([
    [
      'has no credentials',
      ['status'],
      /^No AWS credentials were found: give --profile, or set AWS_PROFILE, /,
      NO_CREDENTIALS,
    ],
    [
      'does not reach AWS',
      ['adopt', '--dry-run'],
      /^AWS was not reached \(.+\): check the network/,
      {
        ...NO_CREDENTIALS,
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
        AWS_ACCESS_KEY_ID: 'id',
        AWS_SECRET_ACCESS_KEY: 'secret',
      },
    ],
    [
      'asks another region',
      ['status', '-c', `region=${ELSEWHERE}`],
      new RegExp(
        `^There is no state machine ${table.stateMachine} in ${ELSEWHERE}: deploy the stack, or give the system with -c systemName=`,
      ),
      {},
    ],
    [
      'asks for a stack that does not exist',
      ['night', '--target', 'aws', '-c', `systemName=${NOWHERE}`],
      new RegExp(`^There is no state machine example-ExportOperated-${NOWHERE} in \\S+: deploy the stack, `),
      {},
    ],
    [
      'queries a stack that does not exist',
      ['query', 'SELECT 1', '--target', 'aws', '-c', `systemName=${NOWHERE}`],
      new RegExp(`^The workgroup example-dynamodb-export-${NOWHERE} cannot be used \\(.+\\): deploy the stack, `),
      {},
    ],
    [
      'lists the tables of a stack that does not exist',
      ['tables', '--target', 'aws', '-c', `systemName=${NOWHERE}`],
      /^There is no database example_dynamodb_export_no_\S+ in \S+: deploy the stack, or give /,
      {},
    ],
    [
      'is to publish an export of another table',
      ['night', '--target', 'aws', '--export-arn', `${other.tableArn}/export/01700000000000-00000000`],
      new RegExp(`^--export-arn \\S+ is an export of ${other.tableArn}, and the night is one of the table `),
      {},
    ],
    [
      'is to verify an export that is not there',
      ['verify', `${table.tableArn}/export/01700000000000-00000000`],
      /^There is no export 01700000000000-00000000 in s3:\/\/\S+ below export\/operated\/: look at the bucket, /,
      {},
    ],
  ])('because it %s says so in one line, and ends with 2', async (_, args, line, env) => {
    const { stdout, stderr, exitCode } = await run(args, env);
    expect(stderr).toMatch(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  });

  it('says with --debug where the error comes from', async () => {
    const { stderr, exitCode } = await run(['status', '--debug'], NO_CREDENTIALS);
    expect(stderr).toMatch(/^No AWS credentials were found: .+\n\nCredentialsProviderError: .+\n +at /);
    expect(exitCode).toBe(2);
  });
});
