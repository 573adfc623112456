import type { PublishedNights } from '../../target/published-nights';
import { shellNights } from './nights';
import { mask, play, readRecording, readScreen, recordingNames } from './recordings';
import { withShell } from './run-recording';

// Processes take a while to start on a busy machine.
jest.setTimeout(240_000);

let nights: PublishedNights;

beforeAll(async () => {
  nights = await shellNights();
});

afterAll(() => {
  nights.remove();
});

describe('the shell on a terminal', () => {
  it.each(recordingNames())('%s: has the screens that were recorded', async (name) => {
    const recording = readRecording(name);
    await withShell(recording, nights, (run) =>
      play(recording, run, async (step) => {
        const expected = readScreen(recording, step);
        const screen = await run.until((there) => mask(there, nights.folder) === expected);
        const { text = 'at first' } = recording.steps[step - 1] ?? {};
        expect({ text, screen: mask(screen, nights.folder) }).toEqual({ text, screen: expected });
      }),
    );
  });
});
