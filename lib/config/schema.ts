import * as z from 'zod';
import { attribute, key } from './attribute';
import { refuseColumns } from './columns';
import { entity } from './entity';
import { exportPrefix } from './export-prefix';
import { entityViews, glueNames } from './names';
import {
  nameCreatedBucket,
  sourceTable,
  UNKNOWN_ACCOUNT,
  type SharedResources,
  type TableResources,
} from './resource-names';
import { issue, describeText } from './setting';

/** AWS: "General purpose bucket naming rules". */
const MAX_BUCKET_NAME = 63;

/** An area, in places a partition's or a country's word, a direction, a number: AWS, "Regions and Zones". */
const REGION = /^[a-z]{2,4}(-[a-z]+)*-(central|east|west|(north|south)(east|west)?)-\d$/;

const KMS_KEY_ARN =
  /^arn:aws[a-z-]*:kms:([a-z0-9-]+):\d{12}:key\/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Point-in-time recovery reaches back 35 days (AWS), and a window ends some minutes before the end of what is there. */
const MAX_CATCH_UP_DAYS = 34;

const wholeNumber = (unit: string, min: number, max: number) =>
  z
    .int({ error: `must be a whole number of ${unit}` })
    .min(min, { error: `must be at least ${min} ${unit}` })
    .max(max, { error: `must be at most ${max} ${unit}` });

const timeOfDay = describeText(/^([01]?\d|2[0-3]):[0-5]\d$/, 'use a time of day such as 4:00');

const deadlineHours = wholeNumber('hours', 1, 240);

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

const table = z
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

const keyArn = describeText(
  KMS_KEY_ARN,
  'use the ARN of a KMS key (arn:aws:kms:region:account:key/id), not of an alias',
);

const poll = z
  .strictObject({
    firstSeconds: wholeNumber('seconds', 1, 86_400)
      .default(120)
      .describe('First wait; no export was ever seen to take less than two minutes.'),
    minSeconds: wholeNumber('seconds', 1, 86_400)
      .default(180)
      .describe('Every later wait is a tenth of the time elapsed, at least this.'),
    maxSeconds: wholeNumber('seconds', 1, 86_400).default(10_800).describe('No wait is longer.'),
    fixedSeconds: wholeNumber('seconds', 1, 86_400).optional().describe('Every wait, in place of the three above.'),
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
      .describe('Suffix of every name, so that several systems live in one account.'),
    namePrefix: describeText(
      /^(?=.{1,12}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
      'use 1 to 12 lower-case letters, digits and inner hyphens, a letter first',
    )
      .default('example')
      .describe("First part of every name but the stack's; the article's is `example`."),
    account: describeText(/^\d{12}$/, 'use the 12 digits of an AWS account')
      .default(UNKNOWN_ACCOUNT)
      .describe('The account that the stack is deployed to; without it that of the credentials which deploy it.'),
    region: describeText(REGION, 'is no region; use one such as ap-northeast-1')
      .default('ap-northeast-1')
      .describe('The region that the stack is deployed to, and in which its tables are.'),
    timeZone: z
      .string()
      .refine(isTimeZone, { error: 'is no time zone; use an IANA name such as Asia/Tokyo' })
      .default('Asia/Tokyo')
      .describe('The zone of the schedule, and of `export_date`.'),
    schedule: timeOfDay.default('4:00').describe('Local time of day at which the night starts.'),
    poll: poll.prefault({}).describe('How often DynamoDB is asked whether the export is done.'),
    deadlineHours: deadlineHours
      .default(24)
      .describe('Hours after its start at which a night that has no finished export is given up.'),
    retentionDays: wholeNumber('days', 2, 36_500)
      .optional()
      .describe('Days that verified nights stay; without it for ever.'),
    existingBucket: describeText(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'use the name of a bucket, not its ARN')
      .optional()
      .describe(
        'An existing bucket to export to, of which the stack changes nothing; without it the stack creates one.',
      ),
    bucketOwner: describeText(/^\d{12}$/, 'use the 12 digits of an AWS account')
      .optional()
      .describe("The account that `existingBucket` belongs to, where it is not the stack's own."),
    kmsKeyArn: keyArn
      .optional()
      .describe(
        "Customer-managed KMS key of exports and query results, in the stack's region; without it S3's own keys.",
      ),
    catalogKeyArn: keyArn
      .optional()
      .describe("Customer-managed KMS key that the account's Data Catalog is encrypted with, if it is."),
    lakeFormation: z
      .boolean()
      .default(false)
      .describe(
        'Whether Lake Formation governs the database; its grants are given outside of the stack (docs/deploy.md).',
      ),
    notificationEmail: describeText(
      /^[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+$/,
      'use one e-mail address: of a list, or subscribe the others to the SNS topic',
    )
      .optional()
      .describe('Who gets a mail when a night fails or does not come; without it only the SNS topic is told.'),
    flexibleWindowMinutes: wholeNumber('minutes', 0, 1_440)
      .optional()
      .describe(
        "Minutes over which the tables' starts are spread: 0 for one table, 15 for several, as DynamoDB throttles.",
      ),
    bytesScannedCutoff: wholeNumber('bytes', 10_000_000, 1_000_000_000_000_000)
      .default(1_000_000_000_000)
      .describe(
        'Athena cancels a query of people that has read more bytes than this, but none of the nights; the default costs about 5 USD.',
      ),
    resultRetentionDays: wholeNumber('days', 1, 3_650)
      .default(30)
      .describe('Days that results of queries stay in the bucket.'),
    columnar: z
      .boolean()
      .default(false)
      .describe('Whether the nights of all tables that say nothing else are kept as Parquet.'),
    removalPolicy: z
      .enum(['retain', 'destroy'], { error: 'use "retain" or "destroy"' })
      .default('retain')
      .describe('What removing a stack does with its DynamoDB tables and its bucket, which must then be empty.'),
    tables: z
      .array(table)
      .min(1, { error: 'needs at least one table' })
      .prefault(() => [SUSHI_ORDER_DATA])
      .describe('The tables; without any a new one of sushi orders.'),
  })
  .superRefine((config, context) => {
    const { region, namePrefix, existingBucket, bucketOwner, tables } = config;
    refuseClashes(context, config, tables);
    const tooLong = existingBucket === undefined ? nameCreatedBucket(config).length - MAX_BUCKET_NAME : 0;
    if (tooLong > 0)
      issue(
        context,
        ['namePrefix'],
        namePrefix,
        `makes the bucket's name ${nameCreatedBucket(config)} longer than the ${MAX_BUCKET_NAME} characters that S3 takes; shorten it, or systemName, by ${tooLong}, or set "existingBucket"`,
      );
    for (const setting of ['kmsKeyArn', 'catalogKeyArn'] as const) {
      const key = config[setting];
      // of what is no ARN of a key its own line has said so
      const [, keyRegion] = KMS_KEY_ARN.exec(key ?? '') ?? [];
      if (key !== undefined && keyRegion !== undefined && keyRegion !== region)
        issue(
          context,
          [setting],
          key,
          `lies in ${keyRegion}, the stack in ${region}; use a key, or the replica of a multi-Region key, of ${region}`,
        );
    }
    if (bucketOwner !== undefined && existingBucket === undefined)
      issue(context, ['bucketOwner'], bucketOwner, 'needs "existingBucket"; a bucket of the stack is its own');
  })
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

/** The table of sushi orders that is there when no table is configured. */
const SUSHI_ORDER_DATA: z.input<typeof table> = {
  name: 'SushiOrderData',
  partitionKey: { name: 'tableid' },
  sortKey: { name: 'datetime' },
  attributes: [
    { name: 'datetime', type: 'timestamp', column: 'ordered_at' },
    { name: 'quantity', type: 'decimal(38,0)' },
    { name: 'menu', type: 'string' },
    { name: 'price', type: 'decimal(12,2)' },
    { name: 'orderId', type: 'string' },
    { name: 'toppings', type: 'array<string>' },
    { name: 'detail', path: ['chef'], type: 'string' },
  ],
};

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** No two tables may share a Glue table or view (`Orders-raw` and the raw table of `orders` would) or a DynamoDB table. */
function refuseClashes(
  context: z.RefinementCtx,
  config: Parameters<typeof sourceTable>[0],
  tables: readonly z.output<typeof table>[],
) {
  const seen = new Set<string>();
  tables.forEach((table, index) => {
    const names = [
      ...Object.values<string>({ ...glueNames(table.name) }).map((name) => `Glue table ${name}`),
      `DynamoDB table ${sourceTable(config, table)}`,
      `CloudFormation output ${table.name.replace(/[^A-Za-z0-9]/g, '')}`,
    ];
    const clash = names.find((name) => seen.has(name));
    if (clash !== undefined)
      issue(context, ['tables', index], table.name, `has the ${clash} of an earlier table; give it another name`);
    for (const name of names) seen.add(name);
    table.entities.forEach(({ name }, number) => {
      const views = Object.values<string>({ ...entityViews(table.name, name) });
      const taken = views.find((view) => seen.has(`Glue table ${view}`));
      if (taken !== undefined)
        issue(
          context,
          ['tables', index, 'entities', number, 'name'],
          name,
          `gives a second ${taken}; use another name`,
        );
      for (const view of views) seen.add(`Glue table ${view}`);
    });
  });
}
