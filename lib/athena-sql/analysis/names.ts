import type { Expression } from '../syntax/ast';
import { findField, type Context, type Field, type Qualifier } from './scope';

type Names = Pick<Context, 'local' | 'scope'>;

/**
 * The column that an expression names: `column`, `relation.column`, `database.relation.column`.
 *
 * @returns undefined where it is something else, such as a field of a row, or where there is no such column
 * @throws AthenaError AMBIGUOUS_NAME
 */
export function resolveField(node: Expression, names: Names): Field | undefined {
  if (node.kind === 'column') return lookUp(names, undefined, node.name.name);
  if (node.kind !== 'field') return undefined;
  const before = namesOf(node.base);
  const qualifier = before && qualifierOf(before);
  return qualifier && lookUp(names, qualifier, node.name.name);
}

/** Local names go before those of the scope. @throws AthenaError AMBIGUOUS_NAME */
export function lookUp({ local, scope }: Names, qualifier: Qualifier | undefined, name: string): Field | undefined {
  return findField(local, qualifier, name) ?? findField(scope, qualifier, name);
}

/** All names, if an expression is names with points between. */
export function namesOf(node: Expression): readonly string[] | undefined {
  if (node.kind === 'column') return [node.name.name];
  if (node.kind !== 'field') return undefined;
  const before = namesOf(node.base);
  return before && [...before, node.name.name];
}

/** What names before a column's mean: a relation, perhaps with its database and catalog. */
export function qualifierOf(names: readonly string[]): Qualifier | undefined {
  const [relation, database, catalog] = [names.at(-1), names.at(-2), names.at(-3)];
  if (relation === undefined || names.length > 3) return undefined;
  if (catalog !== undefined && catalog.toLowerCase() !== 'awsdatacatalog') return undefined;
  return database === undefined ? { relation } : { relation, database };
}
