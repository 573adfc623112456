import { CHAIN_PARAMETERS } from '../../night';
import { RECONCILED_AT } from './base';
import { IS_OF_CHANGES, WINDOW_PREFIX } from './variables';

/** What a night says of its chain, whatever it is made of. */
const ALWAYS: Partial<Record<keyof typeof CHAIN_PARAMETERS, string>> = {
  kind: '$nightKind',
  fingerprint: '$validation.facts.fingerprint',
  depth: `${IS_OF_CHANGES} ? $string(($exists($base.parameters.chain_depth) ? $number($base.parameters.chain_depth) : 0) + 1) : '0'`,
  reconciledAt: `${IS_OF_CHANGES} ? ${RECONCILED_AT} : $exportDate`,
};

/** What a night of changes says besides. */
const OF_CHANGES: typeof ALWAYS = {
  baseExportId: '$base.parameters.export_id',
  baseExportDate: '$base.date',
  windows: `$join($windows.id, ' ')`,
  changesFrom: '$base.parameters.export_time',
  inserted: '$validation.facts.inserted',
  updated: '$validation.facts.updated',
  deleted: '$validation.facts.deleted',
};

/** What a night of a full export says besides. */
const OF_A_FULL_EXPORT: typeof ALWAYS = { fullBecause: '$fullBecause' };

/** The names of the additional parameters of a night of a table with `incremental`. */
export const CHAIN_NAMES: readonly string[] = [...Object.values(CHAIN_PARAMETERS), WINDOW_PREFIX];

/** The parameters of a published partition that the next night needs to continue from it, as JSONata. */
export const CHAIN = `$merge([${describe(ALWAYS)}, ${IS_OF_CHANGES} ? $merge([${describe(OF_CHANGES)}, {'${WINDOW_PREFIX}': $window.prefix}]) : ${describe(OF_A_FULL_EXPORT)}])`;

function describe(values: typeof ALWAYS): string {
  return `{${Object.entries(values)
    .map(([member, value]) => `'${CHAIN_PARAMETERS[member as keyof typeof CHAIN_PARAMETERS]}': ${value}`)
    .join(', ')}}`;
}
