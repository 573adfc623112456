import {
  diagnose,
  getValue,
  type Fact,
  type Finding,
  type NightExecution,
  type QuotaFacts,
} from '../../../lib/operations';
import { NOW, type Healthy } from './healthy';

/** A fact of what is not there. */
export const missing = { is: 'missing' as const };
/** A fact that AWS does not give. */
export const denied = { is: 'unreadable' as const, why: 'AWS does not allow it' };

/** A fact that was found, with other values. */
export function changeFact<T>(fact: Fact<T> | undefined, change: Partial<T>): Fact<T> {
  const value = getValue(fact);
  if (value === undefined) throw new Error('the fact is not there');
  return { is: 'found', value: { ...value, ...change } };
}

/** The quotas of a system that has them. */
export function quotas({ system }: Healthy): QuotaFacts {
  if (!system.quotas) throw new Error('a healthy system has quotas');
  return system.quotas;
}

/** What the doctor finds of a system of one table. */
export function diagnoseOne({ system, table }: Healthy): Finding[] {
  return diagnose(system, [table]);
}

/** An execution of an hour ago. */
export function execution(status: string, change: Partial<NightExecution> = {}): NightExecution {
  return {
    arn: 'arn:execution',
    name: 'night',
    status,
    startTime: NOW - 3_600_000,
    stopTime: undefined,
    input: {},
    output: {},
    error: undefined,
    cause: undefined,
    state: undefined,
    ...change,
  };
}

/** A night that ended with a verdict. */
export const verdict = execution('FAILED', {
  error: 'Export.Failed',
  cause: JSON.stringify({ what: 'DynamoDB gave up the export.', found: 'FAILED, S3AccessDenied' }),
  state: 'checkExportStatus',
});
