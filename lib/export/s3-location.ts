/** Bucket and key, or prefix, of a location such as `s3://bucket/folder/`; undefined for any other text. */
export function s3Location(text: string): { readonly bucket: string; readonly key: string } | undefined {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.*)$/.exec(text) ?? [];
  return bucket === undefined || key === undefined ? undefined : { bucket, key };
}
