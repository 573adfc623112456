import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '../../lib/asl';
import { parseConfig, type Table } from '../../lib/config';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import * as wholeFile from '../../lib/files/whole-file';
import { LocalSystem } from '../../lib/local/system';
import { countingRandom } from '../export/sample-export';
import { nightOfItems } from './night-of-items';

jest.mock('../../lib/files/whole-file', () => {
  const actual = jest.requireActual<typeof wholeFile>('../../lib/files/whole-file');
  return { ...actual, replaceFile: jest.fn(actual.replaceFile) };
});

const folder = absoluteFolder(mkdtempSync(join(tmpdir(), 'catalog-writes-')));
let system: LocalSystem;

afterAll(async () => {
  await system.close();
  rmSync(folder, { recursive: true });
});

it('writes as many files of the catalog in a night, and as many bytes, however many nights there are', async () => {
  const config = parseConfig({ tables: [{ name: 'orders', partitionKey: { name: 'id', type: 'S' } }] });
  const [table] = config.tables as [Table];
  const tableArn = `arn:aws:dynamodb:${config.region}:000000000000:table/orders`;
  const clock = new VirtualClock(Date.UTC(2026, 0, 31));
  system = await LocalSystem.open({ folder, config, table, tableArn, clock, random: countingRandom() });
  const write = jest.mocked(wholeFile.replaceFile);
  const written: { files: number; bytes: number }[] = [];
  for (let day = 1; day <= 12; day++) {
    write.mockClear();
    const date = `2026-01-${String(day).padStart(2, '0')}`;
    const { status, cause } = await nightOfItems(system, tableArn, date, [{ id: { S: 'one' } }]);
    expect([status, cause]).toEqual(['SUCCEEDED', undefined]);
    const catalog = write.mock.calls.filter(([file]) => file.startsWith(join(folder, 'catalog')));
    written.push({ files: catalog.length, bytes: catalog.reduce((sum, [, text]) => sum + text.length, 0) });
  }
  const [, second] = written;
  expect(second?.files).toBeGreaterThan(0);
  expect(written[11]).toEqual(second);
});
