import { Html, markup } from '../../lib/report/html/markup';

describe('markup', () => {
  it('escapes every text, in elements and in attributes', () => {
    const text = `<img src=x onerror="alert('1')"> & co`;
    expect(markup`<p title="${text}">${text}</p>`.text).toBe(
      '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; co">&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; co</p>',
    );
  });

  it('takes markup as it is, and a list of it piece by piece', () => {
    expect(markup`<ul>${['a', '<b>'].map((text) => markup`<li>${text}</li>`)}</ul>`.text).toBe(
      '<ul><li>a</li><li>&lt;b&gt;</li></ul>',
    );
    expect(markup`${new Html('<br>')}`.text).toBe('<br>');
  });

  it('writes numbers, and nothing for undefined and false', () => {
    expect(markup`${0}|${undefined}|${false}`.text).toBe('0||');
  });

  it('shows control characters, which HTML does not have', () => {
    expect(markup`a${'\u0000\u001b'}b${'\n'}`.text).toBe('a␀␛b\n');
  });
});
