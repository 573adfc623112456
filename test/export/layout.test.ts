import {
  checksumKeys,
  exportArn,
  exportLayout,
  isExportId,
  layoutOfKey,
  newDataFileKey,
  newExportId,
  parseExportArn,
  startTimeOf,
} from '../../lib/export';
import { EXPORT_ID, TABLE_ARN } from './sample-export';

describe('an ExportId', () => {
  it('is 0, the start in milliseconds, and 8 hex digits', () => {
    expect(newExportId(1693685827463, () => 0x2d8752fd / 2 ** 32)).toBe(EXPORT_ID);
    expect(newExportId(1693685827463, () => 0)).toBe('01693685827463-00000000');
    expect(isExportId(EXPORT_ID)).toBe(true);
    expect(isExportId('data')).toBe(false);
  });

  it('tells when the export started', () => {
    expect(startTimeOf(EXPORT_ID)).toBe(1693685827463);
    expect(startTimeOf('my-export')).toBeUndefined();
  });

  it('is the last part of the ExportArn', () => {
    const arn = exportArn(TABLE_ARN, EXPORT_ID);
    expect(arn).toBe(`${TABLE_ARN}/export/${EXPORT_ID}`);
    expect(parseExportArn(arn)).toEqual({ tableArn: TABLE_ARN, exportId: EXPORT_ID });
    expect(parseExportArn(TABLE_ARN)).toBeUndefined();
  });
});

describe('the layout of an export', () => {
  it.each([
    ['export', 'export/'],
    ['a/b', 'a/b/'],
    ['a/b/', 'a/b/'],
    ['', ''],
    [undefined, ''],
  ])('lies under the prefix %j', (prefix, parent) => {
    const folder = `${parent}AWSDynamoDB/${EXPORT_ID}/`;
    expect(exportLayout(prefix, EXPORT_ID)).toEqual({
      exportId: EXPORT_ID,
      folder,
      started: `${folder}_started`,
      manifestSummary: `${folder}manifest-summary.json`,
      manifestFiles: `${folder}manifest-files.json`,
      dataFolder: `${folder}data/`,
    });
  });

  it.each([undefined, 'foo', 'foo/AWSDynamoDB', 'a//b'])('is found again from its keys (prefix %j)', (prefix) => {
    const layout = exportLayout(prefix, EXPORT_ID);
    expect(layoutOfKey(layout.manifestSummary)).toEqual(layout);
    expect(layoutOfKey(`${layout.dataFolder}abc.json.gz`)).toEqual(layout);
  });

  it('is not found from a key elsewhere', () => {
    expect(layoutOfKey('export/manifest-summary.json')).toBeUndefined();
    expect(layoutOfKey(`notAWSDynamoDB/${EXPORT_ID}/manifest-summary.json`)).toBeUndefined();
  });

  it('names data files with 26 random characters', () => {
    const key = newDataFileKey(exportLayout('export', EXPORT_ID), () => 0.5);
    expect(key).toMatch(/^export\/AWSDynamoDB\/01693685827463-2d8752fd\/data\/[a-z2-7]{26}\.json\.gz$/);
  });

  it('knows both names of a checksum file', () => {
    expect(checksumKeys('x/manifest-files.json')).toEqual(['x/manifest-files.md5', 'x/manifest-files.checksum']);
  });
});
