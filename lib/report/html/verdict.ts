import type { ReportModel } from '../model';
import { amount, count } from '../../amount';
import { localTime, formatSigned, percent } from './format';
import { markup, type Html } from './markup';
import { problemTable } from './problems';

/** What came of the night, in large letters, the few numbers that matter, and what is to be looked at. */
export function verdict(model: ReportModel): Html {
  return model.verdict.kind === 'published' ? showPublished(model, model.verdict) : showFailed(model, model.verdict);
}

type Published = Extract<ReportModel['verdict'], { kind: 'published' }>;
type Failed = Extract<ReportModel['verdict'], { kind: 'failed' }>;

function showPublished(model: ReportModel, { night, previous }: Published): Html {
  const { problems, timeZone, lookAt, changes } = model;
  const files = model.files && 'total' in model.files ? model.files : undefined;
  const more = previous && night.itemCount - previous.itemCount;
  const ofWhat = night.chain?.kind === 'changes' ? 'made of changes in ' : 'in ';
  const whole =
    files?.wrong === 0 && `, ${ofWhat}${amount(files.total, 'file')} that are all as the manifest lists them`;
  const counts = changes?.counts;
  const numbers: readonly (readonly [string, string, string?])[] = [
    ['Items', count(night.itemCount)],
    previous && more !== undefined
      ? [`Since ${previous.exportDate}`, formatSigned(more), percent(more, previous.itemCount)]
      : ['Night before', 'none'],
    ...(counts
      ? ([
          ['Inserted', count(counts.inserted)],
          ['Updated', count(counts.updated)],
          ['Deleted', count(counts.deleted)],
        ] as const)
      : ([['Files', files ? count(files.total) : '–']] as const)),
    ['Warnings', count(problems.length)],
  ];
  return markup`<section class="verdict" aria-labelledby="verdict"><h2 id="verdict">Verified and published</h2>
<p class="lead">${amount(night.itemCount, 'item')}, as they were on ${localTime(night.exportTime, timeZone)}${whole}.</p>
<dl class="numbers">${numbers.map(([name, fact, more]) => markup`<div><dt>${name}</dt><dd>${fact}${more !== undefined && more !== '' && markup` <small>${more}</small>`}</dd></div>`)}</dl>
${
  lookAt.length === 0
    ? markup`<p class="fine">Nothing is wrong, and nothing unusual was found.</p>`
    : markup`<h3>To look at</h3><ul class="look">${lookAt.map((text) => markup`<li>${text}</li>`)}</ul>`
}
${problems.length > 0 && markup`<h3>Warnings</h3>${problemTable(problems)}`}
</section>`;
}

/** What a published night was made of. */
export function originSection(origin: ReportModel['origin']): Html {
  return markup`<section id="origin"><h2>What it is made of</h2>
<dl class="facts ids">${origin.map(term)}</dl>
</section>`;
}

function showFailed({ timeZone, problems }: ReportModel, { failure, exportId, newest }: Failed): Html {
  const { error, what, found, expected, remedy, staged } = failure;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Error', error],
    ['Found', found],
    ['Expected', expected],
    ['To do', remedy],
    ['Export', exportId],
  ];
  const meanwhile = newest
    ? `Analysts read the verified night of ${newest.exportDate}: ${amount(newest.itemCount, 'item')}, as they were on ${localTime(newest.exportTime, timeZone)}.`
    : 'No night has been published yet.';
  return markup`<section class="verdict failed" aria-labelledby="verdict"><h2 id="verdict">Not published</h2>
<p class="lead">${what}</p>
<p>${meanwhile}</p>
<dl class="facts">${facts.flatMap(([name, fact]) => (fact === undefined ? [] : [term([name, fact])]))}</dl>
${problems.length > 0 && markup`<h3>Problems</h3>${problemTable(problems)}`}
${staged !== undefined && markup`<h3>To see its items</h3><pre role="group" tabindex="0" aria-label="Statement that shows its items">${staged}</pre>`}
</section>`;
}

function term([name, fact]: readonly [string, string]): Html {
  return markup`<div><dt>${name}</dt><dd>${fact}</dd></div>`;
}
