export { glueAdapters } from './adapters';
export { Catalog, type CatalogPartition, type CatalogTable } from './catalog';
