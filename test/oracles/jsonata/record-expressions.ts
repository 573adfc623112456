import jsonata from 'jsonata';
import type { Json } from '../../../lib/asl';

/** An expression as a night evaluated it. */
export interface Evaluation {
  readonly source: string;
  /** The values that it names. */
  readonly bindings: Readonly<Record<string, Json>>;
  /** What `$millis()` gave, where it is called. */
  readonly millis?: number;
  /** What it came to; undefined where it came to nothing or threw an error. */
  readonly value: Json | undefined;
  readonly threw: boolean;
}

type Evaluate = jsonata.Expression['evaluate'];

/**
 * Runs something, and keeps each expression that it evaluates for the first time with its values. The interpreter makes its
 * expressions with the package `jsonata`, whose expressions share nothing, so the package's function is exchanged meanwhile.
 *
 * @param work loads the interpreter itself, after the exchange
 */
export async function recordExpressions(work: () => Promise<void>): Promise<readonly Evaluation[]> {
  const evaluations = new Map<string, Evaluation>();
  const module = require.cache[require.resolve('jsonata')];
  if (module === undefined) throw new Error('the package jsonata is not loaded');
  const original = jsonata;
  const recording = (source: string, options?: jsonata.JsonataOptions): jsonata.Expression => {
    const expression = original(source, options);
    const evaluate = expression.evaluate.bind<Evaluate>(expression);
    const record = async (input: unknown, bindings: Record<string, unknown> = {}): Promise<unknown> => {
      const millis = typeof bindings.millis === 'function' ? Number((bindings.millis as () => unknown)()) : undefined;
      const asked = { source, bindings: values(bindings), ...(millis === undefined ? {} : { millis }) };
      const keep = (value: unknown, threw: boolean) => {
        const key = JSON.stringify(asked);
        const plain = value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as Json);
        if (!evaluations.has(key)) evaluations.set(key, { ...(JSON.parse(key) as typeof asked), value: plain, threw });
      };
      try {
        const value: unknown = await evaluate(input, bindings);
        keep(value, false);
        return value;
      } catch (error) {
        keep(undefined, true);
        throw error;
      }
    };
    return { ...expression, evaluate: record as Evaluate };
  };
  module.exports = Object.assign(recording, original);
  try {
    await work();
  } finally {
    module.exports = original;
  }
  return [...evaluations.values()];
}

function values(bindings: Readonly<Record<string, unknown>>): Evaluation['bindings'] {
  return Object.fromEntries(Object.entries(bindings).filter(([, value]) => typeof value !== 'function')) as Record<
    string,
    Json
  >;
}
