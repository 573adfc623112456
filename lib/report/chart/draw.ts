import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { TopLevelSpec } from 'vega-lite' with { 'resolution-mode': 'import' };

/** What the drawing thread answers: an SVG, or why there is none. */
export type Drawing = { readonly svg: string } | { readonly error: string };

/**
 * Draws specifications as SVG, in their order.
 *
 * Vega is ECMAScript modules with top-level await, which this CommonJS project (and its tests) cannot load; a thread of its
 * own can. It is loaded there once for all charts, in about 0.7 s, beside what else is going on.
 *
 * @throws Error where Vega refuses a specification
 */
export async function drawCharts(specs: readonly TopLevelSpec[]): Promise<string[]> {
  if (specs.length === 0) return [];
  // Without execArgv the thread would inherit the hooks that run TypeScript, and send all of Vega through them.
  const worker = new Worker(join(__dirname, 'drawing-thread.mjs'), { workerData: specs, execArgv: [] });
  try {
    const drawings = await new Promise<Drawing[]>((resolve, reject) => {
      worker.once('message', resolve).once('error', reject);
    });
    return drawings.map((drawing) => {
      if ('svg' in drawing) return drawing.svg;
      throw new Error(`A chart cannot be drawn: ${drawing.error}`);
    });
  } finally {
    await worker.terminate();
  }
}
