import { commandsOf, pageText } from './pages';

const [english, japanese] = ['README.md', 'README.ja.md'].map((page) => ({ page, text: pageText(page) })) as [
  { page: string; text: string },
  { page: string; text: string },
];

/** The text without fenced blocks. */
const prose = ({ text }: { text: string }) => text.replaceAll(/^( *)```[^]*?^\1```$/gm, '');
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

describe('README.ja.md says what README.md says:', () => {
  it('its headings are on the same levels', () => {
    const levels = (page: typeof english) => all(prose(page), /^(#+) /gm);
    expect(levels(japanese)).toEqual(levels(english));
  });

  it('its commands are the same, in the same order', () => {
    const commands = (page: typeof english) =>
      all(page.text, /^```sh\n([^]*?)^```$/gm).map((block) => block.replaceAll(/ +#.*$/gm, ''));
    expect(commands(japanese)).toEqual(commands(english));
    const inText = (page: typeof english) => commandsOf(page.page).map(({ text }) => text);
    expect(new Set(inText(japanese))).toEqual(new Set(inText(english)));
  });

  it('its links and images are the same, but for those from one to the other', () => {
    const links = (page: typeof english) =>
      all(page.text, /\]\(([^)]+)\)/g).filter((target) => !target.startsWith('README'));
    expect(links(japanese)).toEqual(links(english));
    expect(japanese.text).toContain('(README.md)');
    expect(english.text).toContain('(README.ja.md)');
  });

  it('names the same files, options, commands and tables', () => {
    const names = (page: typeof english) => [...new Set(all(prose(page), /`([^`\n]+)`/g))].sort();
    expect(names(japanese)).toEqual(names(english));
  });
});
