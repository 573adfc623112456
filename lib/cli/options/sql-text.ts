/**
 * The text that bytes of a file are, or of standard input: UTF-8, or UTF-16 where a byte order mark says so, which is what
 * PowerShell 5 writes by `>`. It is without the mark.
 */
export function sqlText(bytes: Buffer): string {
  const isSwapped = bytes[0] === 0xfe && bytes[1] === 0xff;
  if (isSwapped || (bytes[0] === 0xff && bytes[1] === 0xfe))
    return new TextDecoder(isSwapped ? 'utf-16be' : 'utf-16le').decode(bytes);
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}
