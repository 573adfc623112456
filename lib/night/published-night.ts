import { parseProblems, type NightProblem } from './problem';
import { tablePartition, type CatalogPartition, type TablePartition } from './partition';

/**
 * The parameters of a published partition: members of {@link PublishedNight}, and the parameters of the partition that
 * have them. Glue's parameters are texts. The workflow writes them, and {@link readPublishedNights} reads them.
 */
export const NIGHT_PARAMETERS = {
  exportId: 'export_id',
  exportArn: 'export_arn',
  exportTime: 'export_time',
  tableId: 'table_id',
  itemCount: 'item_count',
  validationQueryId: 'validation_query_id',
  warnings: 'warnings',
} as const;

/**
 * The additional parameters of a partition of a table with `incremental`: members of {@link NightChain}, and
 * the parameters that have them.
 */
export const CHAIN_PARAMETERS = {
  kind: 'night_kind',
  fullBecause: 'full_because',
  baseExportId: 'base_export_id',
  baseExportDate: 'base_export_date',
  depth: 'chain_depth',
  fingerprint: 'fingerprint',
  windows: 'windows',
  changesFrom: 'changes_from',
  reconciledAt: 'reconciled_at',
  inserted: 'inserted',
  updated: 'updated',
  deleted: 'deleted',
} as const;

/** The parameter of a slot that says which night it shows. */
export const SLOT_DATE_PARAMETER = 'export_date';

/** Parameters of the files table's partitions, besides those of a night that was verified. */
export const REGISTRATION_PARAMETERS = {
  verified: 'verified',
  dataLocation: 'data_location',
  problems: 'problems',
  expired: 'expired',
} as const;

/** How a night of a table with `incremental` was made. A missing text is '', a missing number is NaN. */
export interface NightChain {
  /** Whether it was exported whole, or made of a night and the changes since. */
  readonly kind: 'full' | 'changes';
  /** Why it was exported whole. */
  readonly fullBecause: string;
  /** Of a night made of changes: the export, and the date, of the night that it was made of. */
  readonly baseExportId: string;
  readonly baseExportDate: string;
  /** Nights since the last that was exported whole, which has 0. */
  readonly depth: number;
  /** Sum over its items of `item_fingerprint`, in digits. */
  readonly fingerprint: string;
  /** The exports of its changes, the oldest first. */
  readonly windows: readonly string[];
  /** Since when its changes are, ISO 8601. */
  readonly changesFrom: string;
  /** Date of the last night of the chain that was exported whole, or that was compared with a full export. */
  readonly reconciledAt: string;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
}

/** A verified night, as its partition says. A text that the partition lacks is ''. */
export interface PublishedNight {
  readonly exportDate: string;
  readonly exportId: string;
  readonly exportArn: string;
  /** When the items were as they are in it, ISO 8601. */
  readonly exportTime: string;
  /** DynamoDB's id of the table, which one that is made anew under the same name has not; '' where the manifest lacked it. */
  readonly tableId: string;
  /** NaN where the partition does not say it. */
  readonly itemCount: number;
  readonly warnings: number;
  readonly validationQueryId: string;
  /** `s3://bucket/folder/` of its data files. */
  readonly location: string;
  /** Of a table whose nights are made of changes. */
  readonly chain?: NightChain;
}

/** An export that was registered for a date, published or not. */
export interface RegisteredExport {
  readonly exportDate: string;
  readonly exportId: string;
  readonly verified: boolean;
  /** What the validation found, where it published. */
  readonly problems: readonly NightProblem[];
}

/** The nights of the partitions of a `_raw` table, the oldest first. */
export function readPublishedNights(partitions: readonly (TablePartition | CatalogPartition)[]): PublishedNight[] {
  return partitions
    .map(inOneShape)
    .map((partition) => nightOfPartition(partition.values[0] ?? '', partition))
    .sort((a, b) => (a.exportDate < b.exportDate ? -1 : 1));
}

/** The nights that the slots of a `_latest` table show, by the slots' names: `newest` and `previous`. */
export function readPublishedSlots(
  partitions: readonly (TablePartition | CatalogPartition)[],
): ReadonlyMap<string, PublishedNight> {
  return new Map(
    partitions
      .map(inOneShape)
      .map((partition) => [
        partition.values[0] ?? '',
        nightOfPartition(partition.parameters[SLOT_DATE_PARAMETER] ?? '', partition),
      ]),
  );
}

/**
 * Whether two nights are known to come from two tables: the table was deleted and created again between them, so
 * differences between them are not changes of items.
 */
export function areOfTwoTables(one: Pick<PublishedNight, 'tableId'>, other: Pick<PublishedNight, 'tableId'>): boolean {
  return one.tableId !== '' && other.tableId !== '' && one.tableId !== other.tableId;
}

/** What to say of two nights that are compared, where they are known to be those of two tables. */
export function twoTablesText(earlier: PublishedNight, later: PublishedNight): string | undefined {
  return areOfTwoTables(earlier, later)
    ? `The nights ${earlier.exportDate} and ${later.exportDate} are those of two tables (ids ${earlier.tableId} and ${later.tableId}): the DynamoDB table was deleted and made anew under its name between them, so what differs is no change of items.`
    : undefined;
}

function nightOfPartition(exportDate: string, { location, parameters }: TablePartition): PublishedNight {
  const text = (member: keyof typeof NIGHT_PARAMETERS) => parameters[NIGHT_PARAMETERS[member]] ?? '';
  const chain = chainOf(parameters);
  return {
    exportDate,
    exportId: text('exportId'),
    exportArn: text('exportArn'),
    exportTime: text('exportTime'),
    tableId: text('tableId'),
    itemCount: toNumber(text('itemCount')),
    warnings: Number(text('warnings')),
    validationQueryId: text('validationQueryId'),
    location,
    ...(chain && { chain }),
  };
}

function chainOf(parameters: TablePartition['parameters']): NightChain | undefined {
  const text = (member: keyof typeof CHAIN_PARAMETERS) => parameters[CHAIN_PARAMETERS[member]] ?? '';
  const kind = text('kind');
  if (kind !== 'full' && kind !== 'changes') return undefined;
  return {
    kind,
    fullBecause: text('fullBecause'),
    baseExportId: text('baseExportId'),
    baseExportDate: text('baseExportDate'),
    depth: toNumber(text('depth')),
    fingerprint: text('fingerprint'),
    windows: text('windows')
      .split(' ')
      .filter((id) => id !== ''),
    changesFrom: text('changesFrom'),
    reconciledAt: text('reconciledAt'),
    inserted: toNumber(text('inserted')),
    updated: toNumber(text('updated')),
    deleted: toNumber(text('deleted')),
  };
}

function toNumber(text: string): number {
  return text === '' ? Number.NaN : Number(text);
}

function inOneShape(partition: TablePartition | CatalogPartition): TablePartition {
  return 'values' in partition ? partition : tablePartition(partition);
}

/**
 * The exports that have partitions in the files table, except those of expired nights, which stay registered until
 * their objects are removed. Ids sort by time, so the last one of a date is the newest.
 */
export function readRegisteredExports(partitions: readonly TablePartition[]): RegisteredExport[] {
  return partitions
    .filter(({ parameters }) => parameters[REGISTRATION_PARAMETERS.expired] === undefined)
    .map(({ values: [exportDate = '', exportId = ''], parameters }) => ({
      exportDate,
      exportId,
      verified: parameters[REGISTRATION_PARAMETERS.verified] === 'true',
      problems: parseProblems(parameters[REGISTRATION_PARAMETERS.problems]),
    }))
    .sort((a, b) => (`${a.exportDate} ${a.exportId}` < `${b.exportDate} ${b.exportId}` ? -1 : 1));
}
