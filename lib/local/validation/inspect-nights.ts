import type { Inspect, QueryResultTexts } from '../athena';
import type { Catalog } from '../glue';
import type { FileStore } from '../s3';
import { checkBytes, type ByteCheckResult } from './byte-check';
import { pathText } from '../../path-text';

/**
 * Compares the nights that a statement validates or unloads with their checksums. A validation whose result has no error
 * fails where the bytes are not those of the manifest: on AWS nothing compares them, and here they tell more than gzip does.
 */
export function inspectNights(catalog: Catalog, store: FileStore): Inspect {
  return async (statement) => {
    const { unreadable, intactFiles, findings } = await checkBytes(statement, catalog, store);
    // a manifest that was changed is a warning: on AWS nothing reads its checksum
    const refused = findings.filter(({ check }) => check !== 'manifest_changed');
    return {
      unreadable,
      intactFiles,
      objectionTo: (result) =>
        refused.length === 0 || hasErrors(result) ? undefined : `MD5_MISMATCH: ${describeFindings(refused)}`,
    };
  };
}

/** Whether a validation found something itself, which then says more than a checksum. */
function hasErrors({ columns, rows }: QueryResultTexts): boolean {
  const severity = columns.findIndex(({ name }) => name === 'severity');
  return rows.some((row) => row[severity] === 'error');
}

function describeFindings(findings: ByteCheckResult['findings']): string {
  return findings
    .map(({ check, file, expected, found }) => `${pathText(file)}: ${check}, ${expected}, found ${found}`)
    .join('; ');
}
