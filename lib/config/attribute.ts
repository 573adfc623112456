import * as z from 'zod';
import { ATHENA_TYPES, parseAthenaType, typeMeant } from './athena-type';
import { columnName, MAX_COLUMN_NAME } from './names';
import { describeText } from './setting';

/** Name of an attribute, in its own upper and lower case. */
export const attributeName = z
  .string()
  .min(1, { error: 'an attribute has a name of at least one character' })
  .refine((name) => !name.includes('\0'), { error: 'has a NUL character, which SQL cannot name; leave it undeclared' });

/** A key attribute. */
export const key = z.strictObject(
  {
    name: attributeName.describe('Attribute name, in its own upper and lower case.'),
    type: z
      .enum(['S', 'N', 'B'], { error: 'a key attribute has type S, N or B' })
      .default('S')
      .describe("DynamoDB's type of the key."),
  },
  { error: 'needs a key attribute such as { "name": "orderId", "type": "S" }' },
);

/** A declared attribute. */
export const attribute = z
  .strictObject({
    name: attributeName.describe('Attribute name, in its own upper and lower case.'),
    path: z
      .array(
        describeText(
          /^[^"\\\0]+$/,
          'a name in a path has no quotation mark, no backslash and no NUL; leave it undeclared',
        ),
      )
      .default([])
      .describe('Path below the attribute through nested maps, e.g. ["chef", "name"].'),
    type: z
      .string()
      .transform((value, context) => {
        const type = parseAthenaType(value);
        if (type) return type;
        context.addIssue({
          code: 'custom',
          message: `is no type that a column can have; use ${typeMeant(value)}one of ${ATHENA_TYPES}`,
        });
        return z.NEVER;
      })
      .meta({ form: ATHENA_TYPES, description: 'Athena type of the column.' }),
    column: describeText(/^[a-z_][a-z0-9_]*$/, 'a column has lower-case letters, digits and _, and no digit first')
      .max(MAX_COLUMN_NAME, { error: `is longer than a column's name can be, ${MAX_COLUMN_NAME} characters` })
      .optional()
      .describe('Column in the views; default: the name (and path) in snake_case.'),
  })
  .transform((value) => ({ ...value, column: value.column ?? columnName([value.name, ...value.path]) }));
