/** Key prefix of the exports that the system makes; every table has one of its own below it. */
export const EXPORT_PREFIX = 'export';

/** Key prefix of the copies of the exports' lists of data files. */
export const MANIFEST_PREFIX = 'manifests';

/** Key prefix of the Parquet files of columnar nights. */
export const COLUMNAR_PREFIX = 'columnar';

/** Key prefix of the results of Athena's queries. */
export const RESULT_PREFIX = 'query-results';
