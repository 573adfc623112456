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
 * The output of an execution that published a night: `published` is the id of the export that is published under the
 * date, by this execution or a newer one; `warnings` come from the validation and the comparison with other nights. For
 * a table with `incremental`, `kind` is what the night was made from, `fullBecause` is the reason for a full export,
 * and `changes` counts the items.
 */
export type CompletedNight = Partial<Readonly<z.infer<typeof schema>>>;

/** Reads the output of ExportCompleted; all members are undefined for a missing or different output. */
export function readCompletedNight(output: unknown): CompletedNight {
  return schema.catch(schema.parse({})).parse(output);
}
