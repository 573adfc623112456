import type { JsonObject, ProgressEvent, StateType } from '../../../lib/asl';
import { nightLog } from '../../../lib/cli/nights/night-log';

const time = Date.UTC(2026, 0, 30, 19, 0, 0);

function logEvents(...events: ProgressEvent[]): string[] {
  const lines: string[] = [];
  const log = nightLog((line) => lines.push(line), 'Asia/Tokyo');
  events.forEach(log);
  return lines;
}

const exitOf = (state: string, assigned?: JsonObject): ProgressEvent => ({
  state,
  type: 'Task',
  time,
  kind: 'exited',
  output: {},
  ...(assigned && { assigned }),
});
const entryOf = (state: string, type: StateType): ProgressEvent => ({ state, type, time, kind: 'entered', input: {} });

describe('the log of a night', () => {
  it('has a line for every state, in local time', () => {
    expect(
      logEvents(entryOf('callExport', 'Task'), exitOf('callExport', { exportArn: 'arn:table/t/export/0169-ab' })),
    ).toEqual(['  04:00:00  callExport        0169-ab']);
  });

  it('has a line for a Choice when it is entered, as it decides at once', () => {
    const choice = { ...exitOf('checkExportStatus'), type: 'Choice' as const };
    expect(logEvents(entryOf('checkExportStatus', 'Choice'), choice)).toEqual(['  04:00:00  checkExportStatus']);
  });

  it.each<[string, JsonObject, string]>([
    ['checkExport', { export: { status: 'IN_PROGRESS' } }, 'IN_PROGRESS'],
    ['readManifest', { manifest: { itemCount: 3, exportTime: 'T' } }, '3 items, exported at T'],
    ['readValidation', { validation: { problems: [] } }, 'nothing wrong'],
    [
      'readValidation',
      { validation: { problems: [{ severity: 'error' }, { severity: 'warn' }] } },
      '1 error, 1 warning',
    ],
    ['readValidation', { validation: { problems: [{ severity: 'warn' }] } }, 'nothing wrong, 1 warning'],
  ])('says what %s found: %j', (state, assigned, text) => {
    expect(logEvents(exitOf(state, assigned))).toEqual([`  04:00:00  ${state.padEnd(18)}${text}`]);
  });

  it.each(['callExport', 'checkExport', 'readManifest', 'readValidation'])(
    'goes on where the history leaves away what %s assigned',
    (state) => {
      expect(logEvents(exitOf(state))).toEqual([`  04:00:00  ${state}`]);
    },
  );

  it('tells of retries and of failures that were caught', () => {
    const failed = { state: 'callExport', type: 'Task' as const, time, error: 'DynamoDb.X', cause: '' };
    expect(
      logEvents(
        { ...failed, kind: 'retrying', attempt: 2, delaySeconds: 4.4 },
        { ...failed, kind: 'caught', next: 'ExportFailed' },
      ),
    ).toEqual([
      '  04:00:00  callExport        DynamoDb.X, again in 4 s (2)',
      '  04:00:00  callExport        DynamoDb.X: on with ExportFailed',
    ]);
  });
});
