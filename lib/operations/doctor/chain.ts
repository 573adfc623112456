import { amount } from '../../amount';
import { RECONCILE_DAYS } from '../../config';
import { readPublishedNights, type NightChain, type PublishedNight } from '../../night';
import { composeOwnCommand } from './commands';
import type { SystemFacts, TableFacts } from './facts';
import { getValue } from './fact';
import type { Finding } from './finding';

const DAY = 86_400_000;

/** Days of grace for a chain to be reconciled, as a full export may fail. */
const GRACE_DAYS = 2;

/**
 * Checks the chain of a table with `incremental`: its length, whether a full export has reconciled it recently, and
 * whether the next night can continue it. If not, the next night is a full export, whose cost depends on the size of
 * the table.
 */
export function checkChain(system: SystemFacts, facts: TableFacts): Finding[] {
  const { table } = facts;
  const newest = readPublishedNights(getValue(facts.partitions.raw) ?? []).at(-1);
  if (table.incremental === undefined || newest?.chain === undefined) return [];
  const { chain } = newest;
  return [
    describeChain(system, facts, newest, chain),
    ...findUnproven(system, facts, newest, chain),
    ...findBreak(system, facts, newest),
  ];
}

const aboutChain = ({ table }: TableFacts) => ({ check: 'chain', table: table.name });

function describeChain({ config }: SystemFacts, facts: TableFacts, night: PublishedNight, chain: NightChain): Finding {
  const made =
    chain.kind === 'full'
      ? `a full export${chain.fullBecause === '' ? '' : `: ${chain.fullBecause}`}`
      : `the night ${chain.baseExportDate} and the changes since, ${amount(chain.depth, 'night')} after the last full export`;
  return {
    ...aboutChain(facts),
    severity: 'note',
    what: `The night ${night.exportDate} is made of ${made}; a full export has proven the chain on ${chain.reconciledAt || '(never)'}.`,
    why: 'A night of changes is proven against the night before it, and the chain against a full export.',
    remedy: composeOwnCommand(config, `status --table ${facts.table.name}`),
  };
}

function findUnproven({ config }: SystemFacts, facts: TableFacts, night: PublishedNight, chain: NightChain): Finding[] {
  const { reconcile } = facts.table.incremental ?? { reconcile: 'never' };
  const days = Math.round((Date.parse(night.exportDate) - Date.parse(chain.reconciledAt)) / DAY);
  if (reconcile === 'never' || Number.isNaN(days) || days <= RECONCILE_DAYS[reconcile] + GRACE_DAYS) return [];
  return [
    {
      ...aboutChain(facts),
      severity: 'warning',
      what: `No full export has proven the nights of changes for ${amount(days, 'day')}, though they are reconciled ${reconcile}.`,
      why: 'The night is published before its full export is compared; where that one fails, the next night tries again.',
      remedy: composeOwnCommand(config, `status --table ${facts.table.name} --nights 60`),
    },
  ];
}

/** Why the next night cannot be made of changes, as far as it can be told before. */
function findBreak({ config, now, hasVirtualTime }: SystemFacts, facts: TableFacts, night: PublishedNight): Finding[] {
  const { table } = facts;
  const earliest = getValue(facts.recovery)?.earliest;
  const age = (now - Date.parse(night.exportTime)) / DAY;
  const days = table.incremental?.maxCatchUpDays ?? 0;
  const reason =
    earliest !== undefined && Date.parse(earliest) > Date.parse(night.exportTime)
      ? `point-in-time recovery reaches back to ${earliest}, and the newest night is of ${night.exportTime}`
      : hasVirtualTime !== true && age > days
        ? `the newest night is of ${night.exportTime}, more than ${amount(days, 'day')} ago (maxCatchUpDays)`
        : undefined;
  if (reason === undefined) return [];
  return [
    {
      ...aboutChain(facts),
      severity: 'warning',
      what: `The next night of ${table.name} will be a full export: ${reason}.`,
      why: 'A full export costs by the size of the table; after it nights are made of changes again.',
      remedy: composeOwnCommand(config, `night --target aws --table ${table.name} --full`),
    },
  ];
}
