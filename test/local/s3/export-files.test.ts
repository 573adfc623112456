import { randomFillSync } from 'node:crypto';
import { exportLayout, formatManifestFiles, type ManifestFile, md5Base64 } from '../../../lib/export';
import { verifyStoredExport } from '../../../lib/local/s3';
import { EXPORT_ID } from '../../export/sample-export';
import { temporaryStore } from './temporary-store';

describe('the byte check of an export in the store', () => {
  it('is the same for a large export, which workers read', async () => {
    const store = await temporaryStore();
    const layout = exportLayout('export', EXPORT_ID);
    const body = randomFillSync(Buffer.alloc(12 * 1024 * 1024));
    const files: ManifestFile[] = [];
    for (const name of ['a', 'b', 'c']) {
      const dataFileS3Key = `${layout.dataFolder}${name}.json.gz`;
      await store.put('bucket', dataFileS3Key, body);
      files.push({ itemCount: 1, md5Checksum: md5Base64(name === 'b' ? 'other' : body), dataFileS3Key });
    }
    await store.put('bucket', layout.manifestFiles, formatManifestFiles(files));
    let last: number[] = [];
    const result = await verifyStoredExport(store, 'bucket', layout, (...progress) => (last = progress));
    expect(result).toMatchObject({
      findings: [
        { check: 'manifest_unusable', file: layout.manifestSummary },
        { check: 'file_changed', file: `${layout.dataFolder}b.json.gz`, found: `md5 ${md5Base64(body)}` },
      ],
      files: 3,
      bytes: 3 * body.byteLength,
    });
    expect(last).toEqual([3 * body.byteLength, 3 * body.byteLength]);
  });
});
