import { type FileStore, findChangedStoredManifests, type ImportedExport } from '../../local/s3';

/**
 * What is odd about the manifests of a downloaded export and does not keep a night from being published: one line for each
 * manifest whose md5 is not that of its own checksum file.
 */
export async function manifestWarnings(
  store: FileStore,
  { bucket, layout }: Pick<ImportedExport, 'bucket' | 'layout'>,
): Promise<string[]> {
  const changed = await findChangedStoredManifests(store, bucket, layout);
  return changed.map(
    ({ check, file, expected, found }) =>
      `Warning: ${check}: ${file.slice(file.lastIndexOf('/') + 1)} was changed after DynamoDB wrote it: ` +
      `its own checksum file has ${expected}, it has ${found}. No night is refused for that: on AWS nothing reads this checksum.`,
  );
}
