import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { nextKeys } from './next-keys';

/** A terminal's keyboard, or what stands for it. */
export type Keyboard = NodeJS.ReadableStream & { readonly isTTY?: boolean; setRawMode?: (mode: boolean) => unknown };

/**
 * Hands the keys of a terminal on, at most a line at a time: of several lines that are pasted, the next one comes when it is
 * asked for, below the answer to the one before. Between two lines the keyboard can be given to others, such as a pager.
 */
export class Keys extends Readable {
  readonly isTTY = true;
  private held = '';
  private isOpen = false;
  private isHeld = false;
  private isPaste = false;
  private wantsRaw = false;
  /** Whether the terminal was closed. */
  isLost = false;
  hasEnded = false;
  private readonly decoder = new StringDecoder('utf8');

  /**
   * @param takeFirst is given keys before the line editor is @returns those that the line editor gets
   * @param onGone called when no key will come any more
   */
  constructor(
    private readonly keyboard: Keyboard,
    private readonly takeFirst: (keys: string) => string,
    private readonly onGone: () => void,
  ) {
    super({ read: () => undefined });
    keyboard.on('data', (chunk: Buffer | string) => {
      this.held += typeof chunk === 'string' ? chunk : this.decoder.write(chunk);
      this.hand();
    });
    const end = () => {
      if (this.hasEnded) return;
      this.hasEnded = true;
      this.hand();
    };
    keyboard.on('end', end);
    keyboard.on('error', () => {
      this.isLost = true;
      end();
    });
    keyboard.pause();
  }

  /** Takes the keyboard back: from now on the terminal does not show by itself what is typed. */
  takeTerminal(): void {
    this.setRaw(this.wantsRaw);
  }

  /** Lets keys come, until {@link close}. */
  open(): void {
    this.isOpen = true;
    this.takeTerminal();
    this.keyboard.resume();
    this.hand();
  }

  /** Keeps what comes from now on until the next {@link open}. */
  close(): void {
    this.isOpen = false;
  }

  /** Gives the keyboard to others: the terminal is as it was, and Ctrl-C is a signal. */
  release(): void {
    this.keyboard.pause();
    this.setRaw(false);
  }

  /** Forgets what was typed ahead. */
  forget(): void {
    [this.held, this.isPaste] = ['', false];
  }

  /** What the line editor asks for: whether each key comes by itself, and without being shown. */
  setRawMode(mode: boolean): this {
    this.wantsRaw = mode;
    if (this.isOpen || !mode) this.setRaw(mode);
    return this;
  }

  /** The line editor is busy, such as with a completion. */
  override pause(): this {
    this.isHeld = true;
    return this;
  }

  override resume(): this {
    this.isHeld = false;
    // what it was busy with comes first
    queueMicrotask(() => {
      this.hand();
    });
    return super.resume();
  }

  /** A terminal that was closed has no modes: asking for one is its next error. */
  private setRaw(mode: boolean): void {
    if (!this.isLost && !this.hasEnded) this.keyboard.setRawMode?.(mode);
  }

  private hand(): void {
    while (this.isOpen && !this.isHeld && this.held !== '') {
      const { text, length, isPaste } = nextKeys(this.held, this.isPaste);
      if (length === 0) break;
      this.isPaste = isPaste;
      this.held = this.held.slice(length);
      const rest = this.takeFirst(text);
      if (rest !== '') this.emit('data', Buffer.from(rest));
    }
    // not as the end of a stream: readline would take what was typed for a line, though it was never entered
    if (this.hasEnded && this.isOpen && this.held === '') this.onGone();
  }
}
