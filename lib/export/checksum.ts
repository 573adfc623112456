import { createHash } from 'node:crypto';

/** The md5 of a text (as UTF-8) or of bytes, in base64, as manifests and `.md5` files have it. */
export function md5Base64(content: string | Uint8Array): string {
  return createHash('md5').update(content).digest('base64');
}

/**
 * The md5 of a stream, in base64.
 *
 * @param onBytes called with the number of bytes after each chunk
 */
export async function md5OfStream(
  chunks: AsyncIterable<Uint8Array>,
  onBytes?: (bytes: number) => void,
): Promise<string> {
  const hash = createHash('md5');
  for await (const chunk of chunks) {
    hash.update(chunk);
    onBytes?.(chunk.byteLength);
  }
  return hash.digest('base64');
}

/**
 * The etag that S3 gives to a multipart upload: the md5 of the parts' md5s and the number of parts. Never to be
 * compared with the md5 of the content.
 *
 * @param parts md5 of each part, in base64
 */
export function multipartEtag(parts: readonly string[]): string {
  const md5s = Buffer.concat(parts.map((part) => Buffer.from(part, 'base64')));
  return `${createHash('md5').update(md5s).digest('hex')}-${parts.length}`;
}
