import { isJsonObject, type Json, type JsonObject } from '../json';
import { REFERENCE_PATH } from '../json-path';
import type { Findings } from './problems';

/** Finds JSONPath in a JSONPath state that is more than a reference path. */
export function checkPaths(state: JsonObject, findings: Findings): void {
  for (const field of ['InputPath', 'OutputPath', 'ResultPath']) {
    const path = state[field];
    if (path !== undefined && path !== null) checkPath(path, findings.at(field));
  }
  for (const field of ['Parameters', 'ResultSelector', 'Assign', 'Catch'])
    checkTemplate(state[field], findings.at(field));
}

function checkTemplate(template: Json | undefined, findings: Findings): void {
  if (Array.isArray(template))
    template.forEach((item, index) => {
      checkTemplate(item, findings.at(index));
    });
  if (!isJsonObject(template)) return;
  for (const [key, value] of Object.entries(template)) {
    if (key.endsWith('.$')) checkPath(value, findings.at(key));
    else checkTemplate(value, findings.at(key));
  }
}

function checkPath(path: Json | undefined, findings: Findings): void {
  if (typeof path !== 'string') findings.invalid('expected a JSONPath');
  else if (path.startsWith('States.')) findings.addUnsupported(`intrinsic function ${path}; write it in JSONata`);
  else if (!REFERENCE_PATH.test(path)) findings.addUnsupported(`JSONPath ${path}; write it in JSONata`);
}
