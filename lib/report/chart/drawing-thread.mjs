// The drawing thread of draw.ts: Vega-Lite specifications in, SVG out. A module, since Vega is.
import { parentPort } from 'node:worker_threads';
import { parse, textMetrics, View } from 'vega';
import { compile } from 'vega-lite';

// The width of a character in ems: no font is asked, so drawings are the same on every machine.
const WIDE =
  /[\u1100-\u115f\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{1f300}-\u{1faff}\u{20000}-\u{3ffff}]/u;
textMetrics.width = (item, text) => {
  const characters = Array.from(String(text ?? ''));
  const ems = characters.reduce((sum, character) => sum + (WIDE.test(character) ? 1 : 0.56), 0);
  // A text that is cut at its limit is no wider.
  return Math.min(ems * (item.fontSize ?? 11), item.limit > 0 ? item.limit : Infinity);
};

async function draw(spec) {
  try {
    return { svg: await new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG() };
  } catch (error) {
    return { error: String(error) };
  }
}

parentPort.on('message', async (specs) => {
  const drawings = [];
  for (const spec of specs) drawings.push(await draw(spec));
  parentPort.postMessage(drawings);
});
