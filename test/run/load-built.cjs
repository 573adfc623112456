// For `node --require` in a process of a file of test/: TypeScript is translated as it is loaded, and lib and infra are
// loaded as they are built.
'use strict';
require('tsx/cjs');
const Module = require('node:module');
const { builtFrom } = require('./built-files.cjs');

const resolve = Module._resolveFilename;
Module._resolveFilename = function (...args) {
  const file = resolve.apply(this, args);
  return builtFrom(file) ?? file;
};
