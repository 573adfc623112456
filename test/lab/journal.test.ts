import { spawnSync } from 'node:child_process';

/** The emulator itself needs what the lab installs; of what it makes exports, the journal of writes, Python alone is needed. */
it('the journal of the emulator gives the state of any instant and the changes of any window', () => {
  const { status, stderr } = spawnSync('python3', ['-B', '-m', 'unittest', 'test_journal'], {
    cwd: __dirname,
    encoding: 'utf8',
  });
  // unittest tells on the error stream which test failed, and how many there were
  expect(stderr).toMatch(/^Ran 17 tests in /m);
  expect(stderr).toMatch(/^OK$/m);
  expect(status).toBe(0);
});
