import { AthenaError, RefusedError } from '../errors';

const STEP = /\.([\p{L}\p{Nd}_:]+)|\[([\p{L}\p{Nd}_]+)\]|\["((?:[^"\\]|\\["\\])*)"\]/uy;

/** The steps of a JSON path: `$.a.b[0]["c d"]`. Throws for what Trino refuses and for what is not proven. */
export function jsonPath(path: string): readonly string[] {
  if (path.includes('*')) throw new AthenaError('INVALID_FUNCTION_ARGUMENT', `Invalid JSON path: '${path}'`);
  if (!path.startsWith('$')) throw new AthenaError('INVALID_FUNCTION_ARGUMENT', `Invalid JSON path: '${path}'`);
  const steps: string[] = [];
  let at = 1;
  while (at < path.length) {
    STEP.lastIndex = at;
    const m = STEP.exec(path);
    if (m === null && path.startsWith('["', at))
      throw new RefusedError(`The JSON path '${path}'`, `a path such as '$.a.b[0]["c d"]'`);
    // such as $.a-b, which must be $["a-b"]
    if (m === null) throw new AthenaError('INVALID_FUNCTION_ARGUMENT', `Invalid JSON path: '${path}'`);
    steps.push(m[1] ?? m[2] ?? (m[3] ?? '').replace(/\\(["\\])/g, '$1'));
    at += m[0].length;
  }
  return steps;
}
