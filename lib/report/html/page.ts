import { bytes, usDollars } from '../../amount';
import type { ChartModel, ReportModel } from '../model';
import type { Spent } from '../outcome';
import { MOST_CHARACTERS } from '../rows';
import { answerSection } from './answer';
import { changesSection } from './changes';
import { document } from './document';
import { driftSection } from './drift';
import type { Drawn } from './figure';
import { filesSection } from './files';
import { longDate } from './format';
import { growthSection } from './growth';
import { markup, type Html } from './markup';
import { neighbourLinks, type Neighbours } from './neighbours';
import { originSection, verdict } from './verdict';

/**
 * A report as one HTML file.
 *
 * @param drawings of the model's charts
 * @param neighbours the pages beside it, where it is one of all nights
 */
export function renderReport(
  model: ReportModel,
  drawings: ReadonlyMap<ChartModel, Drawn>,
  neighbours?: Neighbours,
): string {
  const { table, database, date, files, growth, drift, answers, changes, origin, spent } = model;
  const getDrawing = (chart: object | undefined) => drawings.get(chart as ChartModel);
  const sections: readonly (readonly [string, string, Html | undefined])[] = [
    ['changes', 'What changed', changes && changesSection(changes)],
    ['origin', 'What it is made of', origin.length > 0 ? originSection(origin) : undefined],
    ['growth', 'Growth', growth && growthSection(growth, getDrawing(growth.chart))],
    ['files', 'Files', files && filesSection(files, model)],
    ['drift', 'Attributes', drift && driftSection(drift)],
    [
      'answers',
      'Saved queries',
      answers.length > 0
        ? markup`<h2 id="answers">Saved queries</h2>
${answers.map((answer) => answerSection(answer, getDrawing(answer.chart)))}`
        : undefined,
    ],
  ];
  return document({
    title: `${table}, ${date}`,
    table,
    heading: longDate(date),
    data: {
      night: exportIdOf(model),
      ...(spent && { asked: 'yes' }),
    },
    pages: neighbourLinks(neighbours),
    sections: sections.flatMap(([id, name, section]) => (section ? [[id, name] as const] : [])),
    main: [verdict(model), ...sections.flatMap(([, , section]) => section ?? [])],
    footer: markup`The night of ${date} of ${table}, in the database ${database}. ${describeSpent(spent)} Texts are cut after ${MOST_CHARACTERS} characters.`,
  });
}

/** The export that a page is about; '' where none was registered. */
export function exportIdOf({ verdict }: ReportModel): string {
  return verdict.kind === 'published' ? verdict.night.exportId : (verdict.exportId ?? '');
}

function describeSpent(spent: Spent | undefined): string {
  if (!spent) return 'This page has what the catalog says of it; nothing was asked.';
  const paid = spent.cost === undefined ? '' : `, about ${usDollars(spent.cost)}`;
  return `The answers in this page read ${bytes(spent.dataScannedInBytes)}${paid}.`;
}
