import { existsSync, readFileSync } from 'node:fs';
import type { Json } from '../../../lib/asl';
import { parseConfig, resources } from '../../../lib/config';
import { listOf, type Statement } from '../../infra/permissions';
import { ACCOUNT } from '../configurations';
import { keyPolicy } from './deployed';
import { generalise, OPERATIONS, operationOf, requestsOfCall, type Caller, type IamRequest } from './requests';
import { ALLOWED, installSimulator, simulate, type Asked } from './simulate';

/** The account that the lab's emulator has. */
const LAB_ACCOUNT = /000000000000/g;

/** A line of the file that the emulator writes: a role as it was deployed. */
interface RoleLine {
  readonly machine: string;
  readonly role: string;
  readonly policies: readonly { readonly Statement: readonly Statement[] }[];
}

/** A call of a state machine. */
interface TaskLine {
  readonly machine: string;
  readonly state: string;
  readonly task: string;
  readonly arguments: Readonly<Record<string, Json>>;
}

/** A permission that a service used of its caller's; of several callers it is not known which. */
interface UseLine {
  readonly machines: readonly string[];
  readonly by: 'athena' | 'dynamodb';
  readonly action: string;
  readonly resource: string;
}

type Line = RoleLine | TaskLine | UseLine;

/** Operations of Glue that ask for the permission of another (Glue, API reference of the operation). */
const GLUE_PERMISSIONS: Readonly<Record<string, string>> = {
  'glue:GetColumnStatisticsForPartition': 'glue:GetPartition',
  'glue:GetColumnStatisticsForTable': 'glue:GetTable',
  'glue:UpdateColumnStatisticsForPartition': 'glue:UpdatePartition',
};

/** The same thing asked for, however often: of the roles that may have asked, with who used it. */
interface Question {
  readonly machines: readonly string[];
  readonly by: string;
  /** The operation of a state machine's call. */
  readonly operation?: string;
  readonly request: IamRequest;
}

/**
 * Evaluates what was asked on the lab with the roles of state machines against these roles as they were deployed there: the
 * calls of the machines by the needs that `requests.ts` has written down, and what the lab's Athena (Trino) and DynamoDB asked
 * of Glue and S3 in their turn. Prints what was denied, the permissions that nothing asked for, and what of `requests.ts` the
 * lab has shown and what not.
 *
 * @param file the emulator's lines of JSON
 * @param contexts the configurations that were deployed
 * @returns whether something was asked, and nothing was denied
 */
export function checkLabCalls(file: string, contexts: readonly Readonly<Record<string, unknown>>[]): boolean {
  installSimulator();
  const lines = existsSync(file) ? linesOf(file) : [];
  const roles = new Map(lines.flatMap((line) => ('policies' in line ? [[line.machine, line] as const] : [])));
  const questions = questionsIn(lines, callersOf(contexts));
  const asked = questions.flatMap(({ machines, request }) =>
    machines.map((machine) => askWith(roles.get(machine), request)),
  );
  const allowed = new Set(
    simulate(asked).flatMap((verdict, index) => (verdict === ALLOWED ? [asked[index]?.request] : [])),
  );
  const denied = questions.filter(({ request }) => !allowed.has(request));
  const permissions = [...new Set([...roles.values()].flatMap(permissionsOf))].sort();
  const seen = new Set(questions.flatMap((question) => listUsed(question, roles)));
  const unseen = permissions.filter((permission) => !seen.has(permission));
  const count = (who: string) => questions.filter(({ by }) => by === who).length;
  console.log(
    `Permissions on the lab: ${lines.length - roles.size} calls with ${roles.size} roles, ${count('task')} requests of state machines, ` +
      `${count('athena')} of Athena, ${count('dynamodb')} of DynamoDB (${questions.filter(({ machines }) => machines.length > 1).length} of one of several roles); ${denied.length} denied; ` +
      `${seen.size} of ${permissions.length} permissions used`,
  );
  for (const { by, request, machines } of denied)
    console.log(`  denied: ${textOf(request)} (${by}, ${request.why}, ${machines.join(' or ')})`);
  if (unseen.length > 0) console.log(`  used by nothing on the lab: ${unseen.join(', ')}`);
  printShown(questions);
  return questions.length > 0 && denied.length === 0;
}

/**
 * Prints which operations were called, and which permissions of other services, that `requests.ts` says Athena and DynamoDB
 * ask of their caller, they did ask for here.
 */
function printShown(questions: readonly Question[]): void {
  const called = new Set(questions.map(({ operation }) => operation));
  const list = (names: Iterable<string>) => [...names].sort().join(', ') || 'none';
  console.log(`  operations of requests.ts that were called: ${list(OPERATIONS.filter((name) => called.has(name)))}`);
  console.log(`  not called: ${list(OPERATIONS.filter((name) => !called.has(name)))}`);
  const serviceOf = (name: string) => name.split(':')[0];
  const inTurn = new Set(
    questions.flatMap(({ operation, request: { action } }) =>
      operation === undefined || serviceOf(operation) === serviceOf(action) ? [] : [action],
    ),
  );
  const asked = new Set(questions.flatMap(({ by, request }) => (by === 'task' ? [] : [request.action])));
  console.log(
    `  what Athena and DynamoDB ask in their turn, and asked here: ${list([...inTurn].filter((name) => asked.has(name)))}`,
  );
  console.log(`  only written down: ${list([...inTurn].filter((name) => !asked.has(name)))}`);
  console.log(`  asked here, and not written down: ${list([...asked].filter((name) => !inTurn.has(name)))}`);
}

function linesOf(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .replace(LAB_ACCOUNT, ACCOUNT)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

/** The tables of the deployed systems, by their state machines. */
function callersOf(contexts: readonly Readonly<Record<string, unknown>>[]): ReadonlyMap<string, Caller> {
  const texts = contexts.map((context) => JSON.parse(JSON.stringify(context).replace(LAB_ACCOUNT, ACCOUNT)) as object);
  return new Map(
    texts.flatMap((context) => {
      const config = parseConfig({ ...context, account: ACCOUNT });
      return config.tables.map((table) => {
        const names = resources(config, table);
        return [names.stateMachine, { config, names }] as const;
      });
    }),
  );
}

/** What was asked, each thing once. @throws Error where a call is one of no table, or none whose needs are written down */
function questionsIn(lines: readonly Line[], callers: ReadonlyMap<string, Caller>): Question[] {
  const questions = new Map<string, Question>();
  const add = (question: Question) => {
    const key = JSON.stringify([question.machines, question.by, textOf(question.request), question.request.context]);
    if (!questions.has(key)) questions.set(key, question);
  };
  for (const line of lines) {
    if ('task' in line) {
      const caller = callers.get(line.machine);
      if (caller === undefined) throw new Error(`no table of the configurations has the state machine ${line.machine}`);
      const call = { state: line.state, resource: line.task, args: line.arguments, reads: {} };
      for (const request of requestsOfCall(caller, call))
        add({ machines: [line.machine], by: 'task', operation: operationOf(line.task), request });
    } else if ('by' in line) {
      const { machines, by } = line;
      const action = GLUE_PERMISSIONS[line.action] ?? line.action;
      const resource = anyObject(generalise(line.resource));
      add({ machines, by, request: { action, resource, owner: ACCOUNT, context: {}, why: `on ${by}'s behalf` } });
    }
  }
  return [...questions.values()];
}

/** One object of a folder stands for all. */
function anyObject(resource: string): string {
  return resource.replace(/^(arn:aws:s3:::.*\/)[^/]+$/, '$1object');
}

function askWith(role: RoleLine | undefined, request: IamRequest): Asked {
  if (role === undefined) throw new Error(`${request.why} has a role that was not written down`);
  return {
    principal: `${role.role.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/night`,
    identity: role.policies.flatMap(({ Statement }) => Statement),
    resourcePolicy: request.action.startsWith('kms:') ? keyPolicy(request.resource) : undefined,
    request,
  };
}

/** The permissions of a role by names that roles of several tables share. */
function permissionsOf({ policies }: RoleLine): string[] {
  return policies.flatMap(({ Statement }) =>
    Statement.flatMap((statement) => listOf(statement.Action).map((action) => nameOf(statement, action))),
  );
}

function nameOf({ Sid = 'a statement' }: Statement, action: string): string {
  return `${action} (${Sid})`;
}

/** The permissions by which a request is allowed to the roles that may have asked. */
function listUsed({ machines, request }: Question, roles: ReadonlyMap<string, RoleLine>): string[] {
  return machines.flatMap((machine) =>
    (roles.get(machine)?.policies ?? []).flatMap(({ Statement }) =>
      Statement.filter(
        ({ Action, Resource }) =>
          listOf(Action).includes(request.action) && listOf(Resource).some((resource) => matches(resource, request)),
      ).map((statement) => nameOf(statement, request.action)),
    ),
  );
}

function matches(pattern: string, { resource }: IamRequest): boolean {
  return new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`).test(resource);
}

function textOf({ action, resource }: IamRequest): string {
  return `${action} on ${resource}`;
}
