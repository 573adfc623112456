import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { TopLevelSpec } from 'vega-lite' with { 'resolution-mode': 'import' };

/** What the drawing thread answers: an SVG, or why there is none. */
export type Drawing = { readonly svg: string } | { readonly error: string };

/**
 * Draws specifications as SVG, in a thread of its own. Vega is ECMAScript modules with top-level await, which this CommonJS
 * project (and its tests) cannot load; such a thread can. It begins to load Vega at once, which takes as long as many a
 * query, so make one before the facts are gathered.
 */
export class ChartDrawer {
  // Without execArgv the thread would inherit the hooks that run TypeScript, and send all of Vega through them.
  private readonly thread = new Worker(join(__dirname, 'drawing-thread.mjs'), { execArgv: [] });
  private readonly failed = new Promise<never>((_, reject) => this.thread.once('error', reject));

  constructor() {
    // It is told by who draws.
    this.failed.catch(() => undefined);
  }

  /**
   * @returns an SVG for each specification, in their order
   * @throws Error where Vega refuses a specification
   */
  async draw(specs: readonly TopLevelSpec[]): Promise<string[]> {
    if (specs.length === 0) return [];
    const answer = once(this.thread, 'message');
    this.thread.postMessage(specs);
    const [drawings] = (await Promise.race([answer, this.failed])) as [readonly Drawing[]];
    return drawings.map((drawing) => {
      if ('svg' in drawing) return drawing.svg;
      throw new Error(`A chart cannot be drawn: ${drawing.error}`);
    });
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    await this.thread.terminate();
  }
}
