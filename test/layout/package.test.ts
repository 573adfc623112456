import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { exports as entries, files, main, types, typesVersions } from '../../package.json';

const { namesIn } = jest.requireActual<{ namesIn: (built: string) => readonly string[] }>('../run/built-files.cjs');

const DIST = join(__dirname, '../../dist');

/** Of files of dist/: themselves and all that they load, now or later. */
function listReached(built: readonly string[]): Set<string> {
  const reached = new Set(built.map((file) => require.resolve(file)));
  // files that are added on the way are visited as well
  for (const file of reached)
    for (const name of namesIn(file)) if (name.startsWith('.')) reached.add(require.resolve(join(file, '..', name)));
  return reached;
}

/** The folders of lib in which files lie. */
const roomsOf = (built: Iterable<string>): string[] => [
  ...new Set(
    [...built].flatMap((file) => /^lib\/([^/]+)\//.exec(relative(DIST, file).replaceAll(sep, '/'))?.[1] ?? []),
  ),
];

const published = Object.values(entries).flatMap((entry) =>
  typeof entry === 'string' ? [] : [join(DIST, '..', entry.default)],
);
const left = files.flatMap((pattern) => /^!dist\/lib\/(.*)$/.exec(pattern)?.[1] ?? []);

describe('the package', () => {
  it('is found by compilers that know no exports ("moduleResolution": "node", of older apps), with the same types', () => {
    const { '.': own, './package.json': _, ...others } = entries;
    expect({ main, types }).toEqual({ main: own.default, types: own.types });
    const named = Object.entries(others).map(([name, entry]) => [name.replace('./', ''), [entry.types]]);
    expect(typesVersions).toEqual({ '*': Object.fromEntries(named) as unknown });
  });

  it('has the rooms of lib that apps load one by one, and the others in the program alone', () => {
    const rooms = readdirSync(join(DIST, 'lib'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect([...roomsOf(listReached(published)), ...left].sort()).toEqual(rooms.map(({ name }) => name).sort());
  });

  it('has the threads of lib beside the program', () => {
    const threads = (folder: string): string[] =>
      readdirSync(join(DIST, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.mjs'))
        .map((file) => file.slice(file.lastIndexOf(sep) + 1))
        .sort();
    expect(threads('program')).toEqual(threads('lib'));
  });
});
