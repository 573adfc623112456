import {
  isWindowManifest,
  ManifestError,
  type ManifestSummary,
  parseManifestSummary,
  parseWindowManifest,
  type WindowManifest,
} from '../../night';

/**
 * What an export's folder contains: a manifest of a full or incremental export, none, or an unusable one with the
 * reason.
 */
export type ManifestFact = ManifestSummary | WindowFact | 'missing' | { readonly unusable: string };

/** The manifest of an incremental export. */
export interface WindowFact {
  readonly window: WindowManifest;
}

/** A manifest-summary.json as a fact. @param text undefined where there is none */
export function manifestFact(text: string | undefined, file: string): ManifestFact {
  if (text === undefined) return 'missing';
  try {
    return isWindowManifest(text) ? { window: parseWindowManifest(text, file) } : parseManifestSummary(text, file);
  } catch (error) {
    if (error instanceof ManifestError) return { unusable: `${error.found} (${error.name})` };
    throw error;
  }
}

/** What a manifest that can be used says, of a full export or an incremental one. */
export function usableManifest(manifest: ManifestFact): ManifestSummary | WindowManifest | undefined {
  if (manifest === 'missing' || 'unusable' in manifest) return undefined;
  return 'window' in manifest ? manifest.window : manifest;
}
