import { shellNights } from './nights';
import { readRecording, record, recordingNames } from './recordings';
import { withShell } from './run-recording';

/* tsx test/cli/shell/record.ts [NAME...]: writes the screens of recordings anew, of all or of those that are named. */
void (async () => {
  const nights = await shellNights();
  const [, , ...names] = process.argv;
  for (const name of names.length > 0 ? names : recordingNames()) {
    const recording = readRecording(name);
    await withShell(recording, nights, (run) => record(recording, run, nights.folder));
  }
  nights.remove();
})();
