import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { exportLine, type Item, md5Base64, parseManifestFiles, verifyExport } from '../../lib/export';
import { parseManifestSummary } from '../../lib/night';
import { MemoryBucket } from './memory-bucket';
import { sampleItems, SAMPLE_LAYOUT, stream, writeSample } from './sample-export';

describe('writing an export', () => {
  it('writes _started first, then data, then the manifests with their md5', async () => {
    const bucket = new MemoryBucket();
    const { files } = await writeSample(bucket, stream(sampleItems(5)));
    const { folder } = SAMPLE_LAYOUT;
    expect(bucket.order[0]).toBe(`${folder}_started`);
    expect(bucket.order.slice(1, 4).sort()).toEqual(files.map((file) => file.dataFileS3Key).sort());
    expect(bucket.order.slice(4)).toEqual(
      ['files.json', 'files.md5', 'summary.json', 'summary.md5'].map((name) => `${folder}manifest-${name}`),
    );
    expect(bucket.bytes(`${folder}_started`)).toHaveLength(0);
    expect(await bucket.text(`${folder}manifest-summary.md5`)).toBe(
      md5Base64(bucket.bytes(`${folder}manifest-summary.json`)),
    );
  });

  it('puts each item, once, into the file of its partition', async () => {
    const bucket = new MemoryBucket();
    const items = sampleItems(1001);
    const { files, summary } = await writeSample(bucket, stream(items));
    const lines = files.map((file) => gunzipSync(bucket.bytes(file.dataFileS3Key)).toString());
    expect(lines[0]).toBe(
      items
        .filter((_, id) => id % 2 === 0)
        .map(exportLine)
        .join(''),
    );
    expect(lines[1]).toBe(
      items
        .filter((_, id) => id % 2 === 1)
        .map(exportLine)
        .join(''),
    );
    expect(files.map((file) => file.itemCount)).toEqual([501, 500, 0]);
    expect(summary.itemCount).toBe(1001);
    expect(summary.billedSizeBytes).toBe(Buffer.byteLength(lines.join('')));
  });

  it('writes an empty gzip file for an empty partition', async () => {
    const bucket = new MemoryBucket();
    const { files } = await writeSample(bucket, stream<Item>([]));
    expect(files).toHaveLength(3);
    for (const { dataFileS3Key } of files) expect(gunzipSync(bucket.bytes(dataFileS3Key))).toHaveLength(0);
  });

  it('says in the manifests what it wrote', async () => {
    const bucket = new MemoryBucket();
    const { files, summary } = await writeSample(bucket, stream(sampleItems(10)));
    const { manifestSummary, manifestFiles } = SAMPLE_LAYOUT;
    expect(parseManifestSummary(await bucket.text(manifestSummary), '')).toMatchObject(summary);
    expect(parseManifestFiles(await bucket.text(manifestFiles), '')).toEqual(files);
    expect(summary.manifestFilesS3Key).toBe(manifestFiles);
    expect((await verifyExport(bucket, SAMPLE_LAYOUT)).findings).toEqual([]);
    for (const file of files) expect(file.etag).toMatch(/^[0-9a-f]{32}-1$/);
  });

  it('reads no faster than the files can be stored', async () => {
    let [read, stored, ahead] = [0, 0, 0];
    async function* items(): AsyncGenerator<Item> {
      for (let number = 0; number < 20_000; number++) {
        const random = createHash('sha512').update(String(number)).digest('base64');
        read += 64; // bytes that gzip cannot make smaller
        yield { id: { N: String(number) }, random: { S: random } };
      }
    }
    const slow = (): Writable =>
      new Writable({
        highWaterMark: 1,
        write: (chunk: Buffer, _encoding, done) => {
          ahead = Math.max(ahead, read - stored);
          stored += chunk.byteLength;
          setImmediate(done);
        },
      });
    await writeSample({ put: async () => undefined, createWriteStream: slow }, items());
    expect(read).toBe(1_280_000);
    expect(ahead).toBeLessThan(400_000);
  });

  it('fails with the error of a file that cannot be stored, and gives the others up', async () => {
    const destroyed: string[] = [];
    let [opened, ended] = [0, false];
    async function* items(): AsyncGenerator<Item> {
      try {
        for (let number = 0; ; number++) yield { id: { N: String(number) } };
      } finally {
        ended = true;
      }
    }
    const createWriteStream = (key: string): Writable => {
      const broken = opened++ === 0;
      return new Writable({
        write: (_chunk, _encoding, done) => {
          done(broken ? new Error('disk full') : null);
        },
        destroy: (error, done) => {
          destroyed.push(key);
          done(error);
        },
      });
    };
    await expect(writeSample({ put: async () => undefined, createWriteStream }, items())).rejects.toThrow('disk full');
    expect(destroyed).toHaveLength(3);
    expect(ended).toBe(true);
  });

  it('fails with the error of the items, and leaves no manifest', async () => {
    const bucket = new MemoryBucket();
    async function* items(): AsyncGenerator<Item> {
      yield { id: { N: '1' } };
      throw new Error('table deleted');
    }
    await expect(writeSample(bucket, items())).rejects.toThrow('table deleted');
    expect([...bucket.objects.keys()]).toEqual([SAMPLE_LAYOUT.started]);
  });

  it('fails for a partition that there is no file for', async () => {
    await expect(writeSample(new MemoryBucket(), stream<Item>([{ id: { N: 'x' } }]))).rejects.toThrow(
      'partitionOf gave NaN',
    );
  });
});
