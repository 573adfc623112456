/** How long a wait goes on, in milliseconds. */
export interface Bounds {
  /** Longest time without progress. */
  readonly quietMs: number;
  /** Longest time at all. */
  readonly longestMs: number;
}

/**
 * Decides when a wait is over by what is seen of the other side: on a loaded machine everything takes longer, and what
 * still makes progress is not stuck.
 */
export class Patience {
  private seen: { readonly progress: unknown; readonly at: number };

  /** @param begin time at which the wait begins, in milliseconds */
  constructor(
    private readonly bounds: Bounds,
    private readonly begin: number,
  ) {
    this.seen = { progress: undefined, at: begin };
  }

  /**
   * Notes how far the other side is.
   *
   * @param progress anything that becomes another value with each step
   * @param now time of this look, in milliseconds
   * @returns why there is no more to be waited for, after "did not answer"; undefined while there is
   */
  look(progress: unknown, now: number): string | undefined {
    const { quietMs, longestMs } = this.bounds;
    if (progress !== this.seen.progress) this.seen = { progress, at: now };
    if (now - this.seen.at >= quietMs) return `and made no progress for ${quietMs / 1000} seconds`;
    if (now - this.begin >= longestMs) return `in ${longestMs / 1000} seconds, though it made progress`;
    return undefined;
  }
}
