// Jest's filter of `npm run test:fast`, which Jest requires as it is.
'use strict';
require('tsx/cjs');
const { fastSuites } = require('./fast-suites.ts');

module.exports = (suites) => ({ filtered: fastSuites(suites) });
