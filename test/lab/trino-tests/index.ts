import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { Engine } from '../../../lib/athena-sql/engine';
import { installTrinoTests } from '../cache';
import { startTrinoAlone } from '../lab';
import { trinoStatements } from './statements';
import { answersOfTrino, type Answer } from './trino-answers';
import { judge, type Kind, type Verdict } from './verdict';

const KINDS: readonly Kind[] = ['right', 'refused', 'wrong', 'failed'];
const PROGRESS_SECONDS = 10;

/**
 * Asks Trino and the laptop's engine every expression of Trino's own tests, and prints how many the laptop answers right,
 * refuses, answers wrong, and fails at. All verdicts are written to a file below the lab's folder.
 *
 * @param args `--show KIND` prints the cases of a kind; `--only TEXT` asks those that contain a text
 * @returns whether nothing is wrong or failed
 */
export async function runTrinoTests(folder: string, args: readonly string[], signal: AbortSignal): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: { show: { type: 'string', multiple: true, default: [] }, only: { type: 'string', default: '' } },
  });
  const wanted = values.only.toLowerCase();
  const all = trinoStatements(installTrinoTests(join(folder, 'cache')));
  const statements = all.filter(({ sql }) => sql.toLowerCase().includes(wanted));
  let stop = (): Promise<void> => Promise.resolve();
  const start = async (): Promise<number> => {
    const trino = await startTrinoAlone(folder, signal);
    stop = () => trino.stop(false);
    return trino.port;
  };
  const file = join(folder, 'trino-tests/answers.jsonl');
  let answers: ReadonlyMap<string, Answer>;
  try {
    answers = await answersOfTrino(statements, file, start, progress('Trino'));
  } finally {
    await stop();
  }
  const verdicts: Verdict[] = [];
  const engine = await Engine.open({ root: absoluteFolder('/') });
  const tell = progress('The laptop');
  for (const { sql } of statements) {
    const trino = answers.get(sql);
    if (trino !== undefined) verdicts.push(await judge(engine, sql, trino));
    tell(verdicts.length, statements.length);
    signal.throwIfAborted();
  }
  await engine.close();
  return report(verdicts, values.show, join(folder, 'trino-tests/verdicts.json'));
}

function report(verdicts: readonly Verdict[], show: readonly string[], file: string): boolean {
  const of = (kind: Kind): readonly Verdict[] => verdicts.filter((v) => v.kind === kind);
  for (const { kind, sql, laptop, trino } of verdicts.filter((v) => show.includes(v.kind)))
    console.log(`${kind}: ${sql}\n  Trino  ${trino}\n  laptop ${laptop}`);
  const percent = (kind: Kind): string => ((100 * of(kind).length) / Math.max(1, verdicts.length)).toFixed(1);
  console.log(`${verdicts.length} expressions of Trino's tests`);
  for (const kind of KINDS)
    console.log(`${kind.padEnd(8)}${String(of(kind).length).padStart(6)}${percent(kind).padStart(6)} %`);
  writeFileSync(file, `[\n${verdicts.map((v) => JSON.stringify(v)).join(',\n')}\n]\n`);
  console.log(`All verdicts are in ${file}`);
  return of('wrong').length + of('failed').length === 0;
}

/** Prints how far a long run is, every few seconds. */
function progress(name: string): (done: number, of: number) => void {
  let told = Date.now();
  return (done, of) => {
    if (Date.now() - told < PROGRESS_SECONDS * 1000) return;
    told = Date.now();
    console.log(`${name} has been asked ${done} of ${of}`);
  };
}
