import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { editText } from '../../../lib/cli/shell/edit-text';

describe('a text that a person edits', () => {
  const edit = (editor: string, text: string) => {
    Object.assign(process.env, { VISUAL: '', EDITOR: editor });
    return editText(text);
  };

  it('is what the editor leaves in the file, whose arguments may be in the variable', async () => {
    expect(await edit('perl -pi -e s/1/2/', 'SELECT 1\nFROM t1')).toBe('SELECT 2\nFROM t2');
    process.env.VISUAL = 'perl -pi -e s/1/3/';
    expect(await editText('SELECT 1')).toBe('SELECT 3');
  });

  it('is nothing where the editor changes nothing', async () => {
    expect(await edit('true', 'SELECT 1')).toBeUndefined();
  });

  it('is refused where the editor fails, or is not there', async () => {
    await expect(edit('false', 'SELECT 1')).rejects.toThrow('The editor false ended with 1: nothing is asked');
    await expect(edit('no-such-editor --wait', '')).rejects.toThrow(
      'The editor no-such-editor --wait was not found: set EDITOR to another',
    );
  });

  it('leaves no file', async () => {
    await edit('true', 'SELECT 1');
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('export-to-athena-edit-'))).toEqual([]);
  });
});
