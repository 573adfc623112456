import { Writable } from 'node:stream';

/** The line on the screen: a new width is told only while the line is there, or it would be drawn into an answer. */
export class ShownLine extends Writable {
  isAsked = false;

  constructor(private readonly screen: NodeJS.WriteStream | undefined) {
    super();
    screen?.on('resize', () => {
      if (this.isAsked) this.emit('resize');
    });
  }

  get columns(): number | undefined {
    return this.screen?.columns;
  }

  get rows(): number | undefined {
    return this.screen?.rows;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.screen?.write(chunk);
    done();
  }
}
