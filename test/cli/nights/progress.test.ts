import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { VirtualClock, type ExecutionResult, type Json, type ProgressEvent } from '../../../lib/asl';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { placeExport } from '../../../lib/cli/inference/place-export';
import { runNight } from '../../../lib/cli/nights/run-night';
import { parseConfig } from '../../../lib/config';
import { exportWriter, FileStore, findExport } from '../../../lib/local/s3';
import type { LocalSystem } from '../../../lib/local/system';
import { sampleItems, stream, writeSample } from '../../export/sample-export';

describe('on a terminal', () => {
  it('is told how many files of a download are placed', async () => {
    const root = absoluteFolder(mkdtempSync(join(tmpdir(), 'placing-')));
    const store = new FileStore(root);
    await store.createBucket('source');
    await writeSample(exportWriter(store, 'source'), stream(sampleItems(10)));
    const terminal = Object.assign(new PassThrough(), { isTTY: true });
    await placeExport(
      store,
      await findExport(join(root, 'source')),
      'bucket',
      terminal as unknown as NodeJS.WriteStream,
    );
    expect(String(terminal.read())).toMatch(/Placing the export .* 0\/8 files/);
    rmSync(root, { recursive: true });
  });

  it('is told which state of a night takes long, until it has ended', async () => {
    jest.useFakeTimers();
    const { isTTY } = process.stderr;
    process.stderr.isTTY = true;
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const night = (_input: Json, onEvent: (event: ProgressEvent) => void): Promise<ExecutionResult> => {
      onEvent({ kind: 'entered', state: 'validateExport', type: 'Task', time: 0 } as ProgressEvent);
      jest.advanceTimersByTime(2000);
      return Promise.reject(new Error('ended'));
    };
    try {
      const system = { night } as unknown as LocalSystem;
      await expect(runNight(system, parseConfig({}), new VirtualClock(0), {}, () => undefined)).rejects.toThrow(
        'ended',
      );
      expect(write.mock.calls.map(([text]) => text)).toEqual([
        '\r\u001b[KIn validateExport (1 s)',
        '\r\u001b[KIn validateExport (2 s)',
        '\r\u001b[K',
      ]);
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      write.mockRestore();
      process.stderr.isTTY = isTTY;
      jest.useRealTimers();
    }
  });
});
