// Jest's runtime of a suite. It takes large packages as Node.js loads them, once for a process in which many suites run,
// and not once for each suite; files of this repository are loaded anew for each suite, as ever.
'use strict';
const { createRequire } = require('node:module');
const { default: Runtime } = require('jest-runtime');

/**
 * Packages that keep nothing of a suite, and read no variable of the environment that a suite sets: AWS's SDK does. What
 * they make is of another realm: `instanceof Error` is false for what they throw, toStrictEqual sees other classes.
 */
const SHARED =
  /^(@aws-cdk\/aws-glue-alpha|@duckdb\/node-api|aws-cdk-lib|cdk-nag|constructs|jsonata|typescript|vega|vega-lite|zod)(\/|$)/;

module.exports = class SuiteRuntime extends Runtime {
  /** Comes after mocks: a package that is mocked does not come here. */
  requireModule(from, moduleName, options, isRequireActual) {
    return typeof moduleName === 'string' && SHARED.test(moduleName)
      ? createRequire(from)(moduleName)
      : super.requireModule(from, moduleName, options, isRequireActual);
  }
};
