import { amount } from '../../amount';
import type { Json, JsonObject, ProgressEvent } from '../../asl';
import { timeOfDay } from '../terminal/format';

/** One line for every state that an execution enters, on its own (virtual) time, and what came out of it. */
export function nightLog(print: (line: string) => void, timeZone: string): (event: ProgressEvent) => void {
  return (event) => {
    const time = timeOfDay(event.time, timeZone);
    const line = (text: string) => {
      print(`  ${time}  ${event.state.padEnd(18)}${text}`.trimEnd());
    };
    switch (event.kind) {
      case 'entered':
        if (event.type === 'Choice' || event.type === 'Succeed' || event.type === 'Fail') line('');
        break;
      case 'exited':
        if (event.type !== 'Choice' && event.type !== 'Succeed')
          line(outcome(event.state, event.assigned ?? {}, event.output));
        break;
      case 'retrying':
        line(`${event.error}, again in ${event.delaySeconds.toFixed(0)} s (${event.attempt})`);
        break;
      case 'caught':
        line(`${event.error}: on with ${event.next}`);
        break;
    }
  };
}

/** What a state found out, for those where a person wants to know. AWS leaves variables away that are too long. */
function outcome(state: string, assigned: JsonObject, output: Json): string {
  const object = (name: string) => (assigned[name] ?? {}) as Readonly<Record<string, string>>;
  switch (state) {
    case 'callExport':
      return typeof assigned.exportArn === 'string' ? (assigned.exportArn.split('/').at(-1) ?? '') : '';
    case 'checkExport':
      return object('export').status ?? '';
    case 'readManifest':
      return assigned.manifest === undefined
        ? ''
        : [
            amount(Number(object('manifest').itemCount ?? NaN), 'item'),
            ...(object('manifest').exportTime === undefined ? [] : [`exported at ${object('manifest').exportTime}`]),
          ].join(', ');
    case 'readValidation':
      return assigned.validation === undefined ? '' : problems((object('validation').problems ?? []) as JsonObject[]);
    case 'readCheck':
    case 'checkNotRead':
      return Array.isArray(output) ? (output as Readonly<Record<string, string>>[]).map(checkResult).join() : '';
    default:
      return '';
  }
}

function checkResult({ check, severity, found }: Readonly<Record<string, string>>): string {
  return `${severity === 'error' ? 'error' : 'warning'}: ${check ?? ''} found ${found ?? ''}`;
}

function problems(rows: readonly JsonObject[]): string {
  const errors = rows.filter(({ severity }) => severity === 'error').length;
  const warnings = rows.length - errors;
  return `${errors === 0 ? 'nothing wrong' : amount(errors, 'error')}${warnings === 0 ? '' : `, ${amount(warnings, 'warning')}`}`;
}
