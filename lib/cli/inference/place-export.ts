import { importExport, type FileStore, type ImportedExport } from '../../local/s3';
import { progressBar, type Progress } from '../terminal/progress-bar';

/** {@link importExport} with a bar of the files that were placed, where there is a terminal. */
export async function placeExport(
  store: FileStore,
  directory: string,
  bucket: string,
  stream?: NodeJS.WriteStream,
): Promise<ImportedExport> {
  let bar: Progress | undefined;
  try {
    return await importExport(store, directory, bucket, (done, of) => {
      bar ??= progressBar('Placing the export', of, 'files', stream);
      bar.update(done);
    });
  } finally {
    bar?.stop();
  }
}
