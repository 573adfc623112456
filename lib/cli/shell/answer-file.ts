import { open, type FileHandle } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { FileError, isFileProblem } from '../../files/file-error';
import type { Answer } from '../../target';
import { formatOfFile } from '../answers/format-of-file';
import { withAnswers, writeAnswerTo, type AnswerOptions, type WriteAnswer } from '../answers/write-answer';
import { visibleOutput, type Output } from '../terminal/output';

/** Where `\o` lets answers go. */
export interface AnswerFile {
  readonly file: string;
  /** Whether it has what it can have, and the next answer goes elsewhere. */
  readonly isFull: boolean;
  readonly write: WriteAnswer;
  close(): Promise<void>;
}

/** A path as it was typed; `~/` is the user's folder. */
export const resolveTyped = (text: string): string => (/^~(\/|$)/.test(text) ? join(homedir(), text.slice(1)) : text);

/**
 * Opens a file for answers: it is made or emptied at once, and has only whole answers. Parquet is made by its one answer.
 *
 * @param options how a table is written
 * @throws FileError
 */
export async function openAnswerFile(file: string, options: Omit<AnswerOptions, 'format'>): Promise<AnswerFile> {
  const format = formatOfFile(file);
  if (format === 'parquet') return new ParquetAnswer(file);
  const handle = await open(file, 'w').catch((error: unknown) => {
    throw isFileProblem(error) ? new FileError(file, 'written', error) : error;
  });
  return new TextAnswers(file, handle, { ...options, format, output: file });
}

/** Text, answer below answer. */
class TextAnswers implements AnswerFile {
  readonly isFull = false;

  constructor(
    readonly file: string,
    private readonly handle: FileHandle,
    private readonly options: AnswerOptions,
  ) {}

  readonly write = async (answer: Answer): Promise<number> => {
    const { size } = await this.handle.stat();
    const file: Output = {
      write: (text) => this.handle.appendFile(text),
      end: () => Promise.resolve(),
    };
    const output = this.options.format === 'table' ? visibleOutput(file) : file;
    try {
      if (size > 0 && this.options.format === 'table' && answer.columns.length > 0) await output.write('\n');
      return await writeAnswerTo(output, answer, this.options);
    } catch (error) {
      // the answers before stay whole; of a pipe nothing can be taken back
      await this.handle.truncate(size).catch(() => undefined);
      throw isFileProblem(error) ? new FileError(this.file, 'written', error) : error;
    }
  };

  async close(): Promise<void> {
    await this.handle.close();
  }
}

class ParquetAnswer implements AnswerFile {
  isFull = false;

  constructor(readonly file: string) {}

  readonly write = async (answer: Answer): Promise<number> => {
    let rows = 0;
    await withAnswers({ format: 'parquet', output: this.file }, async (write) => {
      rows = await write(answer);
    });
    this.isFull = true;
    return rows;
  };

  close(): Promise<void> {
    return Promise.resolve();
  }
}
