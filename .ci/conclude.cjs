// The last lines of .ci/run: what failed, then how many tests passed and how much failed.
'use strict';
const { existsSync, readFileSync } = require('node:fs');
const { relative } = require('node:path');

/** Lines of a failure's own words: most of a screen that was not as expected. */
const LONGEST = 60;

/**
 * @param folder the repository
 * @param results what Jest has written of the runs that came so far, by the file
 * @param failed the command of each part that failed, and its exit status
 * @returns lines, the last of which counts: each failed test, each suite that did not run, and each part without either
 */
function conclude(folder, results, failed) {
  const passed = Object.values(results).reduce((sum, { numPassedTests }) => sum + numPassedTests, 0);
  const parts = failed.map(({ command, status }) => {
    const [, file] = /--outputFile=(\S+)/.exec(command) ?? [];
    const lines = results[file]?.testResults.flatMap((suite) => failuresOf(suite, folder)) ?? [];
    const why =
      file === undefined || lines.length > 0 ? '' : file in results ? ', all its tests passed' : ', no results';
    return {
      lines: [`failed: ${command.replace(/ -- --json .*/, '')} (exit ${status})${why}`, ...lines],
      count: lines.length || 1,
    };
  });
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  return [...parts.flatMap(({ lines }) => lines), `${passed} passed, ${count} failed`];
}

/** A text for each failed test of a suite, or one where the suite itself did not run. */
function failuresOf({ name, status, message, assertionResults }, folder) {
  const suite = relative(folder, name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length > 0)
    return failed.map(({ fullName, failureMessages }) =>
      [`  ${suite}: ${fullName}`, ...beginningOf(failureMessages?.[0] ?? '')].join('\n'),
    );
  return status === 'failed' ? [`  ${suite} did not run: ${reasonIn(message)}`] : [];
}

/** What a test says of its failure, as far as it is no trace; without colours. */
function beginningOf(message) {
  // eslint-disable-next-line no-control-regex -- ECMA-48: SGR
  const lines = message.replaceAll(/\u001b\[[\d;]*m/g, '').split('\n');
  const trace = lines.findIndex((line) => /^ +at /.test(line));
  const said = (trace < 0 ? lines : lines.slice(0, trace)).filter((line) => line.trim() !== '');
  return said.slice(0, LONGEST).map((line) => `    ${line}`);
}

/** Of Jest's message the first line that is no heading. */
function reasonIn(message) {
  const lines = message.split('\n').map((line) => line.trim());
  return lines.find((line) => line !== '' && !line.startsWith('●')) ?? 'Jest does not say why';
}

module.exports = { conclude };

if (require.main === module) {
  const [files, ...rest] = process.argv.slice(2);
  const written = files.split(' ').filter((file) => existsSync(file));
  const results = Object.fromEntries(written.map((file) => [file, JSON.parse(readFileSync(file, 'utf8'))]));
  const failed = [];
  for (let at = 0; at < rest.length; at += 2) failed.push({ command: rest[at], status: rest[at + 1] });
  console.log(conclude(process.cwd(), results, failed).join('\n'));
  process.exitCode = failed.length === 0 ? 0 : 1;
}
