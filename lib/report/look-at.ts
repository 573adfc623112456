import { amount, count } from '../amount';
import type { NightProblem, PublishedNight } from '../night';
import { formatSigned } from './html/format';
import type { ComparedProblem, DriftModel, FilesModel, Unread } from './model';
import { findMissingNights } from './nights';

/** Nights before that a change is compared with, and how many there must be. */
const COMPARED = 30;
const LEAST_COMPARED = 7;

/** Attributes, and days, that are named. */
const NAMED = 5;

/** What is looked through for what a person should look at. */
export interface Seen {
  readonly problems: readonly ComparedProblem[];
  /** What the night before had. */
  readonly problemsBefore: readonly NightProblem[];
  readonly files: FilesModel | Unread | undefined;
  readonly drift: DriftModel | Unread | undefined;
  /** Up to the night, the oldest first. */
  readonly nights: readonly PublishedNight[];
}

/** What a person should look at in a published night, a sentence each: what is wrong, and what differs from other nights. */
export function lookAt(seen: Seen): string[] {
  return [...aboutNights(seen.nights), ...aboutFiles(seen.files), ...aboutProblems(seen), ...aboutDrift(seen.drift)];
}

function aboutNights(nights: readonly PublishedNight[]): string[] {
  const [previous, night] = nights.slice(-2);
  if (previous === undefined || night === undefined) return [];
  const missing = findMissingNights([previous, night]);
  const more = night.itemCount - previous.itemCount;
  const earlier = nights.slice(-COMPARED - 2, -1);
  const changes = earlier.slice(1).map(({ itemCount }, index) => itemCount - (earlier[index]?.itemCount ?? NaN));
  const isLargest =
    changes.length >= LEAST_COMPARED &&
    changes.every((one) => Math.abs(one) < Math.abs(more)) &&
    !changes.some(Number.isNaN);
  return [
    ...(missing.length > 0 ? [`Before it there is no night of ${nameDays(missing)}.`] : []),
    ...(night.itemCount === 0 && previous.itemCount > 0 ? ['The table was empty.'] : []),
    ...(isLargest
      ? [
          `The change of items, ${formatSigned(more)}, is the largest of the last ${amount(changes.length + 1, 'night')}.`,
        ]
      : []),
  ];
}

function nameDays(days: readonly string[]): string {
  return days.length > NAMED ? amount(days.length, 'day') : days.join(', ');
}

function aboutFiles(files: Seen['files']): string[] {
  if (files === undefined) return [];
  if ('error' in files) return ['The files could not be counted.'];
  return files.wrong > 0 ? [`${amount(files.wrong, 'file')} not as the manifest lists them.`] : [];
}

function aboutProblems({ problems, problemsBefore }: Seen): string[] {
  const gone = problemsBefore.filter(
    ({ check, file }) => !problems.some((one) => one.check === check && one.file === file),
  );
  return [
    ...problems.map(({ check, found, before, file }) => {
      const where = file === undefined ? '' : ` in ${file}`;
      const since =
        before === undefined ? 'not in the night before' : before === found ? 'as the night before' : before;
      const compared = since === before ? `the night before ${since}` : since;
      return `${check}${where}: ${found ?? 'found'}, ${compared}.`;
    }),
    ...(gone.length > 0 ? [`No longer there: ${[...new Set(gone.map(({ check }) => check))].join(', ')}.`] : []),
  ];
}

function aboutDrift(drift: Seen['drift']): string[] {
  if (drift === undefined || 'error' in drift) return [];
  return (['new', 'gone'] as const).flatMap((state) => {
    const named = drift.attributes
      .filter((one) => one.state === state)
      .map(({ attribute, type }) => `${attribute} (${type})`);
    if (named.length === 0) return [];
    const shown = `${named.slice(0, NAMED).join(', ')}${named.length > NAMED ? `, and ${count(named.length - NAMED)} more` : ''}`;
    return [`${amount(named.length, 'attribute')} ${state === 'new' ? 'came' : 'went'}: ${shown}.`];
  });
}
