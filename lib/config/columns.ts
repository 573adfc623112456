import type * as z from 'zod';
import type { attribute, key } from './attribute';
import type { entity } from './entity';
import { columnName } from './names';
import { issue } from './setting';

/** Column names that the views have already. */
export const OWN_COLUMNS: readonly string[] = ['export_date', 'export_id', 'slot'];

interface Attributes {
  readonly attributes: readonly z.output<typeof attribute>[];
}

interface Columns extends Attributes {
  readonly partitionKey: z.output<typeof key>;
  readonly sortKey?: z.output<typeof key> | undefined;
  readonly entities: readonly z.output<typeof entity>[];
}

/** Attributes (name and path, as JSON) and columns that are there, each with the other. */
type Taken = Map<string, string>;

/** No two columns of a view may have one name, and no attribute may be declared twice. */
export function refuseColumns(table: Columns, context: z.RefinementCtx): void {
  const keys: Taken = new Map();
  for (const at of ['partitionKey', 'sortKey'] as const) {
    const name = table[at]?.name;
    if (name === undefined) continue;
    const column = columnName([name]);
    if (keys.has(column) || column === 'export_date')
      issue(context, [at, 'name'], name, `gives a second column ${column}; a table with such keys cannot have views`);
    keys.set(column, JSON.stringify([name]));
  }
  const declared = refuseAttributes(table, context, [], keys, new Map());
  table.entities.forEach((entity, index) => {
    refuseAttributes(entity, context, ['entities', index], keys, declared);
    refuseConditions(entity, context, ['entities', index], table);
  });
}

/** @returns what is declared with these attributes, besides what was before */
function refuseAttributes(
  { attributes }: Attributes,
  context: z.RefinementCtx,
  path: readonly (string | number)[],
  keys: Taken,
  before: Taken,
): Taken {
  const seen: Taken = new Map(before);
  attributes.forEach(({ name, path: inner, column }, index) => {
    const full = JSON.stringify([name, ...inner]);
    const at = [...path, 'attributes', index];
    const key = keys.get(column);
    const declared = [name, ...inner].join('.');
    if (before.has(full))
      issue(context, at, declared, 'is declared for the table, so the entity has it; remove it here');
    else if (seen.has(full)) issue(context, at, declared, 'is declared twice; declare it once');
    else if (OWN_COLUMNS.includes(column)) issue(context, at, column, 'is a column of the views; set another "column"');
    else if (seen.has(column) || (key !== undefined && full !== key))
      issue(context, at, column, 'is the column of two attributes; set "column" for one of them');
    seen.set(full, column).set(column, full);
  });
  return seen;
}

function refuseConditions(
  { where }: Columns['entities'][number],
  context: z.RefinementCtx,
  path: readonly (string | number)[],
  { partitionKey, sortKey }: Columns,
): void {
  where.forEach(({ attribute: name }, index) => {
    const key = [partitionKey, sortKey].find((one) => one?.name === name);
    if (key !== undefined && key.type !== 'S')
      issue(context, [...path, 'where', index, 'attribute'], name, `has type ${key.type}; name a text (S)`);
  });
}
