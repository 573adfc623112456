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
    .describe(
      'The longest gap in days that a night of changes can cover; after a longer gap the night is a full export.',
    ),
});

/** One table of the configuration, as a person writes it. */
export const table = z
  .strictObject({
    name: describeText(
      /^[A-Za-z][A-Za-z0-9_-]{0,39}$/,
      'use 1 to 40 letters, digits, - and _, beginning with a letter',
    ).describe(
      'Name of the table: unchanged in the name of the state machine, in lower case in those of Glue tables and the DynamoDB table.',
    ),
    existingTable: describeText(/^[A-Za-z0-9_.-]{3,255}$/, 'use the name of a DynamoDB table, not its ARN')
      .optional()
      .describe('An existing DynamoDB table to export; default: the stack creates `<namePrefix>-<name>-<systemName>`.'),
    partitionKey: key.describe("The table's key schema: what every item must have."),
    sortKey: key.optional().describe('The sort key, if the table has one.'),
    attributes: z
      .array(attribute)
      .default([])
      .describe('Attributes that become typed columns; all others stay in the raw table.'),
    entities: z
      .array(entity)
      .default([])
      .describe(
        'The entities of a single-table design; each gets typed views of its own, `<table>_<name>` and `<table>_<name>_history`.',
      ),
    typeConformance: z
      .enum(['warn', 'error'], { error: 'use "warn" or "error"' })
      .default('warn')
      .describe(
        'What happens if a value does not fit its declared type: `warn` publishes the night with a warning, `error` does not publish it.',
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
      .describe('Whether nights are stored as Parquet; default: the setting of the system.'),
    incremental: incrementalSchema
      .optional()
      .describe(
        'Makes nights from the night before and the changes since, so that their cost depends on the changes. Such nights are Parquet. `{}` takes the defaults.',
      ),
    schedule: timeOfDay
      .optional()
      .describe("Local time of day at which the table's night starts; default: the setting of the system."),
    deadlineHours: deadlineHours
      .optional()
      .describe(
        'A night of the table fails if its export is not finished this many hours after its start; default: the setting of the system.',
      ),
    enabled: z
      .boolean()
      .default(true)
      .describe('Whether the schedule starts nights; you can always start them by hand.'),
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
