import * as athena from '@aws-sdk/client-athena';
import * as dynamoDb from '@aws-sdk/client-dynamodb';
import * as glue from '@aws-sdk/client-glue';
import * as s3 from '@aws-sdk/client-s3';
import { parseConfig } from '../../lib/config';
import { definition } from '../../lib/workflow';

interface Rule {
  readonly ErrorEquals: readonly string[];
  readonly MaxAttempts?: number;
}

interface TaskState {
  readonly Type: string;
  readonly Resource: string;
  readonly Retry: readonly Rule[];
  readonly Catch?: readonly Rule[];
  readonly ItemProcessor?: { readonly States: Readonly<Record<string, TaskState>> };
}

const MODELS: Readonly<Record<string, { readonly prefix: string; readonly client: object }>> = {
  athena: { prefix: 'Athena', client: athena },
  dynamodb: { prefix: 'DynamoDb', client: dynamoDb },
  glue: { prefix: 'Glue', client: glue },
  s3: { prefix: 'S3', client: s3 },
};

/** The errors of a service as Step Functions names them, made from the error shapes of the SDK's model. */
function errorsOf(service: string): Set<string> {
  const { prefix, client } = MODELS[service] ?? {};
  if (prefix === undefined || client === undefined)
    throw new Error(`the SDK client of ${service} is not looked at here`);
  const shapes = Object.entries(client).flatMap(([name, member]: [string, unknown]) =>
    typeof member === 'function' &&
    member.prototype instanceof Error &&
    name.toLowerCase() !== `${prefix}ServiceException`.toLowerCase()
      ? [name]
      : [],
  );
  return new Set(
    shapes.map((shape) => `${prefix}.${shape.replace(/Fault$/, '').replace(/(Exception)?$/, 'Exception')}`),
  );
}

function tasks(states: Readonly<Record<string, TaskState>>): [string, TaskState][] {
  return Object.entries(states).flatMap(([name, state]) => [
    ...(state.Type === 'Task' ? [[name, state] as [string, TaskState]] : []),
    ...tasks(state.ItemProcessor?.States ?? {}),
  ]);
}

const config = parseConfig({ retentionDays: 30, columnar: true });
const [table] = config.tables;
if (!table) throw new Error('a configuration has a table');
const check = { name: 'c', title: 't', description: 'd', table: undefined, severity: 'warn' as const, sql: 'SELECT 1' };
const machine = definition(config, table, 'arn:aws:dynamodb:eu-central-1:123456789012:table/t', [check]);

describe.each(tasks(machine.States as unknown as Record<string, TaskState>))('%s', (_, state) => {
  const [, sdk, service = ''] = /^arn:aws:states:::(aws-sdk:)?(\w+):/.exec(state.Resource) ?? [];
  const { prefix = '' } = MODELS[service] ?? {};
  const others = sdk === undefined ? `${prefix}.Amazon${prefix}Exception` : `${prefix}.${prefix}Exception`;
  const modelled = errorsOf(service);
  const retried = state.Retry.flatMap(({ ErrorEquals }) => ErrorEquals);

  it('retries and catches errors that its integration can raise, by their names', () => {
    // `Athena.AthenaException` stands beside the recorded name of optimized integrations, in case AWS unites them.
    const known = new Set([...modelled, others, `${prefix}.${prefix}Exception`, `${prefix}.SdkClientException`]);
    const caught = (state.Catch ?? []).flatMap(({ ErrorEquals }) => ErrorEquals);
    const named = [...retried, ...caught].filter((name) => !name.startsWith('States.'));
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it('retries what passes by itself: throttling, an inner error, a lost connection', () => {
    const passing = [...modelled].filter((name) => /Throttling|TooManyRequests|InternalServ/.test(name));
    expect(retried).toEqual(expect.arrayContaining([...passing, others, `${prefix}.SdkClientException`]));
  });

  it('gives up within minutes what may be a denied call', () => {
    for (const { ErrorEquals, MaxAttempts = 3 } of state.Retry)
      if (ErrorEquals.some((name) => name === others)) expect(MaxAttempts).toBeLessThanOrEqual(12);
    expect(retried.filter((name) => /AccessDenied|NotFound|Invalid|Validation/.test(name))).toEqual([]);
  });
});
