import { COLUMNAR_PREFIX, EXPORT_PREFIX, MANIFEST_PREFIX, RESULT_PREFIX } from './prefixes';
import { describeText } from './setting';

/**
 * A folder of keys without characters that IAM's policies read as wildcards or variables, and without empty parts, which
 * Athena leaves out of a location (Athena: "Specify a table location in Amazon S3").
 */
const FOLDER = /^[A-Za-z0-9_.=+@-]+(\/[A-Za-z0-9_.=+@-]+)*$/;

/** A folder of the bucket that holds exports which the system has not made. */
export const exportPrefix = describeText(
  FOLDER,
  'use a folder of the bucket without / at its ends, such as backups/orders; exports that were made without a prefix are in AWSDynamoDB',
)
  .refine((prefix) => prefix !== EXPORT_PREFIX, {
    error: `holds the exports of all tables; name one folder in it, such as ${EXPORT_PREFIX}/AWSDynamoDB`,
  })
  .refine(
    (prefix) => ![MANIFEST_PREFIX, COLUMNAR_PREFIX, RESULT_PREFIX].some((own) => `${prefix}/`.startsWith(`${own}/`)),
    {
      error: 'is a folder of the system that holds no exports; name the folder that the exports are in',
    },
  );
