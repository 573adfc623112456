import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Duration, TimeZone } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { readChecks, readQueries } from '../../lib/query-files';
import { NightFormat } from '../formats';
import type { NightSettings, Polling } from '../night-settings';
import { needKinds } from './kinds';
import { NAME_RULES } from './names';
import { parseSettings } from './parse-settings';
import { POLLING } from './prop-kinds';
import { needConcrete, needName, needWhole, refuse, refuseKey } from './refuse';
import type { SharedParts } from './shared-parts';

/**
 * Reads the settings of all tables, as the parts need them.
 *
 * @throws RefusedError where one cannot be used, also where no table is added
 */
export function readSettings(
  scope: Construct,
  settings: NightSettings,
): Pick<SharedParts, 'settings' | 'queries' | 'checks' | 'catalogKey' | 'bucketOwner' | 'lakeFormation'> {
  const { catalogKey, bucketOwner, rolePath } = settings;
  const written = writeSettings(scope, settings);
  parseSettings(scope, written);
  refuseKey(scope, 'catalogKey', catalogKey);
  needName(scope, 'bucketOwner', bucketOwner, NAME_RULES.account);
  needName(scope, 'rolePath', rolePath, NAME_RULES.rolePath);
  return {
    settings: written,
    queries: readFolder(scope, 'queries', settings.queries, readQueries),
    checks: readFolder(scope, 'checks', settings.checks, readChecks),
    catalogKey,
    bucketOwner,
    lakeFormation: settings.lakeFormation ?? false,
  };
}

/** The settings as a configuration has them, without what may be a token. */
function writeSettings(scope: Construct, settings: NightSettings): Record<string, unknown> {
  const { startTime, timeZone, startWindow, retention, deadline, polling, format, resultRetention } = settings;
  return {
    timeZone: (timeZone ?? TimeZone.ETC_UTC).timezoneName,
    ...(startTime !== undefined && { schedule: startTime }),
    flexibleWindowMinutes: needWhole(scope, 'startWindow', startWindow ?? Duration.minutes(15), 'minutes'),
    ...(retention && { retentionDays: needWhole(scope, 'retention', retention, 'days') }),
    ...(deadline && { deadlineHours: needWhole(scope, 'deadline', deadline, 'hours') }),
    ...(polling && { poll: writePolling(scope, polling) }),
    columnar: format === NightFormat.PARQUET,
    ...(resultRetention && { resultRetentionDays: needWhole(scope, 'resultRetention', resultRetention, 'days') }),
    ...(settings.bytesScannedCutoff !== undefined && { bytesScannedCutoff: settings.bytesScannedCutoff }),
    lakeFormation: settings.lakeFormation ?? false,
  };
}

function writePolling(scope: Construct, polling: Polling): Record<string, number> {
  needKinds(scope, polling, POLLING, 'polling');
  const { first, shortest, longest, fixed } = polling;
  const seconds = (prop: string, duration: Duration) => needWhole(scope, `polling.${prop}`, duration, 'seconds');
  return {
    ...(first && { firstSeconds: seconds('first', first) }),
    ...(shortest && { minSeconds: seconds('shortest', shortest) }),
    ...(longest && { maxSeconds: seconds('longest', longest) }),
    ...(fixed && { fixedSeconds: seconds('fixed', fixed) }),
  };
}

function readFolder<T>(
  scope: Construct,
  setting: string,
  folder: string | undefined,
  read: (folder: string) => readonly T[],
): readonly T[] {
  if (folder === undefined) return [];
  needConcrete(scope, setting, folder, 'its files are read when the app is synthesised; give a path');
  const path = resolve(folder);
  if (!existsSync(path) || !statSync(path).isDirectory())
    return refuse(
      scope,
      `${setting} = ${JSON.stringify(folder)}: there is no folder ${path}; give an existing one, such as path.join(__dirname, '${setting}')`,
    );
  try {
    return read(path);
  } catch (error) {
    // the file's own path begins with that of the project's queries
    const problem = (error as Error).message.replace(/^queries\/(checks\/)?/, '');
    return refuse(scope, `${setting} = ${JSON.stringify(folder)}: ${problem}`);
  }
}
