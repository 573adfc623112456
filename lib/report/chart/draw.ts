import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { TopLevelSpec } from 'vega-lite' with { 'resolution-mode': 'import' };

/** What the drawing thread answers: an SVG, or why there is none. */
export type Drawing = { readonly svg: string } | { readonly error: string };

/** A thread that has loaded Vega, and no drawer: the next one takes it. */
let idle: DrawingThread | undefined;

/**
 * Draws specifications as SVG, in a thread of its own. Vega is ECMAScript modules with top-level await, which this CommonJS
 * project (and its tests) cannot load; such a thread can. It begins to load Vega at once, which takes as long as many a
 * query, so make one before the facts are gathered.
 */
export class ChartDrawer {
  private readonly thread = idle ?? new DrawingThread();

  constructor() {
    idle = undefined;
    this.thread.worker.ref();
  }

  /**
   * @returns an SVG for each specification, in their order
   * @throws Error where Vega refuses a specification
   */
  async draw(specs: readonly TopLevelSpec[]): Promise<string[]> {
    if (specs.length === 0) return [];
    const drawings = await this.thread.ask(specs);
    return drawings.map((drawing) => {
      if ('svg' in drawing) return drawing.svg;
      throw new Error(`A chart cannot be drawn: ${drawing.error}`);
    });
  }

  /** Leaves the thread to the next drawer: it keeps no process from its end. A thread that is no longer right is ended. */
  async close(): Promise<void> {
    if (idle === undefined && this.thread.isReady) {
      this.thread.worker.unref();
      idle = this.thread;
    } else await this.thread.worker.terminate();
  }
}

class DrawingThread {
  // Without execArgv the thread would inherit the hooks that run TypeScript, and send all of Vega through them.
  readonly worker = new Worker(join(__dirname, 'drawing-thread.mjs'), { execArgv: [] });
  /** Whether it can be asked: it has not failed, and owes no answer. */
  isReady = true;
  private readonly failed = new Promise<never>((_, reject) => this.worker.once('error', reject));

  constructor() {
    // It is told by who draws.
    this.failed.catch(() => {
      this.isReady = false;
      if (idle === this) idle = undefined;
    });
  }

  async ask(specs: readonly TopLevelSpec[]): Promise<readonly Drawing[]> {
    this.isReady = false;
    const answer = once(this.worker, 'message');
    this.worker.postMessage(specs);
    const [drawings] = (await Promise.race([answer, this.failed])) as [readonly Drawing[]];
    this.isReady = true;
    return drawings;
  }
}
