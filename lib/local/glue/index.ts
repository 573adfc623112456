export { filesChange, filesRecord, type FilesRecord } from './files-record';
export { glueAdapters } from './adapters';
export { CatalogError } from './catalog-storage';
export { Catalog } from './catalog';
export type { CatalogPartition, CatalogTable } from './catalog-storage';
