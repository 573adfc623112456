import { TaskFailure } from '../../lib/asl';
import type { ChangeWindow, Script } from './scripted-export';

/** How far back point-in-time recovery reaches. */
export const RECOVERY_DAYS = 35;

/** Since when point-in-time recovery reaches back, milliseconds since 1970. */
export function recoverySince({ recoverySince: since = 0 }: Script, now: number): number {
  return Math.max(since, now - RECOVERY_DAYS * 86_400_000);
}

/** Refuses to export the items of a time as DynamoDB does; both texts are recorded ones. */
export function refuseTime(time: number, script: Script, now: number): void {
  const { availableMinutes = 0 } = script;
  if (time > now || time < recoverySince(script, now))
    throw new TaskFailure('DynamoDb.InvalidExportTimeException', 'Export Time is invalid');
  if (now < time + availableMinutes * 60_000)
    throw new TaskFailure(
      'DynamoDb.InvalidExportTimeException',
      'Point in Time Recovery is not available for specified export time',
    );
}

/** Refuses to export a window as DynamoDB does; the texts are recorded ones. */
export function refuseWindow({ from, to }: ChangeWindow, script: Script, now: number): void {
  const refuse = (text: string) => {
    throw new TaskFailure('DynamoDb.InvalidExportTimeException', text);
  };
  const difference = 'Difference between export period from time and export period to time is';
  if (script.windowRefused !== undefined) refuse(script.windowRefused);
  if (to > now)
    refuse(`Incremental export period to time cannot be greater than the current time : ${new Date(to).toISOString()}`);
  if (from < recoverySince(script, now))
    refuse(
      `Incremental export period from time cannot be less than the table creation time : ${new Date(from).toISOString()}`,
    );
  if (to - from < 15 * 60_000) refuse(`${difference} less than 15 minutes`);
  if (to - from > 24 * 3_600_000) refuse(`${difference} greater than 24 hours`);
}
