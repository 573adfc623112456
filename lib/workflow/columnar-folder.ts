import { COLUMNAR_PREFIX } from '../config';
import { value, type Workflow } from './states';

/** What the keys of all that an execution unloads begin with. A name may hold what SQL must not; its hash does not. */
export function folderOfExecution(workflow: Workflow): string {
  return `${folderOfTable(workflow)} & $exportId & '/' & ${EXECUTION}`;
}

/** The folder that this entry of the state writes to: a redrive is not stopped by what the last attempt has left. */
export function folderOfAttempt(workflow: Workflow): string {
  return `${folderOfTable(workflow)} & $exportId & '/' & ${UNLOAD_ID} & '/'`;
}

const EXECUTION = `$hash($states.context.Execution.Id, 'MD5') & '-'`;

/** Name of the folder, and of the partition that the validation reads it as; later ones of an execution sort behind. */
export const UNLOAD_ID = `${EXECUTION} & $string($toMillis($states.context.State.EnteredTime))`;

/** Whether a location is that of a columnar night: a table that was switched has both kinds. */
export function isColumnar(workflow: Workflow, location: string): string {
  return `$contains(${location}, ${value(`s3://${workflow.names.bucket}/`)} & ${folderOfTable(workflow)})`;
}

function folderOfTable({ names }: Workflow): string {
  return value(`${COLUMNAR_PREFIX}/${names.raw}/`);
}
