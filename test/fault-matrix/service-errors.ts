import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** How Step Functions names a service's errors, and where they are listed. */
interface Service {
  readonly prefix: string;
  /** Errors of an action by their names in the service's model. */
  readonly modelled: (action: string) => readonly string[];
  /** Errors that the service gives without having them in its model. */
  readonly unmodelled?: readonly string[];
}

/** Keyed as in `arn:aws:states:::aws-sdk:<service>:<action>` and `arn:aws:states:::<service>:<action>.sync`. */
const SERVICES: Readonly<Record<string, Service>> = {
  glue: { prefix: 'Glue', modelled: (action) => fromClient('glue', action) },
  dynamodb: {
    prefix: 'DynamoDb',
    modelled: (action) => fromClient('dynamodb', action),
    unmodelled: ['ThrottlingException', 'ResourceNotFoundException'],
  },
  athena: {
    prefix: 'Athena',
    modelled: (action) =>
      action === 'startQueryExecution.sync'
        ? [...fromClient('athena', 'startQueryExecution'), ...fromClient('athena', 'getQueryExecution')]
        : fromClient('athena', action),
  },
  // Of S3's older actions the model leaves out what they answer with most.
  s3: { prefix: 'S3', modelled: (action) => fromClient('s3', action), unmodelled: ['NoSuchKey', 'NoSuchBucket'] },
};

/** An error under the name that a state machine sees. */
export interface ServiceError {
  readonly name: string;
  readonly cause: string;
  /** It passes by itself: coming once, it must cost nothing but time. */
  readonly passes: boolean;
}

/**
 * Every error that a task's resource can end with: those in the service's model, the one name that stands for all that is
 * not in it (throttled, denied and invalid alike), the SDK's own, and Step Functions' own.
 *
 * @throws Error for a service that is not in the table above
 */
export function errorsOf(resource: string): ServiceError[] {
  const [, service = '', action = ''] = /:::(?:aws-sdk:)?([^:]+):([^:]+)$/.exec(resource) ?? [];
  const { prefix, modelled, unmodelled = [] } = SERVICES[service] ?? unknown(`service ${service} (${resource})`);
  const named = [...new Set([...modelled(action), ...unmodelled])].map((shape) => `${prefix}.${exception(shape)}`);
  const coarse = [`${prefix}.${prefix}Exception`, `${prefix}.SdkClientException`];
  const own = ['States.TaskFailed', 'States.Timeout', 'States.Permissions'];
  return [...named, ...coarse, ...own].map((name) => ({
    name,
    cause: name === 'States.TaskFailed' && action.endsWith('.sync') ? FAILED_QUERY : `${name} (Service: ${prefix})`,
    passes: coarse.includes(name) || named.some((each) => each === name && PASSING.test(each)),
  }));
}

const PASSING = /\.(Internal|TooManyRequests|Throttling|ConcurrentModification|OperationTimeout|LimitExceeded)/;

const FAILED_QUERY = JSON.stringify({
  QueryExecution: { Status: { State: 'FAILED', StateChangeReason: 'GENERIC_INTERNAL_ERROR: out of resources' } },
});

/** Step Functions ends every name with Exception: NoSuchKey is S3.NoSuchKeyException. */
function exception(shape: string): string {
  return shape.endsWith('Exception') ? shape : `${shape}Exception`;
}

/** What a command of an SDK client throws, as the client's own types document it. */
function fromClient(client: string, action: string): string[] {
  const commands = join(dirname(require.resolve(`@aws-sdk/client-${client}`)), '../dist-types/commands');
  const name = `${action.charAt(0).toUpperCase()}${action.slice(1)}Command`;
  const types = readFileSync(join(commands, `${name}.d.ts`), 'utf8');
  const names = [...types.matchAll(/@throws \{@link (\w+)\}/g)].map(([, shape = '']) => shape);
  const own = names.filter((shape) => !shape.endsWith('ServiceException') || shape === 'InternalServiceException');
  if (own.length === 0 && names.length === 0)
    throw new Error(`${name} of @aws-sdk/client-${client} documents no errors; look at its types`);
  return own;
}

function unknown(what: string): never {
  throw new Error(`the fault matrix knows no errors of ${what}; add them to its table of services`);
}
