import * as z from 'zod';
import { attribute, attributeName } from './attribute';
import { describeText } from './setting';

/** What an item of an entity has: a text (S) that is equal to one, or begins with one. */
const condition = z
  .strictObject({
    attribute: attributeName.describe('Attribute that the condition is about.'),
    equals: z.string().optional().describe('The text that it is.'),
    prefix: z
      .string()
      .min(1, { error: 'a prefix has at least one character' })
      .optional()
      .describe('What it begins with.'),
  })
  .refine(({ equals, prefix }) => (equals === undefined) !== (prefix === undefined), {
    error: 'needs either "equals" or "prefix"',
  });

/** One of the entities that a table holds. */
export const entity = z.strictObject({
  name: describeText(/^[a-z][a-z0-9_]{0,39}$/, 'use 1 to 40 lower-case letters, digits and _, a letter first').describe(
    "Suffix of its views, after the table's name.",
  ),
  where: z
    .preprocess(
      (value) => (Array.isArray(value) ? (value as unknown[]) : [value]),
      z.array(condition).min(1, { error: 'needs at least one condition' }),
    )
    .describe('Conditions that identify its items; an item must fulfil all of them.'),
  attributes: z
    .array(attribute)
    .default([])
    .describe('Its attributes that become typed columns, in addition to the key and the attributes of the table.'),
});
