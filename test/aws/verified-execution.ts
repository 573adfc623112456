import { exportArn } from '../../lib/export';
import { exportIdOf } from '../operations/doctor/healthy';

/** The execution of the night of 2026-02-01, published after 13 minutes. */
export const verifiedExecution = (tableArn: string) =>
  ({
    executionArn: 'arn:verified',
    name: 'verified',
    status: 'SUCCEEDED',
    startDate: new Date('2026-01-31T19:00:00Z'),
    stopDate: new Date('2026-01-31T19:13:00Z'),
    input: JSON.stringify({ scheduledTime: '2026-01-31T19:00:00Z' }),
    output: JSON.stringify({
      exportArn: exportArn(tableArn, exportIdOf('2026-02-01')),
      exportDate: '2026-02-01',
      itemCount: 3,
      validationQueryId: 'query-2026-02-01',
      warnings: [],
    }),
  }) as const;
