import { createHash } from 'node:crypto';
import { Html, markup, type Content } from './markup';
import { SCRIPT } from './script';
import { STYLE } from './style';

/** What every page has: where it belongs, and what stands in it. */
export interface Document {
  readonly title: string;
  /** The name above the heading. */
  readonly table: string;
  readonly heading: string;
  /** Attributes of the document that say what it shows, for who writes it again. */
  readonly data?: Readonly<Record<string, string>>;
  /** The pages beside it. */
  readonly pages: Html;
  /** Its sections, each with an id and a name. */
  readonly sections: readonly (readonly [id: string, name: string])[];
  readonly main: readonly Html[];
  readonly footer: Content;
}

/**
 * One HTML file. It asks for nothing from anywhere, and tells the browser to hold it to that: a content security policy allows
 * its own style and script, by their hashes, and nothing else.
 */
export function document(page: Document): string {
  const { title, table, heading, data = {}, pages, sections, main, footer } = page;
  const policy = `default-src 'none'; img-src data:; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'`;
  const attributes = Object.entries(data).map(([name, value]) => markup` data-${name}="${value}"`);
  return markup`<!doctype html>
<html lang="en"${attributes}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Html(STYLE)}</style>
</head>
<body>
<header>
<div class="top"><span>${table}</span><button type="button" class="theme" hidden>Dark</button></div>
<h1>${heading}</h1>
${pages}
<nav aria-label="Sections">${sections.map(([id, name]) => markup`<a href="#${id}">${name}</a>`)}</nav>
</header>
<main>
${main}
</main>
<footer><p>${footer}</p></footer>
<script>${new Html(SCRIPT)}</script>
</body>
</html>
`.text;
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
