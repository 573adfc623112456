import { formatManifestSummary, type ManifestSummary, parseManifestSummary } from '../../lib/night';

// Field by field as in AWS's own example of a full export; the key holds the prefix, as in recorded ones.
const EXAMPLE =
  '{"version":"2020-06-30","exportArn":"arn:aws:dynamodb:us-east-1:123456789012:table/ProductCatalog/export/01234567890123-a1b2c3d4",' +
  '"startTime":"2020-11-04T07:28:34.028Z","endTime":"2020-11-04T07:33:43.897Z",' +
  '"tableArn":"arn:aws:dynamodb:us-east-1:123456789012:table/ProductCatalog","tableId":"12345a12-3b45-6789-c012-d3e45a123456",' +
  '"exportTime":"2020-11-04T07:28:34.028Z","s3Bucket":"ddb-productcatalog-export","s3Prefix":"2020-Nov","s3SseAlgorithm":"AES256",' +
  '"s3SseKmsKeyId":null,"manifestFilesS3Key":"2020-Nov/AWSDynamoDB/01234567890123-a1b2c3d4/manifest-files.json",' +
  '"billedSizeBytes":0,"itemCount":8,"outputFormat":"DYNAMODB_JSON"}';

const FILE = 'export/manifest-summary.json';
const changeExample = (change: object): string =>
  JSON.stringify({ ...(JSON.parse(EXAMPLE) as ManifestSummary), ...change });

describe('manifest-summary.json', () => {
  it('is read and written as AWS writes it', () => {
    expect(formatManifestSummary(parseManifestSummary(EXAMPLE, FILE))).toBe(EXAMPLE);
  });

  it('may have fields that are not known, and no prefix', () => {
    const summary = parseManifestSummary(
      changeExample({ s3Prefix: null, exportType: 'FULL_EXPORT', later: [1] }),
      FILE,
    );
    expect(summary).not.toHaveProperty('later');
    expect(formatManifestSummary(summary)).toContain('"s3Prefix":null');
  });

  it('may be of a night in the future, which a virtual clock is at, but for a reader that tells the time', () => {
    const [future, now] = [
      changeExample({ exportTime: '2099-01-01T00:00:00.000Z' }),
      Date.parse('2026-01-01T00:00:00Z'),
    ];
    expect(parseManifestSummary(future, FILE).exportTime).toBe('2099-01-01T00:00:00.000Z');
    expect(() => parseManifestSummary(future, FILE, { now })).toThrow(
      expect.objectContaining({ name: 'Manifest.FutureTime' }) as Error,
    );
  });

  it('may be of the newer version if it says that it is a full export', () => {
    const text = changeExample({ version: '2023-08-01', exportType: 'FULL_EXPORT' });
    expect(parseManifestSummary(text, FILE).itemCount).toBe(8);
  });

  it.each([
    ['Manifest.Missing', undefined, 'no such file'],
    ['Manifest.NotJson', '{"version":', '{"version":'],
    ['Manifest.NotJson', '', 'an empty text'],
    ['Manifest.NotJson', '[]', '[]'],
    ['Manifest.Incremental', changeExample({ exportType: 'INCREMENTAL_EXPORT' }), 'INCREMENTAL_EXPORT'],
    ['Manifest.Incremental', changeExample({ version: '2023-08-01' }), 'INCREMENTAL_EXPORT'],
    ['Manifest.UnsupportedVersion', changeExample({ version: '2031-01-01' }), '2031-01-01'],
    ['Manifest.UnsupportedFormat', changeExample({ outputFormat: 'ION' }), 'ION'],
    ['Manifest.Incomplete', changeExample({ itemCount: undefined }), 'itemCount'],
    ['Manifest.Incomplete', changeExample({ itemCount: -1 }), 'itemCount'],
    ['Manifest.Incomplete', '{}', 'version'],
  ])('is refused as %s', (name, text, found) => {
    const parse = (): unknown => parseManifestSummary(text, FILE);
    expect(parse).toThrow(
      expect.objectContaining({
        name,
        file: FILE,
        found: expect.stringContaining(found) as string,
        expected: expect.any(String) as string,
        remedy: expect.any(String) as string,
      }) as Error,
    );
    expect(parse).toThrow(found);
  });
});
