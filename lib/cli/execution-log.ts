import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { Json, JsonObject, ProgressEvent, StateType } from '../asl';
import { timeOfDay } from './format';
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

function progressEvent(event: HistoryEvent, time: number): ProgressEvent | undefined {
  const [, type, what] = /^(\w+)State(Entered|Exited)$/.exec(event.type ?? '') ?? [];
  const { stateEnteredEventDetails: entered, stateExitedEventDetails: exited } = event;
  const common = { state: (entered ?? exited)?.name ?? '', type: type as StateType, time };
  if (what === 'Entered') return { ...common, kind: 'entered', input: parsed(entered?.input) };
  if (what !== 'Exited') return undefined;
  const variables = Object.entries(exited?.assignedVariables ?? {});
  const assigned: JsonObject = Object.fromEntries(variables.map(([name, text]) => [name, parsed(text)]));
  return { ...common, kind: 'exited', output: parsed(exited?.output), assigned };
}

/** What is too long for the history is not there. */
function parsed(text: string | undefined): Json {
  try {
    return JSON.parse(text ?? 'null') as Json;
  } catch {
    return null;
  }
}
