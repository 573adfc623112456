import * as z from 'zod';
import { attribute, key } from './attribute';
import { refuseColumns } from './columns';
import { entity } from './entity';
import { exportPrefix } from './export-prefix';
import { deadlineHours, describeText, issue, timeOfDay, wholeNumber } from './setting';

/** Point-in-time recovery reaches back 35 days (AWS), and a window ends some minutes before the end of what is there. */
const MAX_CATCH_UP_DAYS = 34;

/** The setting `incremental` of a table. */
export const incrementalSchema = z.strictObject({
  reconcile: z
    .enum(['weekly', 'monthly', 'never'], { error: 'use "weekly", "monthly" or "never"' })
    .default('weekly')
    .describe('How often a full export of the same instant is compared with the night that was made of changes.'),
  maxCatchUpDays: wholeNumber('days', 1, MAX_CATCH_UP_DAYS)
    .default(7)
    .describe('Days whose changes one night makes up for; after a longer gap it is a full export again.'),
});

/** One table of the configuration, as a person writes it. */
export const table = z
  .strictObject({
    name: describeText(
      /^[A-Za-z][A-Za-z0-9_-]{0,39}$/,
      'use 1 to 40 letters, digits, - and _, beginning with a letter',
    ).describe(
      'What the table is called: the state machine as it is, Glue tables and the DynamoDB table in lower case.',
    ),
    existingTable: describeText(/^[A-Za-z0-9_.-]{3,255}$/, 'use the name of a DynamoDB table, not its ARN')
      .optional()
      .describe(
        'An existing DynamoDB table to export; without it the stack creates `<namePrefix>-<name>-<systemName>`.',
      ),
    partitionKey: key.describe("The table's key schema: what every item must have."),
    sortKey: key.optional().describe('The sort key, where the table has one.'),
    attributes: z
      .array(attribute)
      .default([])
      .describe('Attributes that become typed columns; all others stay in the raw table.'),
    entities: z
      .array(entity)
      .default([])
      .describe(
        'What a table of several entities holds; each gets typed views of its own, `<table>_<name>` and `<table>_<name>_history`.',
      ),
    typeConformance: z
      .enum(['warn', 'error'], { error: 'use "warn" or "error"' })
      .default('warn')
      .describe(
        'What a value that does not fit its declared type is: told with the night, or a reason not to publish it.',
      ),
    checkDuplicateKeys: z
      .boolean()
      .default(false)
      .describe('Whether the validation also looks for keys that occur twice; costs memory in Athena.'),
    exportPrefixes: z
      .array(exportPrefix)
      .default([])
      .describe(
        'More folders of the bucket that finished exports of the table are read from, at any depth; nothing is written there.',
      ),
    columnar: z
      .boolean()
      .optional()
      .describe(
        "Whether nights are kept as Parquet, which one query writes from the export; without it the system's setting.",
      ),
    incremental: incrementalSchema
      .optional()
      .describe(
        'Makes nights of the night before and the changes since, which cost by the changes; such nights are Parquet. `{}` takes the defaults.',
      ),
    schedule: timeOfDay
      .optional()
      .describe("Local time of day at which the table's night starts; without it the system's setting."),
    deadlineHours: deadlineHours
      .optional()
      .describe("Hours after which a night of the table is given up; without it the system's setting."),
    enabled: z.boolean().default(true).describe('Whether the schedule starts nights; by hand they start in any case.'),
  })
  .superRefine(refuseColumns)
  .superRefine(({ incremental, columnar }, context) => {
    if (incremental !== undefined && columnar === false)
      issue(
        context,
        ['columnar'],
        columnar,
        'must be true or left out beside "incremental"; nights made of changes are Parquet',
      );
  });

/** The names of a table's settings. */
export const TABLE_SETTINGS: readonly string[] = Object.keys(table.shape);
