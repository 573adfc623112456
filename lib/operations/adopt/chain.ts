import type { WindowManifest } from '../../night';

/** A full export that is to be published, with the instant of its items, ISO 8601. */
interface FullStep {
  readonly exportId: string;
  readonly exportDate: string;
  readonly exportTime: string;
}

/** An incremental export that could become a night of changes. */
export interface Increment<S extends object> {
  readonly step: S & { readonly exportId: string; readonly exportDate: string };
  readonly window: WindowManifest;
}

/** What is published, as far as a chain goes on from it. */
export interface PublishedChain {
  /** Instant of the newest night; undefined where there is none. */
  readonly newest: string | undefined;
  /** Its date, to name it. */
  readonly newestDate: string | undefined;
}

/** Steps in the order in which they are published, and why the other increments are none. */
export interface OrderedChain<F, S> {
  readonly steps: readonly (F | S)[];
  readonly left: readonly { readonly exportId: string; readonly exportDate: string; readonly reason: string }[];
}

/**
 * Orders full and incremental exports for publication. A night of changes is made from the newest night, so an
 * incremental export follows the night at whose instant its changes begin. If several begin there, the longest is used;
 * if a date has a full export, that is used instead.
 */
export function orderChain<F extends FullStep, S extends object>(
  fulls: readonly F[],
  increments: readonly Increment<S>[],
  published: PublishedChain,
): OrderedChain<F, Increment<S>['step']> {
  const steps: (F | Increment<S>['step'])[] = [];
  const placed = new Set<string>();
  const fullDates = new Set(fulls.map(({ exportDate }) => exportDate));
  let newest = millis(published.newest);
  const extend = (until: number) => {
    for (;;) {
      const next = increments
        .filter(({ window, step }) => Date.parse(window.exportFromTime) === newest && !fullDates.has(step.exportDate))
        .filter(({ window }) => Date.parse(window.exportToTime) < until)
        .sort((a, b) => compare(order(b), order(a)))[0];
      if (!next) return;
      steps.push(next.step);
      placed.add(next.step.exportId);
      newest = Date.parse(next.window.exportToTime);
    }
  };
  for (const full of [...fulls].sort((a, b) => compare(a.exportTime, b.exportTime))) {
    const time = Date.parse(full.exportTime);
    extend(time);
    steps.push(full);
    newest = Math.max(newest, time);
  }
  extend(Infinity);
  const left = increments
    .filter(({ step }) => !placed.has(step.exportId))
    .map(({ step: { exportId, exportDate }, window }) => ({
      exportId,
      exportDate,
      reason: explainLeft(window, exportDate, { newest, fullDates, published }),
    }));
  return { steps, left };
}

function explainLeft(
  { exportFromTime: from, exportToTime: to }: WindowManifest,
  date: string,
  {
    newest,
    fullDates,
    published,
  }: { readonly newest: number; readonly fullDates: ReadonlySet<string>; readonly published: PublishedChain },
): string {
  if (fullDates.has(date)) return 'a full export of the same date is published';
  if (Number.isNaN(newest) || newest === -Infinity)
    return `it has the changes since ${from}, and there is no night that they can be added to (Changes.NoBase): adopt a full export of that very time`;
  const end = new Date(newest).toISOString();
  if (Date.parse(to) <= newest)
    return published.newestDate !== undefined && Date.parse(to) <= millis(published.newest)
      ? `its changes, to ${to}, are older than the newest night, that of ${published.newestDate}: nights are only made of the newest one`
      : `its changes, from ${from} to ${to}, do not follow one another from a night that is adopted`;
  return `it has the changes since ${from}, and the newest night will be of ${end} (Changes.NotContiguous): adopt an export that has the changes between, or a full export of ${from}`;
}

function order<S extends object>({ window, step }: Increment<S>): string {
  return `${window.exportToTime} ${step.exportId}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function millis(time: string | undefined): number {
  return time === undefined ? -Infinity : Date.parse(time);
}
