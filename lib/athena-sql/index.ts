/**
 * Athena's SQL (Trino 476, as Athena engine version 3 speaks it) on DuckDB: a parser, a translator and an engine over local
 * files. For users outside of this project; files of lib import {@link ./dialect} or {@link ./engine}, as this one loads
 * DuckDB. How a statement travels is in docs/dialect.md.
 */
export type * from './syntax/ast';
export { parseStatement } from './syntax/statement';
export * from './dialect';
export * from './engine';
export { absoluteFolder, type AbsoluteFolder } from './engine/absolute-folder';
export type { OnAthena, Place } from './errors';
