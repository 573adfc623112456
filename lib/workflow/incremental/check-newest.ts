import type { ErrorName } from '../errors';
import { FIRST_PAGE, HAS_NEXT_PAGE } from '../partition-pages';
import type { BaseCheckState } from '../state-names';
import { goOnWith, jsonata, refuse, toLiteral, type Details, type Rule, type States, type Workflow } from '../states';
import { BASE_HAS_CHANGED, readNewestSlot } from './base';
import { NIGHT_IS_PROVEN } from './reconcile';

/**
 * A Choice rule that refuses a night of changes after a check that its base is still the newest night. If the base is
 * not, or has expired, the night needs other changes and begins again.
 */
export function refuseUnlessBaseHasChanged(
  workflow: Workflow,
  condition: string,
  error: ErrorName,
  details: Details,
): Rule {
  const { Condition, Assign } = refuse(workflow, condition, error, details);
  return { Condition, Assign: { ...Assign, refused: true, nextToken: FIRST_PAGE }, Next: 'readNewest' };
}

/** How often an execution begins again because other nights were published meanwhile. */
const MAX_ATTEMPTS = 5;

/**
 * readNewest -> checkNewest, between the validation and the publication: checks that the base is still the newest
 * night. If another night was published meanwhile, the Parquet is removed and the execution begins again from that
 * night. A full export for reconciliation is compared with the published night here.
 */
export function makeCheckNewestStates(workflow: Workflow): States<BaseCheckState> {
  return {
    readNewest: readNewestSlot(workflow, 'newest', 'checkNewest'),
    checkNewest: {
      Type: 'Choice',
      Choices: [
        { Condition: jsonata(HAS_NEXT_PAGE), Next: 'readNewest' },
        goOnWith(`$reconcile = 'running' and ${NIGHT_IS_PROVEN}`, 'dropReconciled', { afterRemoval: 'reconciled' }),
        { Condition: jsonata(`$reconcile = 'running'`), Next: 'compareNights' },
        {
          ...refuse(workflow, `${BASE_HAS_CHANGED} and $attempts >= ${MAX_ATTEMPTS}`, 'Publish.BaseChanged', {
            what: toLiteral('Other nights kept being published while this one was made from the newest.'),
            found: `'the newest night is the export ' & $string([$newest.parameters.export_id])`,
            expected: `$base.parameters.export_id & ', which this night was made from'`,
          }),
          Next: 'dropUnverified',
        },
        goOnWith(BASE_HAS_CHANGED, 'dropUnverified', {
          attempts: jsonata('$attempts + 1'),
          afterRemoval: 'again',
          refused: false,
        }),
        { Condition: jsonata('$refused'), Next: 'dropUnverified' },
      ],
      Default: 'recordVerified',
    },
  };
}
