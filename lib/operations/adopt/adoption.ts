import type { Config } from '../../config';
import { exportArn, parseExportArn, startTimeOf } from '../../export';
import type { PublishedNight } from '../../night';
import { daysBefore, localDate } from '../local-date';
import { type Increment, orderChain } from './chain';
import { usableManifest, type ManifestFact } from './manifest-fact';

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

/** An export that is to be published. */
export interface AdoptionStep {
  readonly exportId: string;
  readonly exportArn: string;
  readonly exportDate: string;
  /** Key of its manifest-summary.json, where DynamoDB has forgotten the export. */
  readonly exportManifest?: string | undefined;
  /** Its items; of an incremental export its changes. */
  readonly itemCount: number;
  /** Whether it has the changes since the night before it in the plan, which has to be published before. @default false */
  readonly isIncremental?: boolean;
  /** What else becomes of its publication. */
  readonly warning?: string | undefined;
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
 * the others anyway. Incremental exports become nights where they follow a night without a gap ({@link orderChain}). Exports
 * of other tables are passed over without a word, as tables share the bucket.
 */
export function adoptionPlan(facts: AdoptionFacts): AdoptionPlan {
  const fulls: FullStep[] = [];
  const increments: Increment<AdoptionStep>[] = [];
  const skipped: SkippedExport[] = [];
  for (const known of facts.exports) {
    const { exportId, manifest } = known;
    const usable = usableManifest(manifest);
    if (usable && usable.tableArn !== facts.tableArn) continue;
    const time = usable
      ? Date.parse('exportTime' in usable ? usable.exportTime : usable.exportToTime)
      : startTimeOf(exportId);
    const exportDate = time === undefined ? undefined : localDate(time, facts.config.timeZone);
    if (facts.since !== undefined && exportDate !== undefined && exportDate < facts.since) continue;
    const reason = explainUnfit(known, facts) ?? (exportDate && explainUnwanted(exportId, exportDate, manifest, facts));
    if (reason !== undefined || exportDate === undefined || !usable) {
      skipped.push({ exportId, exportDate, reason: reason ?? 'its ExportId has no time' });
      continue;
    }
    const step = {
      exportId,
      exportArn: exportArn(facts.tableArn, exportId),
      exportDate,
      ...(known.listed === undefined && { exportManifest: known.manifestKey }),
      itemCount: usable.itemCount,
    };
    if ('exportTime' in usable)
      fulls.push({ ...step, exportTime: usable.exportTime, ...warnOfChain(exportDate, facts) });
    else increments.push({ step: { ...step, isIncremental: true }, window: usable });
  }
  const { newest, older } = takeNewest(fulls);
  const last = facts.nights.reduce<KnownNight | undefined>(
    (one, other) => (one && Date.parse(one.exportTime) >= Date.parse(other.exportTime) ? one : other),
    undefined,
  );
  const { steps, left } = orderChain(newest, increments, { newest: last?.exportTime, newestDate: last?.date });
  return {
    steps: steps.map(withoutTime),
    skipped: [...skipped, ...older, ...left].sort((a, b) => (a.exportId < b.exportId ? -1 : 1)),
  };
}

/** A step of a full export, with the instant of its items. */
type FullStep = AdoptionStep & { readonly exportTime: string };

function withoutTime(step: FullStep | AdoptionStep): AdoptionStep {
  if (!('exportTime' in step)) return step;
  const { exportTime: _, ...rest } = step;
  return rest;
}

/** Of each date the step with the newest items, and the others. */
function takeNewest(steps: readonly FullStep[]): { readonly newest: FullStep[]; readonly older: SkippedExport[] } {
  const newest = new Map<string, FullStep>();
  for (const step of steps) {
    const other = newest.get(step.exportDate);
    if (!other || isNewer(step, other)) newest.set(step.exportDate, step);
  }
  const older = steps.flatMap((step) => {
    const by = newest.get(step.exportDate);
    return by && by !== step ? [{ ...pick(step), reason: `${by.exportId} is a newer one of the same date` }] : [];
  });
  return { newest: [...newest.values()], older };
}

/** What becomes of later nights where a full export takes its place in the middle of a chain. */
function warnOfChain(date: string, { nights }: AdoptionFacts): Pick<AdoptionStep, 'warning'> {
  const made = nights.filter(({ baseDate }) => baseDate !== undefined && baseDate >= date);
  const [first, last] = [made[0], made.at(-1)];
  const isBase = nights.some((night) => night.date === date && made.some(({ baseDate }) => baseDate === date));
  if (!first || !last || !isBase) return {};
  const which =
    first === last
      ? `the night ${first.date} stays as it is`
      : `the nights ${first.date} to ${last.date} stay as they are`;
  return { warning: `${which}, made of the night ${date} that it replaces` };
}

function pick({ exportId, exportDate }: AdoptionStep) {
  return { exportId, exportDate };
}

function isNewer(a: { exportTime: string; exportId: string }, b: { exportTime: string; exportId: string }): boolean {
  return a.exportTime + a.exportId > b.exportTime + b.exportId;
}

/** Why the machine could not make a night of it. */
function explainUnfit(known: KnownExport, facts: AdoptionFacts): string | undefined {
  const { bucket, exportFolders, isIncremental } = facts;
  const { exportId, listed, manifest, filter } = known;
  if (listed?.status === 'IN_PROGRESS') return 'it is not finished; adopt it later';
  if (listed?.status === 'FAILED') return 'it FAILED';
  if (isIncremental !== true && (listed?.type === 'INCREMENTAL_EXPORT' || isWindow(manifest)))
    return 'it is an incremental export, which has only changes: give the table "incremental" to make nights of such';
  if (filter !== undefined) return `it has only what a filter let through, ${filter} (Export.Filtered)`;
  if (manifest === 'missing')
    return listed
      ? `it has no manifest in ${exportFolders.map((folder) => `s3://${bucket}/${folder}`).join(', ')}: ${explainPlace(known, bucket)}`
      : 'its folder has no manifest-summary.json: it never finished, or its objects were removed';
  if ('unusable' in manifest) return `its manifest cannot be used: ${manifest.unusable}`;
  const usable = 'window' in manifest ? manifest.window : manifest;
  if (usable.s3Bucket !== bucket) return `it was exported to the bucket ${usable.s3Bucket}`;
  if (parseExportArn(usable.exportArn)?.exportId !== exportId)
    return `its manifest is that of another export, ${usable.exportArn}`;
  const beside = isWindow(manifest) ? findBeside(known, facts) : undefined;
  return beside === undefined
    ? undefined
    : `its data files lie in one folder with those of ${beside} (file_not_listed): only one with a prefix of its own can become a night`;
}

function isWindow(manifest: ManifestFact): boolean {
  return manifest !== 'missing' && 'window' in manifest;
}

/** Another incremental export below the prefix, which has changes, so that their data files lie in one folder. */
function findBeside({ exportId, manifestKey }: KnownExport, { exports }: AdoptionFacts): string | undefined {
  const parentOf = (key: string | undefined) => key?.split('/').slice(0, -2).join('/');
  return exports.find(
    (other) =>
      other.exportId !== exportId &&
      other.manifest !== 'missing' &&
      'window' in other.manifest &&
      other.manifest.window.itemCount > 0 &&
      parentOf(other.manifestKey) === parentOf(manifestKey),
  )?.exportId;
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
  if (nights.some((night) => night.exportId === exportId || night.windows?.includes(exportId) === true))
    return 'it is published';
  if (running.has(exportId)) return 'an execution works on it';
  const { retentionDays } = config;
  if (retentionDays !== undefined && exportDate < daysBefore(localDate(now, config.timeZone), retentionDays))
    return `it is older than the ${retentionDays} days that nights stay (retentionDays)`;
  const published = nights.find(({ date }) => date === exportDate);
  const usable = usableManifest(manifest);
  if (!published || !usable) return undefined;
  const exportTime = 'exportTime' in usable ? usable.exportTime : usable.exportToTime;
  return isNewer(published, { exportTime, exportId })
    ? `${published.exportId}, a newer one of the same date, is published`
    : undefined;
}
