/**
 * The variables of the workflow, in the order of their first writers. A state writes one with `Assign` (its own, a rule's or
 * a catcher's) and reads it in JSONata. test/workflow/variables.test.ts compares this list with the generated definitions
 * and prints the right one.
 *
 * Variables:
 *
 * startedMillis: when the export was started, or the execution where one was given; milliseconds since 1970
 *   written by checkInput, callExport, callWindow
 *   read by checkExport, checkExportStatus
 * slots: the export that this execution has written to each slot, `newest` and `previous`
 *   written by checkInput, publishPrevious, createPrevious, publishNewest, createNewest, recordReconciled
 *   read by checkNights, publishPrevious, createPrevious, publishNewest, createNewest
 * recoverySince: since when point-in-time recovery has been on, ISO 8601; '' where that is not known
 *   written by checkInput, readRecovery
 *   read by ExportCompleted
 * contradictions: how often Glue has said the opposite of what it said before; too many end the execution
 *   written by checkInput, checkValidation, moveUnloaded, replacePartition, createPrevious, createNewest
 *   read by checkValidation, checkUnpublished, moveUnloaded, checkPublished, replacePartition, checkNights,
 *     createPrevious, createNewest
 * waitSeconds: the pause before the export is described again
 *   written by checkInput, checkExport, callWindow
 *   read by Wait1
 * isDated: whether the input determines the night's date; if not, the export's time does
 *   written by checkInput
 *   read by checkManifest, checkWindow
 * exportTime: the instant whose items are exported, ISO 8601; not there with an exportArn in the input
 *   written by checkInput, checkWindow
 *   read by waitForTime, callExport, checkExportTime, checkValidation, chooseExport, checkWindowTime, checkWindow
 * exportDate: the night's date, the value of its partition
 *   written by checkInput, checkManifest, chooseExport, checkWindow
 *   read by checkManifest, checkDate, copyManifest, registerManifest, validateExport, readValidation, checkValidation,
 *     runCheck, judgeChecks, unloadExport, recordVerified, publishPartition, readVerified, replacePartition,
 *     checkNights, readExpired, checkExpired, ExportCompleted, chooseExport, callWindow, checkWindow, registerChanges,
 *     validateChanges, checkChanges, recordReconciled, compareNights, every failure
 * failure: what ExportFailed ends with: see describeFailure()
 *   written by checkInput, callExport, checkExportStatus, readManifest, checkManifest, checkDate, copyManifest,
 *     validateExport, checkValidation, judgeChecks, unloadExport, checkUnpublished, checkPublished, checkNights,
 *     chooseExport, callWindow, checkWindow, validateChanges, checkChanges, checkNewest, compareNights, readDifferences
 *   read by checkExportTime, ExportFailed
 * exportArn: the export of the night
 *   written by checkInput, callExport, chooseExport, callWindow, recordReconciled
 *   read by checkExport, checkExportStatus, readManifest, checkManifest, checkValidation, judgeChecks, ExportCompleted,
 *     checkWindow, checkReconcile, every failure
 * nextToken: Glue's token of the next page of partitions; '' for the first page and after the last one
 *   written by checkInput, checkValidation, publishPartition, readVerified, readNights, dropStaged, readExpired,
 *     expirePartitions, readRemovable, readAbandoned, readBase, chooseExport, checkChanges, readNewest
 *   read by readVerified, checkPublished, readNights, checkNights, readExpired, checkExpired, readRemovable,
 *     checkRemovable, readAbandoned, checkAbandoned, readBase, checkBase, readNewest, checkNewest
 * undeletable: whether S3 could not remove all objects that it was last asked to
 *   written by checkInput, unloadExport, deleteUnpublished, listRemovable, deleteRemovable
 *   read by checkUnpublished, checkListed
 * unloadId: names the execution in keys and SQL: the value of the partition that its validation reads
 *   written by checkInput, unloadExport
 *   read by validateExport, runCheck, dropUnverified, registerUnloaded, moveUnloaded, dropUnloaded, compareNights
 * nightKind: what the night is made of: `full`, a full export, or `changes`, the newest night and the changes since
 *   written by checkInput, chooseExport, callWindow, checkWindowTime, checkWindow, checkReconcile, recordReconciled
 *   read by checkManifest, registerManifest, validateExport, readValidation, checkValidation, judgeChecks,
 *     unloadExport, ExportCompleted, checkKind, checkNewest
 * fullBecause: why it is made of a full export, where it could have been made of changes; '' of one that is
 *   written by checkInput, chooseExport, callWindow, checkWindow
 *   read by checkValidation, judgeChecks, ExportCompleted, checkWindowTime
 * base: the newest published night when the execution began: `date` and the `parameters` of its slot; {} where there is
 *   none
 *   written by checkInput, readBase
 *   read by validateExport, checkValidation, judgeChecks, unloadExport, readBase, chooseExport, checkWindow,
 *     checkNewest
 * newest: the same, before the night is published
 *   written by checkInput, readNewest
 *   read by readNewest, checkNewest
 * windows: the windows whose changes were exported, in their order: `id` of the export, `from`, `to`, `items`
 *   written by checkInput, chooseExport, callWindow, checkWindowTime, checkWindow
 *   read by validateExport, checkValidation, judgeChecks, unloadExport, checkWindow, validateChanges, checkChanges
 * pending: the windows that are still to be exported: `from`, `to`, `prefix`
 *   written by checkInput, chooseExport, callWindow, checkWindowTime, checkWindow
 *   read by callWindow, checkWindows
 * window: the window that is being exported
 *   written by checkInput, chooseExport, callWindow
 *   read by registerManifest, checkValidation, judgeChecks, checkWindow
 * changes: the result of the validation of the changes: `header`, `problems` and `facts`
 *   written by checkInput, readChanges
 *   read by readValidation, checkChanges
 * reconcile: whether a full export is to prove the night: `none`, `due`, `running`, `different` or `done`
 *   written by checkInput, chooseExport, callWindow, checkWindowTime, checkWindow, checkReconcile, recordReconciled,
 *     compareNights, readDifferences
 *   read by checkNewest, checkReconcile
 * attempts: how often the execution has begun again, as another night was published meanwhile
 *   written by checkInput, checkNewest
 *   read by callWindow, checkNewest
 * chosenMillis: when it was chosen what the night is made of; milliseconds since 1970
 *   written by checkInput, chooseExport
 *   read by callWindow
 * afterRemoval: where it goes when Parquet was removed: `fail`, `again` or `reconciled`
 *   written by checkInput, checkUnpublished, checkNewest, recordReconciled
 *   read by checkUnpublished
 * refused: whether the changes, or the night that they give, were found wrong
 *   written by checkInput, checkValidation, checkChanges, checkNewest
 *   read by checkNewest
 * recoveryBegin: the first instant that point-in-time recovery reaches, ISO 8601; '' where that is not known
 *   written by readRecovery
 *   read by chooseExport
 * export: what DynamoDB says of the export: `status`, `tableArn`, `bucket`, `manifestKey`, `filter`, `failureCode`,
 *   `failureMessage`, `forgotten`
 *   written by checkExport
 *   read by checkExportStatus, readManifest, checkManifest
 * manifest: the export's manifest-summary.json
 *   written by readManifest, readValidation, chooseExport, checkWindow, recordReconciled
 *   read by checkManifest, checkDate, copyManifest, registerPartition, validateExport, readValidation, checkValidation,
 *     judgeChecks, ExportCompleted, chooseExport, checkWindow, registerChanges, checkReconcile
 * exportId: the last part of exportArn, the value of the night's staged partition
 *   written by checkManifest, chooseExport, checkWindow, recordReconciled
 *   read by checkDate, copyManifest, registerManifest, registerPartition, validateExport, checkValidation, runCheck,
 *     judgeChecks, unloadExport, listUnpublished, recordVerified, publishPartition, dropStaged, registerChanges,
 *     checkReconcile, dropReconciled
 * itemsDate: the local date of the time that the items are of
 *   written by checkManifest, checkWindow
 *   read by checkDate, readValidation
 * location: the folder of the night's data, `s3://...`: the export's lines, or the Parquet that was written of them
 *   written by checkManifest, unloadExport, recordReconciled
 *   read by registerUnloaded, moveUnloaded, recordVerified, publishPartition, checkReconcile
 * queryId: the query of the validation
 *   written by validateExport, chooseExport, validateChanges, recordReconciled
 *   read by readValidation, checkValidation, judgeChecks, ExportCompleted, readChanges, checkChanges, checkReconcile
 * validation: the result of the validation and the users' checks: `header` and `problems`
 *   written by readValidation, runChecks, chooseExport, recordReconciled
 *   read by checkValidation, runChecks, judgeChecks, recordVerified, ExportCompleted, checkNewest, checkReconcile,
 *     compareNights
 * night: the parameters of the published partition, see NIGHT in publish/publish.ts
 *   written by checkValidation, judgeChecks, recordReconciled
 *   read by recordVerified, publishPartition, checkReconcile
 * check: the user's check that a run of the Map is of: `check`, `severity`, `sql`
 *   written by runCheck
 *   read by readCheck
 * keep: the beginning of the keys of this execution's Parquet that stay; `nothing` where none do
 *   written by unloadExport, dropUnverified
 *   read by listUnpublished, checkUnpublished
 * unpublished: keys of this execution's Parquet that are to be removed, one listing
 *   written by listUnpublished
 *   read by checkUnpublished, deleteUnpublished
 * since: the first date of the nights that readNights asks for
 *   written by recordVerified, checkNights, chooseExport
 *   read by readNights, checkNights
 * published: the export that this execution has published under the date; '' where another one was there first
 *   written by publishPartition, replacePartition, chooseExport
 *   read by checkPublished, ExportCompleted
 * nights: the newest two published nights, newest first: `date`, `location`, `parameters`
 *   written by publishPartition, checkPublished, readNights, checkNights, publishNewest, createNewest, chooseExport
 *   read by readNights, checkNights, publishPrevious, createPrevious, publishNewest, createNewest, readExpired,
 *     checkExpired, ExportCompleted
 * verified: the newest recorded export of the date: `export_time`, `location`, `parameters`; {} before the first page
 *   written by publishPartition, readVerified, replacePartition, chooseExport
 *   read by readVerified, checkPublished, replacePartition
 * readAgain: whether a slot was written since the nights were read
 *   written by readNights, publishPrevious, createPrevious
 *   read by checkNights
 * tried: dates of the expired nights that were tried in this execution
 *   written by dropStaged, markExpired
 *   read by readExpired, checkExpired, markExpired
 * kept: locations and exports that a remaining partition refers to, one text with spaces between
 *   written by dropStaged, readExpired, readRemovable
 *   read by readExpired, readRemovable, checkRemovable
 * expired: the nights whose partitions are dropped next: `date`, `id`
 *   written by readExpired, markExpired
 *   read by checkExpired, markExpired, expirePartitions
 * removable: the exports whose objects are to be removed: `date`, `id`
 *   written by checkExpired, readRemovable, checkRemovable
 *   read by readRemovable, checkRemovable
 * listings: how many times objects were listed for removal
 *   written by checkExpired, listRemovable
 *   read by listRemovable, checkListed
 * removing: the export whose objects are being removed: `date`, `id`
 *   written by checkRemovable
 *   read by dropRefused, readAbandoned, dropChanges, dropRegistered
 * folders: what the keys of the objects of `removing` begin with, those that are left to be listed
 *   written by checkRemovable, checkListed
 *   read by listRemovable, checkListed
 * abandoned: partitions of the unloaded table that ended executions left of the export in `removing`
 *   written by dropRefused, readAbandoned, dropAbandoned
 *   read by readAbandoned, checkAbandoned, dropAbandoned
 * keys: the listed objects of the first folder that are still to be removed
 *   written by listRemovable, deleteRemovable
 *   read by checkListed, deleteRemovable
 * more: whether that folder has more objects than were listed
 *   written by listRemovable
 *   read by checkListed
 * proven: the night of changes that a full export is to prove: what the variables of these names had, and `parameters`
 *   written by checkReconcile
 *   read by checkNewest, recordReconciled, compareNights, readDifferences
 * differencesId: the query that compares the full export with the night of changes
 *   written by compareNights
 *   read by readDifferences
 */

import { resources, type Config, type Table } from '../config';
import type { SavedCheck } from '../sql';
import { checkInput } from './export/check-input';
import { makeChecksStates } from './validation/checks';
import { makeDropStates } from './retention/drop-expired';
import { makeColumnarStates } from './columnar/columnar';
import { makeEndStates } from './end';
import { makeCallStates } from './export/call-export';
import { makeIncrementalStates } from './incremental/incremental';
import { makeManifestStates } from './export/manifest';
import { makeWatchStates } from './export/watch-export';
import { makeNewestStates } from './publish/newest';
import { makePublishStates } from './publish/publish';
import { ATHENA_QUEUE_SECONDS } from './retries';
import type { StateName } from './state-names';
import type { State } from './states';
import { makeValidationStates } from './validation/validation';

/** A state machine as the Amazon States Language has it. */
export interface Definition {
  readonly Comment: string;
  readonly QueryLanguage: 'JSONata';
  readonly StartAt: StateName;
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
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
  const judging = { ...makeValidationStates(workflow), ...makeChecksStates(workflow) };
  const states = {
    ...checkInput(workflow),
    ...makeCallStates(workflow),
    ...makeWatchStates(workflow),
    ...makeManifestStates(workflow),
    ...(table.columnar ? makeColumnarStates(workflow, judging) : judging),
    ...makePublishStates(workflow),
    ...makeNewestStates(workflow),
    ...makeDropStates(workflow),
    ...makeEndStates(workflow),
  };
  return {
    Comment: `Exports the DynamoDB table ${workflow.names.sourceTable}, verifies the export and publishes it in Athena`,
    QueryLanguage: 'JSONata',
    StartAt: 'checkInput',
    TimeoutSeconds: countTimeoutSeconds(table),
    States: table.incremental ? makeIncrementalStates(workflow, states) : states,
  };
}

/** The full export that reconciles a night of changes has as long as the windows of the night together. */
function countTimeoutSeconds({ deadlineHours, incremental }: Table): number {
  const seconds = deadlineHours * 3600 + AFTER_EXPORT_SECONDS;
  return incremental === undefined ? seconds : 2 * seconds;
}
