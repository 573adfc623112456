import { PassThrough } from 'node:stream';
import { progressBar } from '../../../lib/cli/terminal/progress-bar';

describe('a progress bar', () => {
  it('writes nothing where there is no terminal', () => {
    const stream = new PassThrough();
    const bar = progressBar('Orders', 10, 'items', stream as unknown as NodeJS.WriteStream);
    bar.update(5);
    bar.stop();
    expect(stream.read()).toBeNull();
  });
});
