import { PassThrough } from 'node:stream';
import { WriteStream } from 'node:tty';
import { LineEditor } from '../../../lib/cli/shell/line-editor';
import type { Keyboard } from '../../../lib/cli/shell/keys';

/** An editor of lines. @param write is given what it shows */
function openEditor(keyboard: Keyboard, write: (text: string) => void): LineEditor {
  const screen = Object.assign(Object.create(WriteStream.prototype) as WriteStream, {
    columns: 80,
    on: () => screen,
    write: (chunk: Buffer | string) => {
      write(chunk.toString());
      return true;
    },
  });
  return new LineEditor({ keyboard, screen, canEdit: true, history: [], complete: () => Promise.resolve([[], '']) });
}

describe('a line is asked for', () => {
  it('when the terminal no longer shows keys by itself: the prompt is seen after that', () => {
    const happened: string[] = [];
    const keyboard = Object.assign(new PassThrough(), {
      isTTY: true,
      setRawMode: (mode: boolean) => happened.push(mode ? 'raw' : 'as it was'),
    });
    const editor = openEditor(keyboard, (text) => happened.push(...(text.includes('> ') ? ['prompt'] : [])));
    void editor.read('> ');
    editor.close();
    expect(happened.slice(0, happened.indexOf('prompt') + 1)).toEqual(['raw', 'prompt']);
  });
});

it('a line goes on where the shell was stopped by Ctrl-Z and is called back', async () => {
  const stopped = jest.spyOn(process, 'kill').mockReturnValue(true);
  const keyboard = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const written: string[] = [];
  const editor = openEditor(keyboard, (text) => written.push(text));
  const line = editor.read('> ');
  keyboard.write('SELECT\u001a');
  await new Promise(setImmediate);
  expect(stopped).toHaveBeenCalledWith(process.pid, 'SIGTSTP');
  written.length = 0;
  process.emit('SIGCONT');
  const [before = '', after] = written.join('').split('\u001b[?2004h');
  expect([before, after]).toEqual(['', expect.stringContaining('> SELECT')]);
  keyboard.write(' 1;\r');
  expect(await line).toEqual({ kind: 'line', text: 'SELECT 1;' });
  stopped.mockRestore();
  editor.close();
});
