import type { TableInput } from '@aws-sdk/client-glue';
import type { PartitionedTable } from '../../catalog';
import type { Config, Resources, Table } from '../../config';
import type { SavedCheck } from '../../sql';
import type { ManifestFact } from '../adopt/manifest-fact';
import type { CatalogPartition } from '../../night';
import type { NightExecution } from '../status/status';
import type { Fact } from './fact';
import type { QuotaFacts } from './quotas';

/**
 * The facts that all tables share. A field is missing if the target has no such resource; a laptop has no schedule, for
 * example.
 */
export interface SystemFacts {
  readonly config: Config;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether nights run on a clock of their own, as on this machine: they may be ahead of `now`. @default - they may not */
  readonly hasVirtualTime?: boolean;
  /** When the schedule of tables without one of their own last started a night, in milliseconds since 1970. */
  readonly lastScheduledTime: number;
  /** The users' checks of the nights, as they are here. */
  readonly checks: readonly SavedCheck[];
  readonly bucket?: Fact<BucketFacts>;
  /** The workgroup of people. */
  readonly workgroup?: Fact<WorkgroupFacts>;
  /** The workgroup of the nights. */
  readonly nightWorkgroup?: Fact<WorkgroupFacts>;
  /** Folders of exports that no partition knows. */
  readonly strays: Fact<readonly StrayExport[]>;
  /** Full exports that are IN_PROGRESS in the region. */
  readonly runningExports?: Fact<number>;
  readonly quotas?: QuotaFacts;
}

/** The facts of one table. */
export interface TableFacts {
  readonly table: Table;
  readonly names: Resources;
  readonly source?: Fact<SourceFacts>;
  readonly recovery?: Fact<RecoveryFacts>;
  /** Glue's tables and views, by name. */
  readonly catalog: Fact<ReadonlyMap<string, TableInput>>;
  readonly partitions: Readonly<Record<Exclude<PartitionedTable, 'changes'>, Fact<readonly CatalogPartition[]>>>;
  /** Whether the folders of partitions have objects. */
  readonly hasObjects: ReadonlyMap<string, boolean>;
  /** How the files in a partition's folder are others than those that were published; only where a target knows that. */
  readonly changedFiles?: ReadonlyMap<string, string>;
  /** The folders of partitions of which it is not known what their files were when they were published; as changedFiles. */
  readonly unrecordedFiles?: ReadonlySet<string>;
  readonly machine?: Fact<MachineFacts>;
  /** The newest executions of all, and of those that did not end well. */
  readonly executions?: Fact<ExecutionFacts>;
  readonly schedule?: Fact<ScheduleFacts>;
  /** Whether a row of the views can be read; why not, where it cannot. */
  readonly views: Readonly<Record<'newest' | 'history', Fact<true>>>;
  /** The validation of the newest night. */
  readonly validation?: Fact<ValidationFacts>;
}

export interface SourceFacts {
  readonly arn: string;
  /** Names and types of the key attributes, partition key first. */
  readonly keys: readonly { readonly name: string; readonly type: string }[];
}

export interface RecoveryFacts {
  readonly enabled: boolean;
  /** ISO 8601: the first and the last time whose state can be exported. */
  readonly earliest: string | undefined;
  readonly latest: string | undefined;
  /** Days that it reaches back when it has been on for so long (RecoveryPeriodInDays). */
  readonly periodDays: number | undefined;
}

export interface BucketFacts {
  readonly region: string | undefined;
  /** The policy as JSON; undefined where there is none. */
  readonly policy: string | undefined;
  readonly publicAccessBlocked: boolean;
  readonly lifecycle: readonly LifecycleFacts[];
}

/** An enabled rule that removes objects by their age. */
export interface LifecycleFacts {
  readonly id: string;
  readonly prefix: string;
  readonly days: number;
}

export interface WorkgroupFacts {
  readonly enabled: boolean;
  readonly enforced: boolean;
  readonly outputLocation: string | undefined;
  readonly bytesScannedCutoff: number | undefined;
  readonly engine: string | undefined;
}

/** An export below `export/` that no partition knows. */
export interface StrayExport {
  readonly exportId: string;
  /** Its folder in the bucket, with a slash at its end. */
  readonly folder: string;
  readonly manifest: ManifestFact;
}

export interface MachineFacts {
  readonly arn: string;
  readonly definition: string;
}

export interface ExecutionFacts {
  readonly newest: NightExecution | undefined;
  /** The last one that did not end well. */
  readonly failed: NightExecution | undefined;
  /** Those that run. */
  readonly running: readonly NightExecution[];
}

export interface ScheduleFacts {
  readonly enabled: boolean;
  readonly expression: string | undefined;
  readonly timeZone: string | undefined;
  readonly targetArn: string | undefined;
}

export interface ValidationFacts {
  readonly bytesScanned: number;
  readonly milliseconds: number;
}
