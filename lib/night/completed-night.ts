import * as z from 'zod';
import { problemsIn } from './problem';

const text = z.string().optional().catch(undefined);

/** What the workflow's state ExportCompleted gives, each member as far as it is there and usable. */
const schema = z.object({
  exportArn: text,
  exportDate: text,
  exportTime: text,
  itemCount: z.number().optional().catch(undefined),
  published: text,
  validationQueryId: text,
  warnings: z.unknown().optional().transform(problemsIn),
  kind: z.enum(['full', 'changes']).optional().catch(undefined),
  fullBecause: text,
  changes: z
    .object({ inserted: z.coerce.number(), updated: z.coerce.number(), deleted: z.coerce.number() })
    .optional()
    .catch(undefined),
});

/**
 * What an execution says of the night that it published: `published` is the id of the export that the date has, of this
 * execution or a newer one; `warnings` are what the validation and the comparison with other nights found. Where a table's nights may be made of changes, `kind`
 * says what this one was made of, `fullBecause` why of a full export, and `changes` counts the items.
 */
export type CompletedNight = Partial<Readonly<z.infer<typeof schema>>>;

/** The output of an execution as ExportCompleted gives it; nothing of it is known where there is no output, or another one. */
export function readCompletedNight(output: unknown): CompletedNight {
  return schema.catch(schema.parse({})).parse(output);
}
