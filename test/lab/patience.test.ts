import { Patience } from './patience';

const bounds = { quietMs: 180_000, longestMs: 1_800_000 };

/** What is said of each look at a server, given as seconds since the start and how far it is. */
function looks(...seen: readonly (readonly [seconds: number, progress: number])[]): (string | undefined)[] {
  const patience = new Patience(bounds, 0);
  return seen.map(([seconds, progress]) => patience.look(progress, seconds * 1000));
}

describe('Waiting for a server', () => {
  it('goes on while its log grows, however slow the machine is', () => {
    expect(looks([100, 1], [270, 2], [440, 3], [610, 4])).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('ends when its log does not grow any more, and says so', () => {
    expect(looks([100, 1], [279, 1], [280, 1])).toEqual([undefined, undefined, 'and made no progress for 180 seconds']);
  });

  it('ends after the longest time, though its log still grows', () => {
    const seen = Array.from({ length: 18 }, (_, index) => [(index + 1) * 100, index] as const);
    expect(looks(...seen).at(-2)).toBeUndefined();
    expect(looks(...seen).at(-1)).toBe('in 1800 seconds, though it made progress');
  });
});
