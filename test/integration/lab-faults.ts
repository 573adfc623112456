import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULTS_FOLDER, type TableUnderTest } from './system';

/**
 * Lets the exports of a table go wrong. Only the lab can; in an account nothing happens.
 *
 * @param fault the failure code that they end with, `IN_PROGRESS` for as long as they are not to end, empty for none
 */
export function setFault({ sourceTable }: TableUnderTest, fault: string): void {
  if (FAULTS_FOLDER !== undefined) writeFileSync(join(FAULTS_FOLDER, sourceTable), fault);
}
