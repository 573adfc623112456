import type { Partition as GluePartition } from '@aws-sdk/client-glue';

/** A partition of a table. */
export interface TablePartition {
  /** One for each partition key, in their order. */
  readonly values: readonly string[];
  /** `s3://bucket/folder/` */
  readonly location: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A partition as Glue gives it, and as the laptop's catalog keeps it. */
export type CatalogPartition = Pick<GluePartition, 'Values' | 'StorageDescriptor' | 'Parameters'>;

/** A partition of Glue in the project's own shape. */
export function tablePartition({ Values = [], StorageDescriptor, Parameters = {} }: CatalogPartition): TablePartition {
  return { values: Values, location: StorageDescriptor?.Location ?? '', parameters: Parameters };
}
