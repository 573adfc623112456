import * as z from 'zod';
import { refuseBucket } from './bucket';
import { refuseClashes } from './clashes';
import { kmsKeyArn, refuseKeysElsewhere } from './kms-key';
import { UNKNOWN_ACCOUNT, type SharedResources, type TableResources } from './resource-names';
import { deadlineHours, describeText, timeOfDay, wholeNumber } from './setting';
import { SUSHI_ORDER_DATA } from './sushi-order-data';
import { table } from './table-settings';

/** An area, in places a partition's or a country's word, a direction, a number: AWS, "Regions and Zones". */
const REGION = /^[a-z]{2,4}(-[a-z]+)*-(central|east|west|(north|south)(east|west)?)-\d$/;

const poll = z
  .strictObject({
    firstSeconds: wholeNumber('seconds', 1, 86_400)
      .default(120)
      .describe('First wait; no measured export took less than two minutes.'),
    minSeconds: wholeNumber('seconds', 1, 86_400)
      .default(180)
      .describe('Every later wait is a tenth of the time elapsed, at least this.'),
    maxSeconds: wholeNumber('seconds', 1, 86_400).default(10_800).describe('No wait is longer.'),
    fixedSeconds: wholeNumber('seconds', 1, 86_400).optional().describe('Every wait, instead of the three above.'),
  })
  .refine(({ minSeconds, maxSeconds }) => minSeconds <= maxSeconds, { error: 'has minSeconds above maxSeconds' });

/** All settings with all their defaults; {@link parseConfig} makes a Config of what a person wrote. */
export const configSchema = z
  .strictObject({
    systemName: describeText(
      /^(?=.{1,10}$)[a-z0-9]+(-[a-z0-9]+)*$/,
      'use 1 to 10 lower-case letters, digits and inner hyphens: it is part of a bucket name',
    )
      .default('dev')
      .describe('Suffix of every name, so that one account can have several systems.'),
    namePrefix: describeText(
      /^(?=.{1,12}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
      'use 1 to 12 lower-case letters, digits and inner hyphens, a letter first',
    )
      .default('example')
      .describe('Prefix of every name except those of the stacks; `example` in the article.'),
    account: describeText(/^\d{12}$/, 'use the 12 digits of an AWS account')
      .default(UNKNOWN_ACCOUNT)
      .describe('The account that the stacks are deployed to; default: that of the credentials.'),
    region: describeText(REGION, 'is no region; use one such as ap-northeast-1')
      .default('ap-northeast-1')
      .describe('The region that the stacks are deployed to, and that has the tables.'),
    timeZone: z
      .string()
      .refine(isTimeZone, { error: 'is no time zone; use an IANA name such as Asia/Tokyo' })
      .default('Asia/Tokyo')
      .describe('The time zone of the schedule and of `export_date`.'),
    schedule: timeOfDay.default('4:00').describe('Local time of day at which the night starts.'),
    poll: poll.prefault({}).describe('How often DynamoDB is asked whether the export is done.'),
    deadlineHours: deadlineHours
      .default(24)
      .describe('A night fails if its export is not finished this many hours after its start.'),
    retentionDays: wholeNumber('days', 2, 36_500)
      .optional()
      .describe('Days that verified nights are kept; default: for ever.'),
    existingBucket: describeText(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'use the name of a bucket, not its ARN')
      .optional()
      .describe('An existing bucket to export to, which the stack does not change; default: the stack creates one.'),
    bucketOwner: describeText(/^\d{12}$/, 'use the 12 digits of an AWS account')
      .optional()
      .describe('The account of `existingBucket`, if it is not that of the stack.'),
    kmsKeyArn: kmsKeyArn
      .optional()
      .describe(
        "Customer-managed KMS key of exports and query results, in the stack's region; default: S3's own keys.",
      ),
    catalogKeyArn: kmsKeyArn
      .optional()
      .describe("Customer-managed KMS key that the account's Data Catalog is encrypted with, if it is."),
    lakeFormation: z
      .boolean()
      .default(false)
      .describe('Whether Lake Formation governs the database; you must give its grants yourself (docs/deploy.md).'),
    notificationEmail: describeText(
      /^[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+$/,
      'use one e-mail address: of a list, or subscribe the others to the SNS topic',
    )
      .optional()
      .describe('The address that gets a mail when a night fails or is missing; default: none, only the SNS topic.'),
    flexibleWindowMinutes: wholeNumber('minutes', 0, 1_440)
      .optional()
      .describe(
        'Minutes over which the starts of the tables are spread, because DynamoDB throttles; default: 0 for one table, 15 for several.',
      ),
    bytesScannedCutoff: wholeNumber('bytes', 10_000_000, 1_000_000_000_000_000)
      .default(1_000_000_000_000)
      .describe(
        'Athena cancels a query of an analyst that has read more bytes than this, but no query of a night; the default costs about 5 USD.',
      ),
    resultRetentionDays: wholeNumber('days', 1, 3_650)
      .default(30)
      .describe('Days that query results are kept in the bucket.'),
    columnar: z.boolean().default(false).describe('Whether nights are stored as Parquet; a table can override it.'),
    removalPolicy: z
      .enum(['retain', 'destroy'], { error: 'use "retain" or "destroy"' })
      .default('retain')
      .describe(
        'What happens to the DynamoDB tables and the bucket when a stack is removed; `destroy` removes only an empty bucket.',
      ),
    tables: z
      .array(table)
      .min(1, { error: 'needs at least one table' })
      .prefault(() => [SUSHI_ORDER_DATA])
      .describe('The tables; default: a new table of sushi orders.'),
  })
  .superRefine(refuseClashes)
  .superRefine(refuseBucket)
  .superRefine(refuseKeysElsewhere)
  .transform((config) => ({
    ...config,
    flexibleWindowMinutes: config.flexibleWindowMinutes ?? (config.tables.length > 1 ? 15 : 0),
    tables: config.tables.map((each) => ({
      ...each,
      columnar: each.columnar ?? (each.incremental !== undefined || config.columnar),
      schedule: each.schedule ?? config.schedule,
      deadlineHours: each.deadlineHours ?? config.deadlineHours,
    })),
  }))
  .readonly();

/** What a person can set of a system, defaults filled in. */
type Settings = z.output<typeof configSchema>;

/** One table of the configuration, defaults filled in. */
export type Table = Settings['tables'][number] & {
  /** Names that are not made of the system's; no setting: they are known where the resources are made. */
  readonly names?: Partial<TableResources>;
};
/** A declared attribute: where it is in an item, and the column it becomes. */
export type Attribute = Table['attributes'][number];
/** An entity of a table of several. */
export type Entity = Table['entities'][number];
/** A complete, checked configuration. */
export type Config = Omit<Settings, 'tables'> & {
  readonly tables: readonly Table[];
  /** Names that are not made of the system's; no setting: they are known where the resources are made. */
  readonly names?: Partial<SharedResources>;
};

/**
 * Whether EventBridge Scheduler and Athena know a zone: by its IANA name as it is written there. JavaScript takes any case,
 * and some versions offsets such as +02:00.
 */
function isTimeZone(name: string): boolean {
  if (!/^[A-Z]/.test(name)) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return timeZone === name || timeZone.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}
