import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ONE_TABLE_EACH } from '../configurations';
import { recordNights } from '../recording';

/**
 * Holds the arguments of every call of many nights against AWS's own models, as botocore has them.
 *
 * @param python one that has botocore
 * @returns whether all fit
 */
export async function checkArguments(python: string): Promise<boolean> {
  const lines: string[] = [];
  for (const { context } of ONE_TABLE_EACH) {
    const { calls } = await recordNights(context);
    lines.push(...calls.map(({ state, resource, args }) => `${JSON.stringify({ state, resource, args })}\n`));
  }
  const { status } = spawnSync(python, [join(__dirname, 'check_arguments.py')], {
    input: lines.join(''),
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  return status === 0;
}
