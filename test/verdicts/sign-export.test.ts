import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { signExport } from './sign-export';

const GOOD = join(__dirname, '../fixtures/exports/good/export');
const EXPORT = 'AWSDynamoDB/01769799600000-19999999';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signed-'));
  cpSync(GOOD, folder, { recursive: true });
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The files below a folder, in their order, with what is in them. */
const read = (root: string) =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => ({ name, text: readFileSync(join(parentPath, name), 'base64') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

describe('an export that is signed', () => {
  it('is as it was where nothing was changed', () => {
    signExport(folder);
    expect(read(folder)).toEqual(read(GOOD));
  });

  it('has other checksums where a data file was changed, and the same counts', () => {
    const name = 'i6hdxjzeg74i7dx6fi6g4u2jjn.json.gz';
    writeFileSync(join(folder, EXPORT, 'data', name), gzipSync('{"Item":{}}\n'));
    signExport(folder);
    const good = read(GOOD);
    const changed = read(folder).filter(({ text }, index) => text !== good[index]?.text);
    expect(changed.map((file) => file.name)).toEqual([name, 'manifest-files.json', 'manifest-files.md5']);
    const counts = (root: string) =>
      readFileSync(join(root, EXPORT, 'manifest-files.json'), 'utf8').match(/"itemCount":\d/g);
    expect(counts(folder)).toEqual(counts(GOOD));
  });
});
