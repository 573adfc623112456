import { formatManifestFiles, parseManifestFiles } from '../../lib/export';

const LINE =
  '{"itemCount":8,"md5Checksum":"sQMSpEILNgoQmarvDFonGQ==","etag":"af83d6f217c19b8b0fff8023d8ca4716-1",' +
  '"dataFileS3Key":"2020-Nov/AWSDynamoDB/01693685827463-2d8752fd/data/asdl123dasas.json.gz"}';

describe('manifest-files.json', () => {
  it('is read and written as AWS writes it, a line for each data file', () => {
    const text = `${LINE}\n${LINE.replace('"itemCount":8', '"itemCount":0')}\n`;
    const files = parseManifestFiles(text, 'f');
    expect(files.map((file) => file.itemCount)).toEqual([8, 0]);
    expect(formatManifestFiles(files)).toBe(text);
  });

  it('may lack the last newline and have Windows line ends and blank lines', () => {
    expect(parseManifestFiles(`${LINE}\r\n\n${LINE}`, 'f')).toHaveLength(2);
    expect(parseManifestFiles('', 'f')).toEqual([]);
  });

  it.each([
    ['Manifest.FilesMissing', undefined, 'f', 'no such file'],
    ['Manifest.FilesNotJson', `${LINE}\n\n{"itemCount`, 'f, line 3', '{"itemCount'],
    ['Manifest.FilesIncomplete', '{"itemCount":8}', 'f, line 1', 'md5Checksum'],
    ['Manifest.FilesIncomplete', '8', 'f, line 1', 'line:'],
  ])('is refused as %s, with the line', (name, text, file, found) => {
    expect(() => parseManifestFiles(text, 'f')).toThrow(
      expect.objectContaining({ name, file, found: expect.stringContaining(found) as string }) as Error,
    );
  });
});
