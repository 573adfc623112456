// Jest's runtime of a suite. The suite and the other files of test/ are loaded anew, as ever. Packages, and lib and infra as
// they are built (dist/), are loaded by Node.js, once for a process in which many suites run: they keep nothing of a suite
// but what they have computed.
'use strict';
const { createRequire, isBuiltin } = require('node:module');
const { compileFunction, constants } = require('node:vm');
const { default: Runtime } = require('jest-runtime');
const { builtFrom, forgetOldBuild, mapOf, namesIn } = require('./built-files.cjs');

/** Of a source: Jest's ids of all files and packages that it can come to load. */
const reached = new Map();

module.exports = class SuiteRuntime extends Runtime {
  constructor(...args) {
    super(...args);
    if (forgetOldBuild()) reached.clear();
    // not in a context, in which every class is another one and each use of a global object goes through a proxy
    this.executor.compile = (source, filename) =>
      compileFunction(source, this.executor.injectedModuleParameters, {
        filename,
        importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      });
  }

  /** Jest has one for a context; here it would stay after the suite. */
  installGetBuiltinModule() {
    // nothing
  }

  getSourceMaps() {
    const maps = super.getSourceMaps();
    return { get: (path) => maps.get(path) ?? mapOf(path), [Symbol.iterator]: () => maps[Symbol.iterator]() };
  }

  /** Jest's own: its state of a suite is new, what it is made of is not. */
  requireInternalModule(from, moduleName) {
    return moduleName === undefined ? super.requireInternalModule(from) : createRequire(from)(moduleName);
  }

  /** Comes after mocks: what is mocked does not come here. */
  requireModule(from, moduleName, options, isRequireActual) {
    const loadAnew = () => super.requireModule(from, moduleName, options, isRequireActual);
    if (moduleName === undefined || options?.isInternalModule || isBuiltin(moduleName)) return loadAnew();
    if (!/^[./]/.test(moduleName)) return createRequire(from)(moduleName);
    const source = this._resolution.resolveCjs(from, moduleName);
    const built = builtFrom(source);
    return built === undefined || this.comesToMock(source) ? loadAnew() : require(built);
  }

  /** Whether a source comes to load what the suite mocks. It is loaded anew then, and so is all that comes to load it. */
  comesToMock(source) {
    for (const [id, isMocked] of this.mockState.explicitCjsMock)
      if (isMocked && this.reachedFrom(source).has(id)) return true;
    return false;
  }

  reachedFrom(source) {
    let ids = reached.get(source);
    if (ids === undefined) {
      ids = new Set();
      const sources = new Set([source]);
      // sources that are added on the way are visited as well
      for (const file of sources)
        for (const name of namesIn(builtFrom(file))) {
          ids.add(this.mockState.getCjsModuleId(file, name));
          if (!name.startsWith('.')) continue;
          const next = this._resolution.resolveCjs(file, name);
          if (builtFrom(next) !== undefined) sources.add(next);
        }
      reached.set(source, ids);
    }
    return ids;
  }
};
