import { createHash } from 'node:crypto';
import type { ChartModel, ReportModel } from '../model';
import { MOST_CHARACTERS } from '../rows';
import { answerSection } from './answer';
import { driftSection } from './drift';
import type { Drawn } from './figure';
import { filesSection } from './files';
import { longDate } from './format';
import { growthSection } from './growth';
import { Html, markup } from './markup';
import { SCRIPT } from './script';
import { STYLE } from './style';
import { verdict } from './verdict';

/**
 * A report as one HTML file. It asks for nothing from anywhere, and tells the browser to hold it to that: a content security
 * policy allows its own style and script, by their hashes, and nothing else.
 *
 * @param drawings of the model's charts
 */
export function renderReport(model: ReportModel, drawings: ReadonlyMap<ChartModel, Drawn>): string {
  const { table, database, date, files, growth, drift, answers } = model;
  const policy = `default-src 'none'; img-src data:; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'`;
  const links: readonly (readonly [string, string, boolean])[] = [
    ['growth', 'Growth', true],
    ['files', 'Files', files !== undefined],
    ['drift', 'Attributes', drift !== undefined],
    ['answers', 'Saved queries', answers.length > 0],
  ];
  const getDrawing = (chart: object | undefined) => drawings.get(chart as ChartModel);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<title>${table}, ${date}</title>
<link rel="icon" href="data:,">
<style>${new Html(STYLE)}</style>
</head>
<body>
<header>
<div class="top"><span>${table}</span><button type="button" class="theme" hidden>Dark</button></div>
<h1>${longDate(date)}</h1>
<nav aria-label="Sections">${links.filter(([, , there]) => there).map(([id, name]) => markup`<a href="#${id}">${name}</a>`)}</nav>
</header>
<main>
${verdict(model)}
${growthSection(growth, getDrawing(growth.chart))}
${files && filesSection(files)}
${drift && driftSection(drift)}
${answers.length > 0 && markup`<h2 id="answers">Saved queries</h2>`}
${answers.map((answer) => answerSection(answer, getDrawing(answer.chart)))}
</main>
<footer><p>The night of ${date} of ${table}, in the database ${database}. Texts are cut after ${MOST_CHARACTERS} characters.</p></footer>
<script>${new Html(SCRIPT)}</script>
</body>
</html>
`.text;
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
