/** Props that cannot be used; the message has the construct's path, and what to do. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}
