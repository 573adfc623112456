import { PassThrough } from 'node:stream';
import { withElapsed } from '../../../lib/cli/terminal/elapsed';

const terminal = (isTTY: boolean) => Object.assign(new PassThrough(), { isTTY }) as unknown as NodeJS.WriteStream;
const readWritten = (stream: NodeJS.WriteStream) => (stream.read() as Buffer | null)?.toString();

describe('long work', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  const work = (seconds: number) => () => {
    jest.advanceTimersByTime(seconds * 1000);
    return Promise.resolve('done');
  };

  it('is told on a terminal with its seconds, and no longer when it has ended', async () => {
    const stream = terminal(true);
    expect(await withElapsed('Reading\u001b all items', work(2), stream)).toBe('done');
    expect(readWritten(stream)).toBe(
      '\r\u001b[KReading\\u001b all items (1 s)\r\u001b[KReading\\u001b all items (2 s)\r\u001b[K',
    );
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is told no longer when it has failed', async () => {
    const fail = () => Promise.reject(new Error('no'));
    await expect(withElapsed('Reading', fail, terminal(true))).rejects.toThrow('no');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is not told where it is short, or where there is no terminal', async () => {
    for (const [isTTY, seconds] of [
      [true, 0],
      [false, 5],
    ] as const) {
      const stream = terminal(isTTY);
      expect(await withElapsed('Reading', work(seconds), stream)).toBe('done');
      expect(readWritten(stream)).toBeUndefined();
    }
  });
});
