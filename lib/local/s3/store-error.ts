/** Why the store refuses; the first two are S3's own. */
export type StoreErrorCode = 'NoSuchKey' | 'NoSuchBucket' | 'InvalidKey' | 'InvalidBucketName' | 'KeyConflict';

/** A refusal of the store. */
export class StoreError extends Error {
  override readonly name = 'StoreError';

  constructor(
    readonly code: StoreErrorCode,
    message: string,
  ) {
    super(message);
  }
}
