export { splitEmptyFiles } from './empty-gzip';
export { storeAdapters } from './adapters';
export {
  findChangedStoredManifests,
  exportWriter,
  inspectExportFolder,
  inspectStoredExport,
  verifyStoredExport,
} from './export-files';
export { readExportedItems } from './exported-items';
export { FileStore, type ObjectHead } from './file-store';
export { ImportError, type ImportErrorName } from './import-error';
export { findExport, findExports, type DownloadedExport } from './find-export';
export { importExport, placeFound, type ImportedExport, type OnPlaced } from './import-export';
export { ListedStore } from './listed-store';
export { orderExports } from './order-exports';
export { StoreError, type StoreErrorCode } from './store-error';
