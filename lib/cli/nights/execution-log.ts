import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { JsonObject, ProgressEvent, StateType } from '../../asl';
import { jsonIn } from '../../asl/json';
import { timeOfDay } from '../terminal/format';
import { nightLog } from './night-log';

/** The lines of {@link nightLog} for an execution in an account, from its history; failed calls have lines of their own. */
export function executionLog(say: (line: string) => void, timeZone: string): (event: HistoryEvent) => void {
  const log = nightLog(say, timeZone);
  let state = '';
  return (event) => {
    const time = Number(event.timestamp ?? 0);
    const progress = progressEvent(event, time);
    if (progress) {
      state = progress.state;
      log(progress);
      return;
    }
    const failed = event.taskFailedEventDetails ?? event.taskTimedOutEventDetails ?? event.taskSubmitFailedEventDetails;
    if (failed) say(`  ${timeOfDay(time, timeZone)}  ${state.padEnd(18)}${failed.error ?? ''}: ${failed.cause ?? ''}`);
  };
}

/** What is too long for the history is not in it. */
function progressEvent(event: HistoryEvent, time: number): ProgressEvent | undefined {
  const [, type, what] = /^(\w+)State(Entered|Exited)$/.exec(event.type ?? '') ?? [];
  const { stateEnteredEventDetails: entered, stateExitedEventDetails: exited } = event;
  const common = { state: (entered ?? exited)?.name ?? '', type: type as StateType, time };
  if (what === 'Entered') return { ...common, kind: 'entered', input: jsonIn(entered?.input) ?? null };
  if (what !== 'Exited') return undefined;
  const variables = Object.entries(exited?.assignedVariables ?? {});
  const assigned: JsonObject = Object.fromEntries(variables.map(([name, text]) => [name, jsonIn(text) ?? null]));
  return { ...common, kind: 'exited', output: jsonIn(exited?.output) ?? null, assigned };
}
