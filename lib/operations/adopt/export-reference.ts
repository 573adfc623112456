import { isExportId, layoutOfKey, parseExportArn, s3Location, type ExportLayout } from '../../export';
import { isDate } from '../local-date';

/** What a person calls an export. */
export type ExportReference =
  | { readonly kind: 'object'; readonly bucket: string; readonly layout: ExportLayout }
  | { readonly kind: 'place'; readonly bucket: string; readonly folder: string }
  | { readonly kind: 'arn'; readonly exportArn: string; readonly exportId: string }
  | { readonly kind: 'id'; readonly exportId: string }
  | { readonly kind: 'date'; readonly exportDate: string };

/**
 * Parses the reference to an export: `s3://bucket/prefix/AWSDynamoDB/ID/`, an ExportArn, an ExportId, or the date of a
 * published
 * night. Any other location in S3 is accepted, too, and read from S3.
 *
 * @throws Error for anything else
 */
export function exportReference(text: string): ExportReference {
  const place = s3Location(text) ?? s3Location(`${text}/`);
  // A key without a file is the folder; with `data/` or a file at its end it is in the folder.
  const layout = place && (layoutOfKey(place.key) ?? layoutOfKey(`${place.key}/`));
  if (place && layout) return { kind: 'object', bucket: place.bucket, layout };
  if (place) return { kind: 'place', bucket: place.bucket, folder: place.key.replace(/[^/]$/, '$&/') };
  const arn = parseExportArn(text);
  if (arn) return { kind: 'arn', exportArn: text, exportId: arn.exportId };
  if (isExportId(text)) return { kind: 'id', exportId: text };
  if (isDate(text)) return { kind: 'date', exportDate: text };
  throw new Error(
    `${text} is no folder here and no name of an export: give a folder, s3://BUCKET/PREFIX/AWSDynamoDB/ID/, an ExportArn, an ExportId such as 01693467621041-039fcf72, or the date of a published night`,
  );
}
