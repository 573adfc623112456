import { placeFound, type DownloadedExport, type FileStore, type ImportedExport } from '../../local/s3';
import { progressBar, type Progress } from '../terminal/progress-bar';

/** {@link placeFound} with a bar of the files that were placed, where there is a terminal. */
export async function placeExport(
  store: FileStore,
  found: DownloadedExport,
  bucket: string,
  stream?: NodeJS.WriteStream,
): Promise<ImportedExport> {
  let bar: Progress | undefined;
  try {
    return await placeFound(store, found, bucket, (done, of) => {
      bar ??= progressBar('Placing the export', of, 'files', stream);
      bar.update(done);
    });
  } finally {
    bar?.stop();
  }
}
