import { parseExportArn } from '../../export';
import { daysBefore, localDate } from '../local-date';
import type { AdoptionFacts, KnownExport } from './adoption-facts';
import { usableManifest, type ManifestFact } from './manifest-fact';
import { isNewer } from './newest-of-date';

/** Why the machine could not make a night of it. */
export function explainUnfit(known: KnownExport, facts: AdoptionFacts): string | undefined {
  const { bucket, exportFolders, isIncremental } = facts;
  const { exportId, listed, manifest, filter } = known;
  if (listed?.status === 'IN_PROGRESS') return 'it is not finished; adopt it later';
  if (listed?.status === 'FAILED') return 'it FAILED';
  if (isIncremental !== true && (listed?.type === 'INCREMENTAL_EXPORT' || isWindow(manifest)))
    return 'it is an incremental export, which has only changes: give the table "incremental" to make nights of such';
  if (filter !== undefined) return `it has only what a filter let through, ${filter} (Export.Filtered)`;
  if (manifest === 'missing')
    return listed
      ? `it has no manifest in ${exportFolders.map((folder) => `s3://${bucket}/${folder}`).join(', ')}: ${explainPlace(known, bucket)}`
      : 'its folder has no manifest-summary.json: it never finished, or its objects were removed';
  if ('unusable' in manifest) return `its manifest cannot be used: ${manifest.unusable}`;
  const usable = 'window' in manifest ? manifest.window : manifest;
  if (usable.s3Bucket !== bucket) return `it was exported to the bucket ${usable.s3Bucket}`;
  if (parseExportArn(usable.exportArn)?.exportId !== exportId)
    return `its manifest is that of another export, ${usable.exportArn}`;
  const beside = isWindow(manifest) ? findBeside(known, facts) : undefined;
  return beside === undefined
    ? undefined
    : `its data files lie in one folder with those of ${beside} (file_not_listed): only one with a prefix of its own can become a night`;
}

function isWindow(manifest: ManifestFact): boolean {
  return manifest !== 'missing' && 'window' in manifest;
}

/** Another incremental export below the prefix, which has changes, so that their data files lie in one folder. */
function findBeside({ exportId, manifestKey }: KnownExport, { exports }: AdoptionFacts): string | undefined {
  const parentOf = (key: string | undefined) => key?.split('/').slice(0, -2).join('/');
  return exports.find(
    (other) =>
      other.exportId !== exportId &&
      other.manifest !== 'missing' &&
      'window' in other.manifest &&
      other.manifest.window.itemCount > 0 &&
      parentOf(other.manifestKey) === parentOf(manifestKey),
  )?.exportId;
}

/** What to do about an export without a folder among those that are read. */
function explainPlace({ exportId, elsewhere }: KnownExport, bucket: string): string {
  if (elsewhere === undefined) return 'it went elsewhere, or its objects were removed';
  const inBucket = `s3://${bucket}/`;
  return elsewhere.startsWith(inBucket)
    ? `it went to ${elsewhere}; add "${elsewhere.slice(inBucket.length).split(`/${exportId}/`)[0] ?? ''}" to exportPrefixes of the table, if its objects are still there`
    : `it went to ${elsewhere}, another bucket, where no night is read from`;
}

/** Why the export need not become a night; undefined where it should. */
export function explainUnwanted(
  exportId: string,
  exportDate: string,
  manifest: ManifestFact,
  { config, nights, running, now }: AdoptionFacts,
): string | undefined {
  if (nights.some((night) => night.exportId === exportId || night.windows?.includes(exportId) === true))
    return 'it is published';
  if (running.has(exportId)) return 'an execution works on it';
  const { retentionDays } = config;
  if (retentionDays !== undefined && exportDate < daysBefore(localDate(now, config.timeZone), retentionDays))
    return `it is older than the ${retentionDays} days that nights stay (retentionDays)`;
  const published = nights.find(({ date }) => date === exportDate);
  const usable = usableManifest(manifest);
  if (!published || !usable) return undefined;
  const exportTime = 'exportTime' in usable ? usable.exportTime : usable.exportToTime;
  return isNewer(published, { exportTime, exportId })
    ? `${published.exportId}, a newer one of the same date, is published`
    : undefined;
}
