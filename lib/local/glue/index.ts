export { glueAdapters } from './adapters';
export { CatalogError } from './catalog-files';
export { Catalog, type CatalogPartition, type CatalogTable } from './catalog';
