import { execFileSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportLayout, formatManifestFiles, md5Base64, type ManifestFile } from '../lib/export';
import { inspectExportFolder } from '../lib/local/s3';
import type { Print } from './print';

const FILES = 60;
const FILE_BYTES = 12 * 1024 * 1024;
const ROUNDS = 5;

/** What `verify` reads in a second, and what `md5sum` does on the same files with as many processes as there are cores. */
export async function verify(_items: number, { line: print }: Print): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'export-to-athena-bench-'));
  try {
    const layout = exportLayout(undefined, '01693685827463-2d8752fd');
    const folder = join(root, layout.exportId);
    mkdirSync(join(folder, 'data'), { recursive: true });
    writeFileSync(join(folder, 'manifest-files.json'), formatManifestFiles(dataFiles(folder, layout.dataFolder)));
    const cores = availableParallelism();
    const rounds: { readonly md5sum: number; readonly verify: number }[] = [];
    // In turns, so that both meet what else the machine does; the first turn only fills the page cache.
    for (let round = 0; round <= ROUNDS; round++) {
      const times = {
        md5sum: await seconds(() => {
          md5sum(folder, cores);
        }),
        verify: await seconds(() => verifyFolder(folder)),
      };
      if (round > 0) rounds.push(times);
    }
    const [sums, verifies] = [median(rounds.map((r) => r.md5sum)), median(rounds.map((r) => r.verify))];
    const formatSpeed = (time: number) => `${((FILES * FILE_BYTES) / 1e6 / time).toFixed(0).padStart(6)} MB/s`;
    print(`Bytes of an export against its manifest: ${FILES} files, ${(FILES * FILE_BYTES) / 1e6} MB, ${cores} cores`);
    print(`  xargs -P${cores} md5sum  ${formatSpeed(sums)}`);
    print(
      `  verify           ${formatSpeed(verifies)}   ${((sums / verifies) * 100).toFixed(0)} % of md5sum (at least 80 %)`,
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}

function dataFiles(folder: string, dataFolder: string): ManifestFile[] {
  const body = Buffer.alloc(FILE_BYTES);
  return Array.from({ length: FILES }, (_, index) => {
    const name = `${String(index).padStart(26, 'a')}.json.gz`;
    writeFileSync(join(folder, 'data', name), randomFillSync(body));
    return { itemCount: 1, md5Checksum: md5Base64(body), dataFileS3Key: dataFolder + name };
  });
}

function md5sum(folder: string, processes: number): void {
  const command = `printf '%s\\0' data/* | xargs -0 -P${processes} -n${Math.ceil(FILES / processes / 5)} md5sum`;
  execFileSync('sh', ['-c', command], { cwd: folder, stdio: 'ignore' });
}

/** The files are no gzip and there is no summary; the md5 of each has to be right all the same. */
async function verifyFolder(folder: string): Promise<void> {
  const { findings } = await inspectExportFolder(folder, () => undefined);
  const wrong = findings.filter(({ check }) => check !== 'manifest_unusable');
  if (wrong.length > 0) throw new Error(`verify found ${JSON.stringify(wrong[0])}`);
}

async function seconds(work: () => void | Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
