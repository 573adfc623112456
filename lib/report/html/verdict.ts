import type { ReportModel } from '../model';
import { count, counted, localTime, longDate, signed } from './format';
import { html, type Html } from './html';
import { problemTable } from './problems';

/** What came of the night, in large letters, and the few numbers that matter. */
export function verdict(model: ReportModel): Html {
  return model.verdict.kind === 'published' ? published(model, model.verdict) : failed(model, model.verdict);
}

type Published = Extract<ReportModel['verdict'], { kind: 'published' }>;
type Failed = Extract<ReportModel['verdict'], { kind: 'failed' }>;

function published(model: ReportModel, { night, previous }: Published): Html {
  const { problems, timeZone } = model;
  const files = model.files && 'total' in model.files ? model.files : undefined;
  const more = previous && night.itemCount - previous.itemCount;
  return html`<section class="verdict" aria-labelledby="verdict">
    <h2 id="verdict">Verified and published</h2>
    <p class="lead">
      ${counted(night.itemCount, 'item')}, as they were on
      ${localTime(night.exportTime, timeZone)}${
        files?.wrong === 0 && `, in ${counted(files.total, 'file')} that are all as the manifest lists them`
      }.
    </p>
    <dl class="numbers">
      <div>
        <dt>Items</dt>
        <dd>${count(night.itemCount)}</dd>
      </div>
      <div>
        <dt>${previous ? `Since ${previous.exportDate}` : 'Night before'}</dt>
        <dd>${more === undefined ? 'none' : signed(more)}</dd>
      </div>
      <div>
        <dt>Files</dt>
        <dd>${files && 'total' in files ? count(files.total) : '–'}</dd>
      </div>
      <div>
        <dt>Warnings</dt>
        <dd>${count(problems.length)}</dd>
      </div>
    </dl>
    ${
      problems.length > 0 &&
      html`<h3>Warnings</h3>
        ${problemTable(problems)}`
    }
    <dl class="ids">
      <div>
        <dt>Export</dt>
        <dd>${night.exportArn}</dd>
      </div>
      <div>
        <dt>Validation query</dt>
        <dd>${night.validationQueryId}</dd>
      </div>
    </dl>
  </section>`;
}

function failed({ timeZone }: ReportModel, { failure, exportId, newest }: Failed): Html {
  const { error, what, found, expected, remedy, staged, problems } = failure;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Error', error],
    ['Found', found],
    ['Expected', expected],
    ['To do', remedy],
    ['Export', exportId],
  ];
  return html`<section class="verdict failed" aria-labelledby="verdict">
    <h2 id="verdict">Not published</h2>
    <p class="lead">${what}</p>
    <p>
      ${
        newest
          ? html`What analysts read is the verified night of ${longDate(newest.exportDate)}:
            ${counted(newest.itemCount, 'item')}, as they were on ${localTime(newest.exportTime, timeZone)}.`
          : 'No night has been published yet.'
      }
    </p>
    <dl class="facts">
      ${facts.map(
        ([name, fact]) =>
          html`${
            fact !== undefined &&
            html`<div>
              <dt>${name}</dt>
              <dd>${fact}</dd>
            </div>`
          }`,
      )}
    </dl>
    ${
      problems.length > 0 &&
      html`<h3>Problems</h3>
        ${problemTable(problems)}`
    }
    ${
      staged !== undefined &&
      html`<h3>Its items</h3>
        <pre>${staged}</pre>`
    }
  </section>`;
}
