import { z } from 'zod';
import { ATHENA_TYPES, parseAthenaType } from './athena-type';
import { columnName } from './names';
import { issue, text } from './setting';

/** Glue's limit of a column's name, and of its comment (AWS: "Glue Web API Reference", Column). */
export const MAX_COLUMN_NAME = 255;

/** Name of an attribute, in its own upper and lower case. */
export const attributeName = z.string().min(1, { error: 'an attribute has a name of at least one character' });

/** A key attribute. */
export const key = z.strictObject(
  {
    /** Attribute name, in its own upper and lower case. */
    name: attributeName,
    /** DynamoDB's type of the key. */
    type: z.enum(['S', 'N', 'B'], { error: 'a key attribute has type S, N or B' }).default('S'),
  },
  { error: 'needs a key attribute such as { "name": "orderId", "type": "S" }' },
);

/** A declared attribute. */
export const attribute = z
  .strictObject({
    /** Attribute name, in its own upper and lower case. */
    name: attributeName,
    /** Path below the attribute through nested maps, e.g. ["chef", "name"]. */
    path: z
      .array(text(/^[^"\\]+$/, 'a name in a path has no quotation mark and no backslash; leave it undeclared'))
      .default([]),
    /** Athena type of the column. */
    type: z.string().transform((value, context) => {
      const type = parseAthenaType(value);
      if (type) return type;
      context.addIssue({ code: 'custom', message: `is no type that a column can have; use one of ${ATHENA_TYPES}` });
      return z.NEVER;
    }),
    /** Column in the views; without it the name (and path) in snake_case. */
    column: text(/^[a-z_][a-z0-9_]*$/, 'a column has lower-case letters, digits and _, and no digit first').optional(),
  })
  .transform((value, context) => {
    const column = value.column ?? columnName([value.name, ...value.path]);
    if (column.length > MAX_COLUMN_NAME)
      issue(context, [], column, `is longer than a column's name can be, ${MAX_COLUMN_NAME} characters; set "column"`);
    return { ...value, column };
  });
