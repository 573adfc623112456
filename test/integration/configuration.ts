/** What has every type that a column can have, every trap of names, and what the saved queries ask for. */
const SUSHI_ORDERS = {
  partitionKey: { name: 'tableid' },
  sortKey: { name: 'datetime' },
  attributes: [
    { name: 'datetime', type: 'timestamp', column: 'ordered_at' },
    { name: 'quantity', type: 'decimal(38,0)' },
    { name: 'menu', type: 'string' },
    { name: 'price', type: 'decimal(12,2)' },
    { name: 'orderId', type: 'string' },
    { name: 'orderid', type: 'string' },
    { name: 'loyaltyNumber', type: 'decimal(38,0)' },
    { name: 'allergens', type: 'array<string>' },
    { name: 'seats', type: 'array<decimal(10,2)>' },
    { name: 'toppings', type: 'array<string>' },
    { name: 'detail', path: ['chef'], type: 'string' },
    { name: 'kitchen', path: ['Chef'], type: 'string', column: 'head_chef' },
    { name: 'kitchen', path: ['chef'], type: 'string', column: 'second_chef' },
    { name: 'kitchen', path: ['Shift', 'start'], type: 'bigint' },
    { name: 'comment', type: 'string' },
    { name: 'paid', type: 'boolean' },
    { name: 'photo', type: 'binary' },
    { name: 'notes', type: 'json' },
  ],
  entities: [
    {
      name: 'odd',
      where: [
        { attribute: 'tableid', equals: '窓側' },
        { attribute: 'orderId', prefix: 'odd-' },
      ],
      attributes: [
        { name: 'html', type: 'string' },
        { name: 'MENU', type: 'bigint', column: 'menu_number' },
      ],
    },
  ],
} as const;

/** What has nothing but a key and the number of the night that put it. */
const ID_AND_NIGHT = { partitionKey: { name: 'id' }, attributes: [{ name: 'night', type: 'bigint' }] } as const;

/** The tables of the system under test; every test file has one for itself. */
const TABLES = [
  { name: 'SushiOrderData', ...SUSHI_ORDERS },
  { name: 'Nights', ...ID_AND_NIGHT },
  { name: 'Faults', ...ID_AND_NIGHT },
  { name: 'Adopted', ...ID_AND_NIGHT },
  { name: 'Examined', ...ID_AND_NIGHT },
  { name: 'Operated', ...ID_AND_NIGHT },
  { name: 'Columnar', columnar: true, ...SUSHI_ORDERS },
  { name: 'Expiring', ...ID_AND_NIGHT },
  {
    name: 'Documented',

    partitionKey: { name: 'tableid' },
    sortKey: { name: 'datetime' },
    attributes: [{ name: 'menu', type: 'string' }],
  },
  {
    name: 'Analysed',
    columnar: true,
    partitionKey: { name: 'tableid' },
    attributes: [
      { name: 'menu', type: 'string' },
      { name: 'quantity', type: 'decimal(38,0)' },
    ],
  },
  { name: 'ExpiringColumnar', columnar: true, ...ID_AND_NIGHT },
  { name: 'Changing', incremental: { reconcile: 'weekly' }, ...ID_AND_NIGHT },
] as const;

/** Days that nights stay: more than lie behind any night of a test that is not about that. */
export const RETENTION_DAYS = 30;

/** The tables of the second system. */
const OWN_TABLES = [
  { name: 'Orders', checkDuplicateKeys: true, ...ID_AND_NIGHT },
  { name: 'Strict', typeConformance: 'error', ...ID_AND_NIGHT },
] as const;

/** A table of the system under test. */
export type TableName = (typeof TABLES)[number]['name'];

/** A table of the second system. */
export type OwnTableName = (typeof OWN_TABLES)[number]['name'];

/** A configuration as CDK's context takes it: every value a text. */
export type Context = Readonly<Record<string, string>>;

/**
 * The configuration of the system under test.
 *
 * @param systemName suffix of all names, so that the suite meets no other system of the account
 */
export function configuration(systemName: string, region: string): Context {
  return {
    systemName,
    region,
    removalPolicy: 'destroy',
    poll: JSON.stringify({ fixedSeconds: 60 }),
    retentionDays: String(RETENTION_DAYS),
    // Nights are started by the tests alone: the schedule is half a day away.
    schedule: `${(new Date().getUTCHours() + 9 + 12) % 24}:00`,
    timeZone: 'Asia/Tokyo',
    flexibleWindowMinutes: '0',
    tables: JSON.stringify(TABLES),
  };
}

/** What was there before the second system. */
export interface OwnThings {
  readonly existingTable: string;
  readonly existingBucket: string;
  readonly kmsKeyArn: string;
}

/**
 * The configuration of a second system with what the first has not: a table, a bucket and a key that were there before,
 * the default times of polling, nights that stay, and a zone of half hours whose clocks change.
 */
export function ownConfiguration(systemName: string, region: string, things: OwnThings): Context {
  const { existingTable, existingBucket, kmsKeyArn } = things;
  return {
    systemName,
    region,
    removalPolicy: 'destroy',
    existingBucket,
    kmsKeyArn,
    schedule: `${(new Date().getUTCHours() + 10 + 12) % 24}:00`,
    timeZone: 'Australia/Adelaide',
    tables: JSON.stringify(
      OWN_TABLES.map((table) => ({ ...table, ...(table.name === 'Orders' && { existingTable }) })),
    ),
  };
}

/** The configuration with no other tables than these. */
export function only(context: Context, tables: readonly string[]): Context {
  const all = JSON.parse(context.tables ?? '[]') as readonly { readonly name: string }[];
  return { ...context, tables: JSON.stringify(all.filter(({ name }) => tables.includes(name))) };
}

/** A configuration as arguments of `cdk` and of the project's own command. */
export function contextArguments(context: Context): string[] {
  return Object.entries(context).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
}
