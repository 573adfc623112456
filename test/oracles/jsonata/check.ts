import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../../lib/asl';
import { recordExpressions, type Evaluation } from './record-expressions';

/** What an expression came to in Java. */
interface Answer {
  readonly value?: Json;
  readonly error?: string;
}

/** Java starts in a second; this is for a loaded machine. */
const MAX_OUTPUT_BYTES = 512 * 1024 * 1024;

/**
 * Evaluates every expression of many nights once more, in Java, where AWS runs JSONata.
 *
 * @param java the program
 * @param jar of com.dashjoin:jsonata
 * @returns whether all came to the same
 */
export async function checkExpressions(java: string, jar: string): Promise<boolean> {
  const evaluations = await recordExpressions(async () => {
    // Loaded here: they load the interpreter, which must meet the package as it is exchanged for the recording.
    const { ONE_TABLE_EACH } = await import('../configurations.js');
    const { recordNights } = await import('../recording.js');
    const { runAwkwardNights } = await import('./awkward-nights.js');
    for (const { context } of ONE_TABLE_EACH) await recordNights(context);
    await runAwkwardNights();
  });
  const answers = execFileSync(java, ['-cp', jar, join(__dirname, 'Evaluate.java')], {
    input: evaluations.map((evaluation) => `${JSON.stringify(evaluation)}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
  const different = evaluations.flatMap((evaluation, index) =>
    isSame(evaluation, answers[index]) ? [] : [{ evaluation, answer: answers[index] }],
  );
  const sources = new Map(different.map((each) => [each.evaluation.source, each]));
  for (const { evaluation, answer } of sources.values())
    console.log(
      `  ${evaluation.source.slice(0, 300)}\n    here ${show(evaluation.value)}\n    Java ${show(answer?.error ?? answer?.value)}\n    of   ${show({ ...evaluation.bindings })}`,
    );
  const expressions = new Set(evaluations.map(({ source }) => source)).size;
  console.log(
    `  ${evaluations.length} evaluations of ${expressions} expressions: ${different.length} come to something else in Java`,
  );
  return evaluations.length > 0 && different.length === 0;
}

function isSame({ value, threw }: Evaluation, answer: Answer | undefined): boolean {
  if (answer === undefined) return false;
  if (threw || answer.error !== undefined) return threw === (answer.error !== undefined);
  return isDeepStrictEqual(unescape(value), unescape(answer.value));
}

/** Java's `$string` writes some characters as `\\u2028` that JavaScript's writes as they are: the same JSON. */
function unescape(value: Json | undefined): unknown {
  if (value === undefined) return undefined;
  return JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
    typeof inner === 'string'
      ? inner.replace(/\\u([0-9a-f]{4})/gi, (__, code: string) => String.fromCharCode(parseInt(code, 16)))
      : inner,
  );
}

function show(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 500);
}
