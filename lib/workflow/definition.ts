import { resources, type Config, type Table } from '../config';
import type { SavedCheck } from '../sql';
import { checkInput } from './export/check-input';
import { checkStates } from './validation/checks';
import { cleanUpStates } from './retention/drop-expired';
import { columnarStates } from './columnar/columnar';
import { endStates } from './end';
import { exportStates } from './export/export';
import { manifestStates } from './export/manifest';
import { newestStates } from './publish/newest';
import { publishStates } from './publish/publish';
import { ATHENA_QUEUE_SECONDS } from './retries';
import type { States } from './states';
import { validationStates } from './validation/validation';

/** A state machine as the Amazon States Language has it. */
export interface Definition {
  readonly Comment: string;
  readonly QueryLanguage: 'JSONata';
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly States: States;
}

/** On top of the deadline of the export: waiting for Athena, validating and publishing. */
const AFTER_EXPORT_SECONDS = ATHENA_QUEUE_SECONDS + 7 * 3600;

/**
 * The whole workflow of a table's night as data: AWS runs it, the laptop interprets it, tests run it against every fault.
 *
 * @param tableArn ARN of the DynamoDB table; may hold CDK tokens
 * @param checks the users' checks; those of other tables are passed over
 */
export function definition(config: Config, table: Table, tableArn: string, checks: readonly SavedCheck[]): Definition {
  const workflow = { config, table, names: resources(config, table), tableArn, checks };
  const judging = { ...validationStates(workflow), ...checkStates(workflow) };
  return {
    Comment: `Exports the DynamoDB table ${workflow.names.sourceTable}, verifies the export and publishes it in Athena`,
    QueryLanguage: 'JSONata',
    StartAt: 'checkInput',
    TimeoutSeconds: config.deadlineHours * 3600 + AFTER_EXPORT_SECONDS,
    States: {
      ...checkInput(workflow),
      ...exportStates(workflow),
      ...manifestStates(workflow),
      ...(table.columnar ? columnarStates(workflow, judging) : judging),
      ...publishStates(workflow),
      ...newestStates(workflow),
      ...cleanUpStates(workflow),
      ...endStates(),
    },
  };
}
