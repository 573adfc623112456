import type { PartitionInput } from '@aws-sdk/client-glue';

/** A partition as Glue gives it, and as the laptop's catalog keeps it. */
export type Partition = Pick<PartitionInput, 'Values' | 'StorageDescriptor' | 'Parameters'>;

/** A verified night, as its partition says. */
export interface PublishedNight {
  /** Date, or name of the slot. */
  readonly value: string;
  readonly exportId: string | undefined;
  readonly exportArn: string | undefined;
  /** ISO 8601. */
  readonly exportTime: string | undefined;
  readonly itemCount: number | undefined;
  readonly warnings: number | undefined;
  readonly validationQueryId: string | undefined;
  /** Folder of the data files. */
  readonly location: string;
}

/** What partitions of the table of verified nights, or of the slots, say; newest date first. */
export function publishedNights(partitions: readonly Partition[]): PublishedNight[] {
  return partitions
    .map(({ Values, StorageDescriptor, Parameters = {} }) => ({
      value: Values?.[0] ?? '',
      exportId: Parameters.export_id,
      exportArn: Parameters.export_arn,
      exportTime: Parameters.export_time,
      itemCount: number(Parameters.item_count),
      warnings: number(Parameters.warnings),
      validationQueryId: Parameters.validation_query_id,
      location: StorageDescriptor?.Location ?? '',
    }))
    .sort((a, b) => (a.value < b.value ? 1 : -1));
}

function number(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
