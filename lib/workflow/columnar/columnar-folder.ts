import { COLUMNAR_PREFIX } from '../../config';
import { toLiteral, type Workflow } from '../states';

/** Names an execution where a key or SQL must not hold what its name may: the partition that its validation reads. */
export const UNLOAD_ID = `$hash($states.context.Execution.Id, 'MD5')`;

/** Tells an attempt from all others of its execution; RedriveCount is not there before the first redrive. */
const ATTEMPT = [
  '$string($toMillis($states.context.State.EnteredTime))',
  "'-' & $string($states.context.Execution.RedriveCount)",
  "'-' & $string($states.context.State.RetryCount)",
].join(' & ');

/** The beginning of the keys of the objects that an execution unloads. */
export function folderOfExecution(workflow: Workflow): string {
  return `${folderOfExport(workflow, '$exportId')} & ${UNLOAD_ID} & '-'`;
}

/** The beginning of the keys of the objects that any execution unloaded of an export. */
export function folderOfExport(workflow: Workflow, id: string): string {
  return `${folderOfTable(workflow)} & ${id} & '/'`;
}

/** The folder that this attempt writes to: neither a retry nor a redrive is stopped by what the last attempt has left. */
export function folderOfAttempt(workflow: Workflow): string {
  return `${folderOfExecution(workflow)} & ${ATTEMPT} & '/'`;
}

/** Whether a location is that of a columnar night: a table that was switched has both kinds. */
export function isColumnar(workflow: Workflow, location: string): string {
  return `$contains(${location}, ${toLiteral(`s3://${workflow.names.bucket}/`)} & ${folderOfTable(workflow)})`;
}

function folderOfTable({ names }: Workflow): string {
  return toLiteral(`${COLUMNAR_PREFIX}/${names.raw}/`);
}
