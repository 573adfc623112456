/** The page's style: one column, one accent, numbers of one width. Every colour is a pair for the light and the dark theme. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fcfbf8, #16171b);
  --ink: light-dark(#1c1d21, #e9e7e2);
  --quiet: light-dark(#62646c, #9fa1a9);
  --rule: light-dark(#e3e0d8, #2e3037);
  --wash: light-dark(#f3f1eb, #1e2025);
  --accent: light-dark(#23518f, #8db4ec);
  --bad: light-dark(#a8321f, #f0937f);
  --series-1: light-dark(#23518f, #8db4ec);
  --series-2: light-dark(#c9683f, #e59a72);
  --series-3: light-dark(#5a8a5c, #8fc192);
  --series-4: light-dark(#c2a03c, #dcc475);
  --series-5: light-dark(#80558f, #bd96cb);
  --series-6: light-dark(#3f9a9a, #74c4c4);
  --series-7: light-dark(#a2576c, #d98fa3);
  --series-rest: light-dark(#c9c6bd, #4c4f58);
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Hiragino Sans", "Noto Sans", "Noto Sans CJK JP", sans-serif;
  font-variant-numeric: tabular-nums; text-rendering: optimizeLegibility;
}
main, header, footer { max-width: 784px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 56px; }
h1, h2, h3 { font-family: Charter, "Iowan Old Style", "Palatino Linotype", Georgia, "Noto Serif", "Hiragino Mincho ProN", serif; font-weight: 600; line-height: 1.2; text-wrap: balance; }
h1 { font-size: 44px; letter-spacing: -0.015em; margin: 4px 0 0; }
h2 { font-size: 27px; letter-spacing: -0.01em; margin: 0 0 8px; }
h3 { font-size: 20px; margin: 0 0 4px; }
p { margin: 0 0 16px; max-width: 68ch; overflow-wrap: anywhere; }
section { margin-top: 72px; }
.answer { margin-top: 56px; }
.top { display: flex; justify-content: space-between; align-items: baseline; gap: 16px; color: var(--quiet); font-size: 14px; overflow-wrap: anywhere; }
.theme { font: inherit; color: var(--quiet); background: none; border: 1px solid var(--rule); border-radius: 999px; padding: 4px 14px; cursor: pointer; }
.theme:hover { color: var(--ink); }
nav { margin-top: 20px; font-size: 14px; display: flex; flex-wrap: wrap; gap: 4px 20px; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
.verdict { margin-top: 40px; padding-top: 32px; border-top: 3px solid var(--accent); }
.verdict > h2 { font-size: 32px; color: var(--accent); }
.failed { border-color: var(--bad); }
.failed > h2 { color: var(--bad); }
.verdict h3 { margin-top: 40px; }
.lead { font-size: 18px; line-height: 1.55; }
.numbers { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 16px 32px; margin: 32px 0 0; }
.numbers small { display: block; font-size: 14px; line-height: 1.4; letter-spacing: 0; color: var(--quiet); }
.look { margin: 8px 0 0; padding-left: 20px; max-width: 68ch; overflow-wrap: anywhere; }
.look li { margin-top: 4px; }
.fine { margin: 32px 0 0; color: var(--quiet); }
dt, .legend, .note, .quiet, th { color: var(--quiet); }
dt { font-size: 14px; }
dd { margin: 0; overflow-wrap: anywhere; }
.numbers dd { font-size: 32px; line-height: 1.25; letter-spacing: -0.02em; }
.facts div { display: grid; grid-template-columns: 9em 1fr; gap: 0 16px; margin-top: 4px; }
.facts { margin: 24px 0 0; }
.facts.ids { margin-top: 16px; font-size: 14px; color: var(--quiet); }
.facts.ids dt { line-height: inherit; }
#answers { margin: 96px 0 -24px; }
.facts dt { line-height: 25px; }
figure { margin: 20px 0 8px; }
svg { display: block; max-width: 100%; height: auto; overflow: visible; }
.narrow { display: none; }
.legend { list-style: none; margin: 0 0 12px; padding: 0; display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: 14px; }
.legend i { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 6px; }
${['accent', ...Array.from({ length: 7 }, (_, index) => `series-${index + 1}`), 'series-rest'].map((name) => `.${name} { background: var(--${name}); }`).join('\n')}
.scroll { overflow: auto; max-height: 432px; margin: 16px 0 0; border-bottom: 1px solid var(--rule); overscroll-behavior-x: contain; }
table { border-collapse: collapse; width: 100%; font-size: 14px; line-height: 1.45; }
th, td { text-align: left; vertical-align: top; padding: 7px 24px 7px 0; }
th:last-child, td:last-child { padding-right: 0; }
tbody tr { border-top: 1px solid var(--rule); }
th { position: sticky; top: 0; background: var(--paper); font-weight: 400; white-space: nowrap; z-index: 1; }
th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; }
th button:hover { color: var(--ink); }
th[aria-sort] { color: var(--accent); }
th[aria-sort="ascending"] button::after { content: " ↑"; }
th[aria-sort="descending"] button::after { content: " ↓"; }
td { white-space: nowrap; }
td > div { width: max-content; max-width: 46ch; overflow-wrap: break-word; white-space: pre-wrap; }
.number { text-align: right; }
.null { color: var(--quiet); font-style: italic; }
.marked td { color: var(--ink); font-weight: 600; }
.failed .marked td:first-child { color: var(--bad); }
.none { color: var(--quiet); font-style: italic; }
.note { font-size: 14px; margin: 8px 0 0; }
.problem { color: var(--bad); }
details { margin-top: 8px; font-size: 14px; }
.save { display: flex; gap: 8px; margin: 8px 0 0; }
.save button { font: inherit; font-size: 14px; color: var(--accent); background: none; border: 1px solid var(--rule); border-radius: 999px; padding: 2px 12px; cursor: pointer; }
.save button:hover { border-color: var(--accent); }
.trend { margin-top: 48px; }
.trend figure { max-width: 736px; }
[data-pages="all"] :is(main, header, footer) { max-width: 1120px; }
summary { cursor: pointer; color: var(--accent); width: fit-content; }
pre { overflow: auto; margin: 8px 0 0; padding: 16px; background: var(--wash); border-radius: 6px; font: 13px/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
footer { margin-top: 96px; padding-top: 16px; padding-bottom: 64px; color: var(--quiet); font-size: 14px; overflow-wrap: anywhere; }
@media (max-width: 640px) {
  main, header, footer { padding-left: 16px; padding-right: 16px; }
  header { padding-top: 24px; }
  h1 { font-size: 32px; }
  .wide { display: none; }
  .narrow { display: block; }
  .numbers { display: grid; grid-template-columns: 1fr 1fr; }
  .numbers dd { font-size: 27px; }
  .facts div { grid-template-columns: 1fr; margin-top: 12px; }
  section { margin-top: 56px; }
  th, td { padding-right: 16px; }
  td > div { max-width: 30ch; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; }
  @page { margin: 16mm; }
  body { font-size: 12px; print-color-adjust: exact; }
  main, header, footer { max-width: none; padding-left: 0; padding-right: 0; }
  header { padding-top: 0; }
  .theme, nav, .save, details:not([open]) { display: none; }
  summary { color: inherit; list-style: none; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; overflow: visible; }
  section, .answer, .trend { margin-top: 32px; }
  h1, h2, h3, .legend, section > p:has(+ figure, + .scroll) { break-after: avoid; }
  svg, tr, p, .numbers, .facts div { break-inside: avoid; }
  footer { margin-top: 32px; padding-bottom: 0; }
  thead { display: table-header-group; }
  table { font-size: 10px; }
  th, td { padding: 4px 10px 4px 0; }
  th { position: static; white-space: normal; }
  td > div { width: auto; max-width: none; overflow-wrap: anywhere; }
  .scroll { max-height: none; overflow: visible; border: 0; }
  a { color: inherit; }
}
`;
