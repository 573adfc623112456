export { md5Base64, md5OfStream, multipartEtag } from './checksum';
export {
  checksumKeys,
  exportArn,
  exportLayout,
  isExportId,
  layoutOfKey,
  newDataFileKey,
  newExportId,
  parseExportArn,
  startTimeOf,
  type ExportLayout,
} from './layout';
export {
  INSPECTION_CHECKS,
  inspectExport,
  type ExportInspector,
  type Inspection,
  type InspectionFinding,
} from './inspect';
export { exportLine, type Item } from './line';
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
export { writeExport, type ExportWriter, type WrittenExport } from './write';
