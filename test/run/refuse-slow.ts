// In the suites of `npm run test:fast`: what the rule of fast-suites.ts misses fails here.
for (const name of ['@duckdb/node-api', 'aws-cdk-lib', 'dynalite', 'node:child_process'])
  jest.doMock(name, () => {
    throw new Error(`a fast suite does not load ${name}: see test/run/fast-suites.ts`);
  });
