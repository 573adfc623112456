import type { Config } from '../../config';
import { exportArn, parseExportArn, startTimeOf } from '../../export';
import { ManifestError, type ManifestSummary, parseManifestSummary } from '../../night';
import { daysBefore, localDate } from '../local-date';

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

/** What lies in an export's folder: a manifest, none, or one that cannot be used and why. */
export type ManifestFact = ManifestSummary | 'missing' | { readonly unusable: string };

/** A manifest-summary.json as a fact. @param text undefined where there is none */
export function manifestFact(text: string | undefined, file: string): ManifestFact {
  try {
    return text === undefined ? 'missing' : parseManifestSummary(text, file);
  } catch (error) {
    if (error instanceof ManifestError) return { unusable: `${error.found} (${error.name})` };
    throw error;
  }
}

/** What a plan is made from. */
export interface AdoptionFacts {
  readonly config: Config;
  readonly tableArn: string;
  readonly bucket: string;
  /** Folders of the bucket that exports of the table are read from. */
  readonly exportFolders: readonly string[];
  readonly exports: readonly KnownExport[];
  /** The published nights: date and export. */
  readonly nights: readonly { readonly date: string; readonly exportId: string; readonly exportTime: string }[];
  /** Exports that executions of the machine work on at this moment. */
  readonly running: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The first date that is wanted; undefined: all. */
  readonly since: string | undefined;
}

/** An export that is to be published. */
export interface AdoptionStep {
  readonly exportId: string;
  readonly exportArn: string;
  readonly exportDate: string;
  /** Key of its manifest-summary.json, where DynamoDB has forgotten the export. */
  readonly exportManifest?: string | undefined;
  readonly itemCount: number;
}

/** The input of the execution that publishes an export. */
export function adoptionInput({ exportArn: arn, exportDate, exportManifest }: AdoptionStep) {
  return { exportArn: arn, exportDate, ...(exportManifest !== undefined && { exportManifest }) };
}

/** An export that stays as it is, and why. */
export interface SkippedExport {
  readonly exportId: string;
  readonly exportDate: string | undefined;
  readonly reason: string;
}

/** What to start, oldest first, and what not. */
export interface AdoptionPlan {
  readonly steps: readonly AdoptionStep[];
  readonly skipped: readonly SkippedExport[];
}

/**
 * Which exports become nights. One a date, the one with the newest state of the table: the workflow would let it replace
 * the others anyway. Exports of other tables are passed over without a word, as tables share the bucket.
 */
export function adoptionPlan(facts: AdoptionFacts): AdoptionPlan {
  const steps: (AdoptionStep & { readonly exportTime: string })[] = [];
  const skipped: SkippedExport[] = [];
  for (const known of facts.exports) {
    const { exportId, manifest } = known;
    if (isSummary(manifest) && manifest.tableArn !== facts.tableArn) continue;
    const time = isSummary(manifest) ? Date.parse(manifest.exportTime) : startTimeOf(exportId);
    const exportDate = time === undefined ? undefined : localDate(time, facts.config.timeZone);
    if (facts.since !== undefined && exportDate !== undefined && exportDate < facts.since) continue;
    const reason = explainUnfit(known, facts) ?? (exportDate && explainUnwanted(exportId, exportDate, manifest, facts));
    if (reason !== undefined || exportDate === undefined || !isSummary(manifest))
      skipped.push({ exportId, exportDate, reason: reason ?? 'its ExportId has no time' });
    else {
      const { itemCount, exportTime } = manifest;
      steps.push({
        exportId,
        exportArn: exportArn(facts.tableArn, exportId),
        exportDate,
        ...(known.listed === undefined && { exportManifest: known.manifestKey }),
        itemCount,
        exportTime,
      });
    }
  }
  const newest = new Map<string, (typeof steps)[number]>();
  for (const step of steps) {
    const other = newest.get(step.exportDate);
    if (!other || isNewer(step, other)) newest.set(step.exportDate, step);
  }
  for (const step of steps) {
    const by = newest.get(step.exportDate);
    if (by && by !== step) skipped.push({ ...pick(step), reason: `${by.exportId} is a newer one of the same date` });
  }
  return {
    steps: [...newest.values()]
      .map(({ exportId, exportArn: arn, exportDate, exportManifest, itemCount }) => ({
        exportId,
        exportArn: arn,
        exportDate,
        ...(exportManifest !== undefined && { exportManifest }),
        itemCount,
      }))
      .sort((a, b) => (a.exportDate < b.exportDate ? -1 : 1)),
    skipped: skipped.sort((a, b) => (a.exportId < b.exportId ? -1 : 1)),
  };
}

function pick({ exportId, exportDate }: AdoptionStep) {
  return { exportId, exportDate };
}

function isNewer(a: { exportTime: string; exportId: string }, b: { exportTime: string; exportId: string }): boolean {
  return a.exportTime + a.exportId > b.exportTime + b.exportId;
}

function isSummary(manifest: ManifestFact): manifest is ManifestSummary {
  return manifest !== 'missing' && !('unusable' in manifest);
}

/** Why the machine could not make a night of it. */
function explainUnfit(known: KnownExport, { bucket, exportFolders }: AdoptionFacts): string | undefined {
  const { exportId, listed, manifest, filter } = known;
  if (listed?.status === 'IN_PROGRESS') return 'it is not finished; adopt it later';
  if (listed?.status === 'FAILED') return 'it FAILED';
  if (listed?.type === 'INCREMENTAL_EXPORT') return 'it is an incremental export, which has only changes';
  if (filter !== undefined) return `it has only what a filter let through, ${filter} (Export.Filtered)`;
  if (manifest === 'missing')
    return listed
      ? `it has no manifest in ${exportFolders.map((folder) => `s3://${bucket}/${folder}`).join(', ')}: ${explainPlace(known, bucket)}`
      : 'its folder has no manifest-summary.json: it never finished, or its objects were removed';
  if (!isSummary(manifest)) return `its manifest cannot be used: ${manifest.unusable}`;
  if (manifest.s3Bucket !== bucket) return `it was exported to the bucket ${manifest.s3Bucket}`;
  if (parseExportArn(manifest.exportArn)?.exportId !== exportId)
    return `its manifest is that of another export, ${manifest.exportArn}`;
  return undefined;
}

/** What to do about an export without a folder among those that are read. */
function explainPlace({ exportId, elsewhere }: KnownExport, bucket: string): string {
  if (elsewhere === undefined) return 'it went elsewhere, or its objects were removed';
  const inBucket = `s3://${bucket}/`;
  return elsewhere.startsWith(inBucket)
    ? `it went to ${elsewhere}; add "${elsewhere.slice(inBucket.length).split(`/${exportId}/`)[0] ?? ''}" to exportPrefixes of the table, if its objects are still there`
    : `it went to ${elsewhere}, another bucket, where no night is read from`;
}

/** Why the export need not become a night; undefined where it should. */
function explainUnwanted(
  exportId: string,
  exportDate: string,
  manifest: ManifestFact,
  { config, nights, running, now }: AdoptionFacts,
): string | undefined {
  if (nights.some((night) => night.exportId === exportId)) return 'it is published';
  if (running.has(exportId)) return 'an execution works on it';
  const { retentionDays } = config;
  if (retentionDays !== undefined && exportDate < daysBefore(localDate(now, config.timeZone), retentionDays))
    return `it is older than the ${retentionDays} days that nights stay (retentionDays)`;
  const published = nights.find(({ date }) => date === exportDate);
  if (!published || !isSummary(manifest)) return undefined;
  return isNewer(published, { exportTime: manifest.exportTime, exportId })
    ? `${published.exportId}, a newer one of the same date, is published`
    : undefined;
}
