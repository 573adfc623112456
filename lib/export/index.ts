export { md5Base64, md5OfStream, multipartEtag } from './checksum';
export {
  checksumKeys,
  exportArn,
  exportLayout,
  incrementalLayout,
  isExportId,
  layoutOfKey,
  layoutOfSharedData,
  newDataFileKey,
  newExportId,
  parentFolder,
  parseExportArn,
  startTimeOf,
  withSharedData,
  type ExportLayout,
} from './layout';
export {
  INSPECTION_CHECKS,
  inspectExport,
  type ExportInspector,
  type Inspection,
  type InspectionFinding,
} from './inspect';
export { openGunzip, PIECE_BYTES } from './gunzip';
export { changeLine, exportLine, type Item, type ItemChangeRecord } from './line';
export { parseExportLine } from './parse-line';
export { formatManifestFiles, parseManifestFiles, type ManifestFile } from './manifest-files';
export {
  findChangedManifests,
  verifyExport,
  type ByteCheck,
  type ExportReader,
  type VerificationFinding,
  type Verification,
  type VerifyOptions,
} from './verify';
export { s3Location } from './s3-location';
export {
  LEAST_BILLED_BYTES,
  writeExport,
  writeIncrement,
  type ExportWriter,
  type WrittenExport,
  type WrittenIncrement,
} from './write';
