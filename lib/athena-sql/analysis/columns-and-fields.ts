import { AthenaError, RefusedError } from '../errors';
import { quote } from '../quote';
import type { Expression, Identifier } from '../syntax/ast';
import { typeText, type Type } from '../types';
import { throwing, value, type Value } from '../values/value';
import { analyze } from './analyze';
import { lookUp, namesOf, qualifierOf, resolveField } from './names';
import { visibleNames, type Context, type Field, type Qualifier } from './scope';

/** A column by its name, of the relation that a qualifier names, or of the only one that has it. */
export function analyzeColumn(name: Identifier, context: Context, qualifier?: Qualifier): Value {
  const found = lookUp(context, qualifier, name.name);
  if (found !== undefined) return usable(found);
  const parts = [qualifier?.database, qualifier?.relation, name.name].filter((part) => part !== undefined);
  throw new AthenaError(
    'COLUMN_NOT_FOUND',
    `Column '${parts.join('.')}' cannot be resolved. ${visibleNames(context.scope)}${hiddenColumn(parts, context)}`,
  );
}

/** Where a column is that a view reads and does not show, such as the items that a view makes columns of. */
function hiddenColumn(parts: readonly string[], { session }: Context): string {
  for (const part of parts) {
    const [table, ...others] = session.catalog.tablesWith?.(part.toLowerCase()) ?? [];
    if (table !== undefined && others.length === 0) return `. The table ${table}, which is read here, has ${part}`;
  }
  return '';
}

function usable(field: Field): Value {
  if (field.unusable !== undefined) throw field.unusable();
  return field.value;
}

/** `relation.column` with or without a database, or a field of a row. */
export function analyzeField(node: Extract<Expression, { kind: 'field' }>, context: Context): Value {
  const { base } = node;
  const found = resolveField(node, context);
  if (found !== undefined) return usable(found);
  const names = namesOf(base);
  const qualifier = names && qualifierOf(names);
  // the first name is no column either: what was meant is a column of a relation
  if (qualifier !== undefined && names?.[0] !== undefined && lookUp(context, undefined, names[0]) === undefined) {
    const isRowOfRelation =
      names.length > 1 && lookUp(context, qualifierOf(names.slice(0, -1)), names.at(-1) ?? '') !== undefined;
    if (!isRowOfRelation) return analyzeColumn(node.name, context, qualifier);
  }
  const row = analyze(base, context);
  if (row.type.kind !== 'row')
    throw new AthenaError(
      'TYPE_MISMATCH',
      `Expression is not of type ROW: ${typeText(row.type)}${mapHint(row.type, node.name.name)}`,
    );
  const wanted = node.name.name.toLowerCase();
  const matches = row.type.fields.flatMap((f, i) =>
    f.name?.toLowerCase() === wanted ? [{ type: f.type, index: i + 1 }] : [],
  );
  const [match] = matches;
  if (match === undefined)
    throw new AthenaError('COLUMN_NOT_FOUND', `Row has no field '${node.name.name}': ${typeText(row.type)}`);
  if (matches.length > 1)
    throw new RefusedError(`The field ${node.name.name} of a row that has two of that name`, 'a subscript');
  return row.throws
    ? throwing(`(${row.sql}).f${match.index}`, match.type)
    : value(`(${row.sql}).f${match.index}`, match.type, row);
}

/** What to write for a member of a map, which is no field. */
const mapHint = (type: Type, name: string): string =>
  type.kind === 'map' ? `. A member of a map is element_at(.., ${quote(name)}), such as element_at(item, 'PK')` : '';
