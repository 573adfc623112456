/**
 * The words of a line, as a shell would cut it: blanks are between words, what stands in '...' or "..." belongs together.
 * There are no escapes, so a path of Windows stays one.
 *
 * @throws Error where a quote is not closed
 */
export function shellWords(text: string): string[] {
  return [...text.matchAll(/(?:'[^']*'|"[^"]*"|['"][^]*$|[^\s'"])+/g)].map(([word]) =>
    word.replaceAll(/'([^']*)'|"([^"]*)"|(['"])/g, (_, single?: string, double?: string, open?: string) => {
      if (open !== undefined) throw new Error(`The quote ${open} is not closed: ${text}`);
      return single ?? double ?? '';
    }),
  );
}
