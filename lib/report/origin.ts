import { amount } from '../amount';
import type { PublishedNight } from '../night';

/**
 * What a night was made of: how, from what, and what proves it; a name and a text each.
 *
 * @param showTime a time as people of the system's zone read it
 */
export function originOf(night: PublishedNight, showTime: (time: string) => string): (readonly [string, string])[] {
  const facts: (readonly [string, string | undefined])[] = [
    ['Made of', describeOrigin(night)],
    ...chainFacts(night, showTime),
    ['Export', night.exportArn],
    ['Validation query', night.validationQueryId],
    ['Location', night.location],
  ];
  return facts.flatMap(([name, text]) => (text === undefined || text === '' ? [] : [[name, text] as const]));
}

function describeOrigin({ chain }: PublishedNight): string {
  if (chain?.kind === 'changes') return `the night of ${chain.baseExportDate} and the changes since`;
  const reason = chain?.fullBecause ?? '';
  return `a full export${reason === '' ? '' : `: ${reason}`}`;
}

function chainFacts(
  { chain, exportTime }: PublishedNight,
  showTime: (time: string) => string,
): (readonly [string, string | undefined])[] {
  if (!chain) return [];
  const { kind, windows, depth, changesFrom, reconciledAt, fingerprint, baseExportId } = chain;
  if (kind === 'full') return [['Fingerprint', fingerprint]];
  return [
    ['Base', baseExportId],
    ['Changes', `${showTime(changesFrom)} to ${showTime(exportTime)}, ${amount(windows.length, 'window')}`],
    ['Windows', windows.join(', ')],
    ['Chain', Number.isNaN(depth) ? undefined : `${amount(depth, 'night')} since the last full export`],
    ['Last compared in full', reconciledAt],
    ['Fingerprint', fingerprint],
  ];
}
