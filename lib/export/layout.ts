/**
 * Names of an export's files. Facts: AWS, "DynamoDB table export output format"; ids and keys of recorded exports.
 *
 * An export's folder is `<prefix>/AWSDynamoDB/<ExportId>/`. Keys that AWS answers with (`ExportManifest`, both
 * manifests) hold the prefix already, so the functions here that take a key never add one.
 */

/** Where the files of one export lie. Every member is a whole object key; folders end with `/`. */
export interface ExportLayout {
  readonly exportId: string;
  readonly folder: string;
  readonly started: string;
  readonly manifestSummary: string;
  readonly manifestFiles: string;
  readonly dataFolder: string;
}

const EXPORT_ID = /^0(\d{13})-[0-9a-f]{8}$/;
const EXPORT_ARN = /^(arn:[^:]+:dynamodb:[^:]+:\d+:table\/[^/]+)\/export\/([^/]+)$/;
const EXPORT_FILE = /^((?:.*\/)?AWSDynamoDB\/([^/]+)\/)(?:data\/)?[^/]*$/;
const SHARED_DATA = /^((?:.*\/)?AWSDynamoDB\/)data\/$/;
const FILE_NAME_ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const FILE_NAME_LENGTH = 26;

/** Whether a text has the form of an ExportId: `0`, the start in milliseconds, `-`, 8 hex digits. */
export function isExportId(text: string): boolean {
  return EXPORT_ID.test(text);
}

/**
 * The ExportId of an export that starts at this time. Ids sort by time.
 *
 * @param startTime milliseconds since 1970
 * @param random numbers in [0, 1), as Math.random gives them
 */
export function newExportId(startTime: number, random: () => number): string {
  const suffix = Math.floor(random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
  return `0${String(startTime).padStart(13, '0')}-${suffix}`;
}

/** When the export started, in milliseconds since 1970; undefined if the text is no ExportId. */
export function startTimeOf(exportId: string): number | undefined {
  const milliseconds = EXPORT_ID.exec(exportId)?.[1];
  return milliseconds === undefined ? undefined : Number(milliseconds);
}

/** The ARN of an export of a table. */
export function exportArn(tableArn: string, exportId: string): string {
  return `${tableArn}/export/${exportId}`;
}

/** Table and ExportId of an ExportArn; undefined for any other ARN, a table's for example. */
export function parseExportArn(arn: string): { readonly tableArn: string; readonly exportId: string } | undefined {
  const [, tableArn, exportId] = EXPORT_ARN.exec(arn) ?? [];
  return tableArn === undefined || exportId === undefined ? undefined : { tableArn, exportId };
}

/**
 * The files of an export that is asked for with this `S3Prefix`.
 *
 * @param prefix as in the request; undefined or empty for none
 */
export function exportLayout(prefix: string | undefined, exportId: string): ExportLayout {
  const parent = !prefix || prefix.endsWith('/') ? (prefix ?? '') : `${prefix}/`;
  return layoutIn(`${parent}AWSDynamoDB/${exportId}/`, exportId);
}

/**
 * The files of an incremental export: manifests in its own folder, data files in `<prefix>/AWSDynamoDB/data/`, which all
 * incremental exports of this prefix share.
 */
export function incrementalLayout(prefix: string | undefined, exportId: string): ExportLayout {
  return withSharedData(exportLayout(prefix, exportId));
}

/** An export's files where its data files lie in the folder that incremental exports share. */
export function withSharedData(layout: ExportLayout): ExportLayout {
  return { ...layout, dataFolder: `${parentFolder(layout)}data/` };
}

/** The folder `AWSDynamoDB/` that an export's own folder lies in. */
export function parentFolder({ folder, exportId }: ExportLayout): string {
  return folder.slice(0, -`${exportId}/`.length);
}

/**
 * The files of an incremental export by the folder that its data files lie in.
 *
 * @param dataFolder ends with `AWSDynamoDB/data/`
 * @returns undefined for another folder
 */
export function layoutOfSharedData(dataFolder: string, exportId: string): ExportLayout | undefined {
  const [, parent] = SHARED_DATA.exec(dataFolder) ?? [];
  return parent === undefined ? undefined : withSharedData(layoutIn(`${parent}${exportId}/`, exportId));
}

/**
 * The files of the export that a key belongs to, such as `ExportManifest` or a manifest's `dataFileS3Key`.
 *
 * @returns undefined if the key is not in an export's folder
 */
export function layoutOfKey(key: string): ExportLayout | undefined {
  const [, folder, exportId] = EXPORT_FILE.exec(key) ?? [];
  return folder === undefined || exportId === undefined ? undefined : layoutIn(folder, exportId);
}

function layoutIn(folder: string, exportId: string): ExportLayout {
  return {
    exportId,
    folder,
    started: `${folder}_started`,
    manifestSummary: `${folder}manifest-summary.json`,
    manifestFiles: `${folder}manifest-files.json`,
    dataFolder: `${folder}data/`,
  };
}

/** Keys that may hold a manifest's md5: real exports have `.md5`, AWS's page says `.checksum`. */
export function checksumKeys(manifestKey: string): readonly [md5: string, checksum: string] {
  const stem = manifestKey.replace(/\.json$/, '');
  return [`${stem}.md5`, `${stem}.checksum`];
}

/**
 * Key of a new data file, with 26 random characters as AWS names them.
 *
 * @param random numbers in [0, 1), as Math.random gives them
 */
export function newDataFileKey(layout: ExportLayout, random: () => number): string {
  const name = Array.from({ length: FILE_NAME_LENGTH }, () =>
    FILE_NAME_ALPHABET.charAt(Math.floor(random() * FILE_NAME_ALPHABET.length)),
  ).join('');
  return `${layout.dataFolder}${name}.json.gz`;
}
