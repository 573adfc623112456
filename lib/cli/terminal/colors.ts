import pc from 'picocolors';
import { ownStyle } from './visible';

type Style = 'bold' | 'dim' | 'red' | 'yellow';

/** Styles for standard output: on a terminal alone, and not where NO_COLOR is set (https://no-color.org). */
export function colors(): Readonly<Record<Style, (text: string) => string>> {
  const { NO_COLOR = '', TERM } = process.env;
  // isTTY is undefined where it is none, and createColors then decides by itself: in CI for colours
  const styles = pc.createColors(process.stdout.isTTY ? NO_COLOR === '' && TERM !== 'dumb' : false);
  const makeStyle = (style: Style) => {
    const [open = '', close = ''] = styles[style](' ').split(' ').map(ownStyle);
    return (text: string) => `${open}${text}${close}`;
  };
  return { bold: makeStyle('bold'), dim: makeStyle('dim'), red: makeStyle('red'), yellow: makeStyle('yellow') };
}
