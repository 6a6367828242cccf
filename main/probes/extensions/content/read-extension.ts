import { errorCode, type Host } from '../../../system/read';
import { contentKind } from '../../contents/reading/content-kind';
import { asUtf8 } from '../../contents/reading/decode-text';
import { type Gap, readFailure } from '../../partial-result';
import type { SourceFile } from './types';

const MIB = 1024 * 1024;
/** How much of one extension is read: what is larger was not made by hand, and hides as well as it shows. */
const MOST = { files: 500, bytes: 6 * MIB, file: 2 * MIB, folders: 400, depth: 10 };
/** Pictures, sounds, films, letters and printed pages by their first bytes: nothing runs them by itself. */
const INERT = (
  '89504e47 ffd8ff 47494638 52494646 4f676753 494433 fffb fff3 774f4646 774f4632 00010000 4f54544f 25504446 ' +
  '00000100 664c6143 1a45dfa3 424d 49492a00 4d4d002a'
).split(' ');
const isInert = (bytes: Buffer): boolean => {
  const head = bytes.toString('hex', 0, 12);
  return INERT.some((each) => head.startsWith(each)) || bytes.toString('latin1', 4, 8) === 'ftyp';
};
const INERT_NAME = /\.(?:png|jpe?g|gif|webp|mp[34]|wav|ogg|pdf|woff2?|ttf|otf|mov|webm)$/i;

/** Lets the window draw between two files. */
export const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** What an extension's folder (or its one file) holds that can be read, and what can't. */
export interface ExtensionFiles {
  readonly files: readonly SourceFile[];
  readonly gaps: readonly Gap[];
}

/**
 * Reads an extension whole, within bounds. Links are followed within it; what leads out of it, is too large, can't be
 * opened or is no text is a gap. `skip` names folders that are left out: history, and what a package manager put there.
 */
export async function readExtension(
  host: Host,
  root: string,
  isLate: () => boolean,
  skip: ReadonlySet<string> = new Set(['.git']),
): Promise<ExtensionFiles> {
  const reader = new FolderReader(host, root, isLate, skip);
  await reader.read();
  return reader;
}

class FolderReader implements ExtensionFiles {
  readonly files: SourceFile[] = [];
  readonly gaps: Gap[] = [];
  private bytes = 0;
  private over = false;

  constructor(
    private readonly host: Host,
    private readonly root: string,
    private readonly isLate: () => boolean,
    private readonly skip: ReadonlySet<string>,
  ) {}

  async read(): Promise<void> {
    const { host, root } = this;
    let top: string;
    try {
      top = await host.realpath(root);
      const facts = await host.stat(top);
      if (facts.kind === 'file') {
        await this.file(top, host.path.basename(root), facts.size);
        return;
      }
    } catch (error) {
      this.failed(root, error);
      return;
    }
    const been = new Set<string>();
    const waiting = [{ folder: top, below: '', depth: 0 }];
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { folder, below, depth } = next;
      if (this.isOver(folder)) return;
      const real = await host.realpath(folder).catch(() => null);
      if (real === null || been.has(real)) continue;
      been.add(real);
      if (been.size > MOST.folders || depth > MOST.depth) {
        this.tooMuch(folder);
        return;
      }
      let names: readonly string[] = [];
      try {
        names = await host.list(folder);
      } catch (error) {
        this.failed(folder, error);
        continue;
      }
      // What OpenClaw reads first is read first.
      const order = (name: string) => (/^(?:SKILL|HOOK)\.md$|\.json$/.test(name) ? 0 : 1);
      for (const name of [...names].sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1))) {
        const path = host.path.join(folder, name);
        if (this.isOver(path)) return;
        try {
          const target = await host.realpath(path);
          const facts = await host.stat(target);
          const inside = target === top || target.startsWith(top + host.path.sep);
          if (!inside) this.gaps.push({ where: path, because: { id: 'content.leads-out' } });
          else if (facts.kind === 'folder') {
            if (!this.skip.has(name))
              waiting.push({ folder: target, below: `${below}${name}/`, depth: depth + 1 });
          } else if (facts.kind === 'file') await this.file(target, `${below}${name}`, facts.size);
          else this.gaps.push({ where: path, because: { id: 'error.no-file' } });
        } catch (error) {
          if (errorCode(error) !== 'ELOOP') this.failed(path, error);
        }
      }
    }
  }

  private async file(path: string, name: string, size: number): Promise<void> {
    if (size > MOST.file) {
      // What is too large to be read is told by its name alone.
      if (!INERT_NAME.test(path)) this.gaps.push({ where: path, because: { id: 'look.too-large' } });
      return;
    }
    const bytes = await this.host.readBytes(path, MOST.file);
    const kind = contentKind(bytes);
    if (!/^utf|^gb/.test(kind)) {
      if (!isInert(bytes)) this.gaps.push({ where: path, because: { id: 'content.no-text' } });
      return;
    }
    this.bytes += bytes.length;
    this.files.push({
      path: name,
      text: asUtf8(bytes, kind)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    });
    await nextTurn();
  }

  private isOver(where: string): boolean {
    this.host.signal.throwIfAborted();
    if (!this.over && (this.files.length >= MOST.files || this.bytes >= MOST.bytes || this.isLate()))
      this.tooMuch(where);
    return this.over;
  }

  private tooMuch(where: string): void {
    this.over = true;
    this.gaps.push({ where, because: { id: 'contents.too-much' } });
  }

  private failed(where: string, error: unknown): void {
    this.host.signal.throwIfAborted();
    this.gaps.push({ where, because: readFailure(error) });
  }
}
