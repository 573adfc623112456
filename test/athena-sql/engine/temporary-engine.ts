import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine } from '../../../lib/athena-sql/engine';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';

/** An engine that a suite has, and the folder whose files it may read. */
export interface TemporaryEngine {
  readonly root: string;
  /** A folder in it, for the files of tables. */
  readonly bucket: string;
  /** From the first beforeAll on. */
  readonly engine: Engine;
}

/** Opens an engine before the tests of a suite, and removes it with its folder after them. One thread has less to start than two. */
export function temporaryEngine(name: string): TemporaryEngine {
  const root = mkdtempSync(join(tmpdir(), `${name}-`));
  const bucket = join(root, 'bucket');
  mkdirSync(bucket);
  let engine: Engine | undefined;
  beforeAll(async () => {
    engine = await Engine.open({ root: absoluteFolder(root), threads: 1 });
  });
  afterAll(async () => {
    await engine?.close();
    rmSync(root, { recursive: true });
  });
  return {
    root,
    bucket,
    get engine() {
      if (!engine) throw new Error('the engine of a suite is open from its first beforeAll on');
      return engine;
    },
  };
}
