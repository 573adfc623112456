// The files of dist/, which the program is run from and the tests load it from.
'use strict';
const { readFileSync, statSync } = require('node:fs');
const { join, relative } = require('node:path');

const ROOT = join(__dirname, '../..');
const DIST = join(ROOT, 'dist');

/** What dist/ is made of. */
const SOURCE = /^(lib|infra)[\\/].*\.ts$/;

/** Where the names of other files stand in a file of dist/, of those that are loaded later as well. */
const NAMES = /\brequire\("([^"]+)"\)/g;

/** The file of dist/ that is made of a source. @returns undefined for another file */
function builtFrom(source) {
  const path = relative(ROOT, source);
  return SOURCE.test(path) ? join(DIST, path.replace(/ts$/, 'js')) : undefined;
}

const known = new Map();

/** The names that a file of dist/ requires. */
function namesIn(built) {
  let names = known.get(built);
  if (names === undefined) {
    names = [...readFileSync(built, 'utf8').matchAll(NAMES)].map(([, name]) => name);
    known.set(built, names);
  }
  return names;
}

/** How often dist/ was seen to be new, as it is in one process where Jest watches. */
let builds = 0;
let time;

/** Forgets what was loaded from a dist/ that another one is in the place of. @returns whether it was another one */
function forgetOldBuild() {
  const { mtimeMs } = statSync(DIST);
  if (mtimeMs === time) return false;
  time = mtimeMs;
  builds++;
  known.clear();
  for (const path of Object.keys(require.cache)) if (path.startsWith(DIST)) Reflect.deleteProperty(require.cache, path);
  return true;
}

/** The source map of a file of dist/, by a path that is another one for each build: Jest reads no path twice. @returns undefined for another file */
function mapOf(path) {
  return path.startsWith(DIST) ? `${DIST}${'/.'.repeat(builds)}${path.slice(DIST.length)}.map` : undefined;
}

module.exports = { builtFrom, forgetOldBuild, mapOf, namesIn };
