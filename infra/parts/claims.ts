import { Stack, Stage, Token } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { entityViews, type Resources, type Table } from '../../lib/config';
import { findTooLarge, type TablePart } from './limits';
import { refuse } from './refuse';

/** The names of an app that there may be once, each with the path of what has it. */
const claims = new WeakMap<IConstruct, Map<string, string>>();

/**
 * Takes a name for a construct of an app.
 *
 * @returns the path of the construct that has the name already, in the same account and region
 */
function findOwner(owner: Construct, ...name: readonly string[]): string | undefined {
  const { root, path } = owner.node;
  const taken = claims.get(root) ?? new Map<string, string>();
  claims.set(root, taken);
  const { account, region } = Stack.of(owner);
  // Stages that name no account or no region are there to be deployed to several.
  const stage = Token.isUnresolved(account) || Token.isUnresolved(region) ? Stage.of(owner)?.node.path : undefined;
  const key = [stage ?? '', account, region, ...name].join(' ');
  const other = taken.get(key);
  if (other === undefined) taken.set(key, path);
  return other;
}

/** Refuses a Glue table or view that another table of the app has in the same database. */
export function claimViews(owner: Construct, names: Resources, table: Table): void {
  const { raw, staged, unloaded, changes, files, latest, history, newest } = names;
  const entities = table.entities.flatMap(({ name }) => {
    const { newest, history } = entityViews(table.name, name);
    return [newest, history];
  });
  for (const name of [newest, history, raw, staged, unloaded, changes, files, latest, ...entities]) {
    const other = findOwner(owner, 'view', names.database, name);
    if (other !== undefined)
      refuse(owner, `${names.database}.${name} is a table or view of ${other} too; give one of them another viewName`);
  }
}

/**
 * Refuses a folder of exports that another DynamoDB table of the app uses, because both tables would make nights of its
 * exports.
 */
export function claimFolder(owner: Construct, { bucket, exportPrefix, sourceTable }: Resources): void {
  const other = findOwner(owner, 'folder', bucket, exportPrefix);
  const ofSameTable = findOwner(owner, 'folder of', bucket, exportPrefix, sourceTable);
  if (other !== undefined && ofSameTable === undefined)
    refuse(
      owner,
      `the folder ${exportPrefix} of the bucket has the exports of another table, ${other}; give one of them another viewName, or a bucket of its own`,
    );
}

/** What there may be once of a name: its prop, and the way to have one for both. */
const ONCE = {
  database: [
    'databaseName',
    'give another name, or have one NightlyExports for all: a table of another stack takes it as its exports',
  ],
  workgroup: ['workgroupName', 'give one of them another name'],
  stateMachine: ['stateMachineName', 'give one of them another name'],
} as const;

/** Refuses a name that another resource of the app already has; CloudFormation would fail with "already exists". */
export function claimName(owner: Construct, kind: keyof typeof ONCE, name: string): void {
  const [prop, remedy] = ONCE[kind];
  const other = findOwner(owner, kind, name);
  if (other !== undefined) refuse(owner, `${prop} = "${name}": ${other} makes one of this name too; ${remedy}`);
}

/** The tables of a stack, whose template is checked once. */
const parts = new WeakMap<Stack, TablePart[]>();

export function watchSize(stack: Stack, part: TablePart): void {
  const known = parts.get(stack);
  if (known !== undefined) {
    known.push(part);
    return;
  }
  const own = [part];
  parts.set(stack, own);
  stack.node.addValidation({ validate: () => findTooLarge(stack, own) });
}
