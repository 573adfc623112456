import type { Config } from '../../config';
import type { PublishedNight } from '../../night';
import type { ManifestFact } from './manifest-fact';

/** An export that DynamoDB, the bucket or both know of. */
export interface KnownExport {
  readonly exportId: string;
  /** As DynamoDB lists it; undefined where it does not, which it does for 90 days. */
  readonly listed: { readonly status: string; readonly type: string | undefined } | undefined;
  /** What the folders of the table's exports have of it. */
  readonly manifest: ManifestFact;
  /** Key of its manifest-summary.json there; undefined where they have no folder of it. */
  readonly manifestKey: string | undefined;
  /** The FilterSpecification with which it was made, as JSON; undefined where it has none, or DynamoDB does not know it. */
  readonly filter?: string | undefined;
  /** Where DynamoDB says that its manifest lies, as `s3://bucket/key`; undefined where it does not or was not asked. */
  readonly elsewhere?: string | undefined;
}

/** What a plan is made from. */
export interface AdoptionFacts {
  readonly config: Config;
  readonly tableArn: string;
  readonly bucket: string;
  /** Folders of the bucket that exports of the table are read from. */
  readonly exportFolders: readonly string[];
  readonly exports: readonly KnownExport[];
  /** Whether the table has nights of changes (`incremental`), so that incremental exports can become nights. @default false */
  readonly isIncremental?: boolean;
  /** The published nights, the oldest first. */
  readonly nights: readonly KnownNight[];
  /** Exports that executions of the machine work on at this moment. */
  readonly running: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The first date that is wanted; undefined: all. */
  readonly since: string | undefined;
}

/** A published night: date and export, and of one that is made of changes its base and the exports of the changes. */
export interface KnownNight {
  readonly date: string;
  readonly exportId: string;
  readonly exportTime: string;
  readonly baseDate?: string | undefined;
  readonly windows?: readonly string[] | undefined;
}

/** A published night as a plan looks at it. */
export function toKnownNight({ exportDate, exportId, exportTime, chain }: PublishedNight): KnownNight {
  return {
    date: exportDate,
    exportId,
    exportTime,
    ...(chain?.kind === 'changes' && { baseDate: chain.baseExportDate, windows: chain.windows }),
  };
}
