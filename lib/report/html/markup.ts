/** A piece of HTML that is safe to write down. */
export class Html {
  constructor(readonly text: string) {}
}

/** What can stand in a template: a text is escaped, `undefined` and `false` are nothing. */
export type Content = string | number | Html | readonly Html[] | undefined | false;

/** A template of HTML: everything in it that is no HTML itself is escaped, in texts and in quoted attributes. */
export function markup(parts: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return new Html(parts.reduce((all, part, index) => all + writeContent(contents[index - 1]) + part));
}

function writeContent(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Html) return content.text;
  if (typeof content === 'object') return content.map(({ text }) => text).join('');
  return escapeHtml(String(content));
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A control character is shown by its picture (␀), since HTML has none. */
function escapeHtml(text: string): string {
  return (
    text
      .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
      // oxlint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, (character) =>
        String.fromCharCode(0x2400 + character.charCodeAt(0)),
      )
  );
}
