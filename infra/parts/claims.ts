import { Stack } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { entityViews, type Resources, type Table } from '../../lib/config';
import { findTooLarge, type TablePart } from './limits';
import { RefusedError } from './refused-error';

/** The Glue tables and views of an app, by account, region, database and name. */
const views = new WeakMap<IConstruct, Map<string, string>>();

/** Refuses a Glue table or view that another table of the app has in the same database. */
export function claimViews(owner: Construct, names: Resources, table: Table): void {
  const { root } = owner.node;
  const taken = views.get(root) ?? new Map<string, string>();
  views.set(root, taken);
  const { account, region } = Stack.of(owner);
  const { raw, staged, unloaded, changes, files, latest, history, newest } = names;
  const entities = table.entities.flatMap(({ name }) => {
    const { newest, history } = entityViews(table.name, name);
    return [newest, history];
  });
  for (const name of [newest, history, raw, staged, unloaded, changes, files, latest, ...entities]) {
    const key = [account, region, names.database, name].join(' ');
    const other = taken.get(key);
    if (other !== undefined)
      throw new RefusedError(
        `${owner.node.path}: ${names.database}.${name} is a table or view of ${other} too; give one of them another viewName`,
      );
    taken.set(key, owner.node.path);
  }
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
