import { COLUMNAR_PREFIX } from '../../config';
import { toLiteral, type Workflow } from '../states';

/**
 * Identifies an execution in keys and SQL, which cannot hold every character of its name: the value of the partition
 * that its validation reads.
 */
export const UNLOAD_ID = `$hash($states.context.Execution.Id, 'MD5')`;

/** Tells an attempt from all others of its execution; RedriveCount is not there before the first redrive. */
const ATTEMPT = [
  '$string($toMillis($states.context.State.EnteredTime))',
  "'-' & $string($states.context.Execution.RedriveCount)",
  "'-' & $string($states.context.State.RetryCount)",
].join(' & ');

/** The key prefix of the objects that an execution unloads. */
export function folderOfExecution(workflow: Workflow): string {
  return `${folderOfExport(workflow, '$exportId')} & ${UNLOAD_ID} & '-'`;
}

/** The key prefix of the objects that any execution has unloaded from an export. */
export function folderOfExport(workflow: Workflow, id: string): string {
  return `${folderOfTable(workflow)} & ${id} & '/'`;
}

/**
 * The folder that this attempt writes to. It is new for each retry and redrive, so files of an earlier attempt do not
 * block it.
 */
export function folderOfAttempt(workflow: Workflow): string {
  return `${folderOfExecution(workflow)} & ${ATTEMPT} & '/'`;
}

/** Whether a location is that of a columnar night; a table that was switched to or from `columnar` has both kinds. */
export function isColumnar(workflow: Workflow, location: string): string {
  return `$contains(${location}, ${toLiteral(`s3://${workflow.names.bucket}/`)} & ${folderOfTable(workflow)})`;
}

function folderOfTable({ names }: Workflow): string {
  return toLiteral(`${COLUMNAR_PREFIX}/${names.raw}/`);
}
