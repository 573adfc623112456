import type { ReportModel } from '../model';
import { amount, count } from '../../amount';
import { localTime, formatSigned } from './format';
import { markup, type Html } from './markup';
import { problemTable } from './problems';

/** What came of the night, in large letters, and the few numbers that matter. */
export function verdict(model: ReportModel): Html {
  return model.verdict.kind === 'published' ? showPublished(model, model.verdict) : showFailed(model, model.verdict);
}

type Published = Extract<ReportModel['verdict'], { kind: 'published' }>;
type Failed = Extract<ReportModel['verdict'], { kind: 'failed' }>;

function showPublished(model: ReportModel, { night, previous }: Published): Html {
  const { problems, timeZone } = model;
  const files = model.files && 'total' in model.files ? model.files : undefined;
  const more = previous && night.itemCount - previous.itemCount;
  const whole = files?.wrong === 0 && `, in ${amount(files.total, 'file')} that are all as the manifest lists them`;
  const numbers: readonly (readonly [string, string])[] = [
    ['Items', count(night.itemCount)],
    [previous ? `Since ${previous.exportDate}` : 'Night before', more === undefined ? 'none' : formatSigned(more)],
    ['Files', files ? count(files.total) : '–'],
    ['Warnings', count(problems.length)],
  ];
  const ids = [
    ['Export', night.exportArn],
    ['Validation query', night.validationQueryId],
  ] as const;
  return markup`<section class="verdict" aria-labelledby="verdict"><h2 id="verdict">Verified and published</h2>
<p class="lead">${amount(night.itemCount, 'item')}, as they were on ${localTime(night.exportTime, timeZone)}${whole}.</p>
<dl class="numbers">${numbers.map(term)}</dl>
${problems.length > 0 && markup`<h3>Warnings</h3>${problemTable(problems)}`}
<dl class="facts ids">${ids.map(term)}</dl>
</section>`;
}

function showFailed({ timeZone }: ReportModel, { failure, exportId, newest }: Failed): Html {
  const { error, what, found, expected, remedy, staged, problems } = failure;
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
${staged !== undefined && markup`<h3>To see its items</h3><pre>${staged}</pre>`}
</section>`;
}

function term([name, fact]: readonly [string, string]): Html {
  return markup`<div><dt>${name}</dt><dd>${fact}</dd></div>`;
}
