import { exportArn, startTimeOf } from '../../export';
import { localDate } from '../local-date';
import type { AdoptionFacts, KnownNight } from './adoption-facts';
import { type Increment, orderChain } from './chain';
import { usableManifest } from './manifest-fact';
import { takeNewest } from './newest-of-date';
import { explainUnfit, explainUnwanted } from './skip-reason';

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
 * Selects the exports that become nights: for each date the one with the newest items, as it would replace the others
 * anyway. Incremental exports become nights if they follow a night without a gap ({@link orderChain}). Exports of other
 * tables are silently ignored, because tables share the bucket.
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
