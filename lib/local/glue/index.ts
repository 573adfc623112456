export { filesChange, filesRecord, type FilesRecord } from './files-record';
export { glueAdapters } from './adapters';
export { CatalogError } from './catalog-files';
export { Catalog, type CatalogPartition, type CatalogTable } from './catalog';
