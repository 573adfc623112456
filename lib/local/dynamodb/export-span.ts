import type { TaskContext, TaskFailure } from '../../asl/task';
import type { ExportRecord } from './export-description';
import type { Wanted } from './export-request';
import { dynamoDbFailure } from './failure';
import { type ExportWindow, wholeSeconds, windowRefusal } from './window-time';

/**
 * The time whose items an export has, or the window of its changes.
 *
 * @param earliest the first time that point-in-time recovery reaches; undefined where it is off
 * @throws TaskFailure where the items of that time, or the changes of that window, are not known
 */
export function decideSpan(
  wanted: Wanted,
  table: string,
  earliest: number | undefined,
  context: TaskContext,
): Pick<ExportRecord, 'exportTime' | 'window'> {
  const refuse = (message: string): TaskFailure => dynamoDbFailure('InvalidExportTimeException', message, context);
  const now = context.clock.now();
  if (wanted.kind === 'window') {
    const { from, to, view } = wanted;
    const window: ExportWindow = {
      from: Date.parse(from),
      to: to === undefined ? wholeSeconds(now) : Date.parse(to),
      view,
    };
    const refusal = windowRefusal(window, earliest ?? Infinity, now);
    if (refusal !== undefined) throw refuse(refusal);
    return { exportTime: undefined, window };
  }
  if (earliest === undefined) {
    const message = `Point in time recovery is not enabled for table '${table}'`;
    throw dynamoDbFailure('PointInTimeRecoveryUnavailableException', message, context);
  }
  const time = wanted.time === undefined ? now : Date.parse(wanted.time);
  if (time <= now && time >= earliest) return { exportTime: time, window: undefined };
  throw refuse('Export Time is invalid');
}
