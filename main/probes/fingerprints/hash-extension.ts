import { createHash } from 'node:crypto';
import { errorCode, type FolderEntry, type Host } from '../../system/read';
import { type Gap, readFailure } from '../partial-result';

/** How much of one extension is read; bytes. */
const MOST = { files: 2000, depth: 10, file: 32 * 1024 * 1024 };
/** Folders that programs fill by themselves, and OpenClaw's own records: those are asked on their own. */
const SKIPPED = new Set([
  ...['.git', 'node_modules', '__pycache__', '.venv', 'venv', '.pytest_cache', '.cache'],
  ...['.clawhub', '.clawdhub', '.openclaw'],
]);
/** Instructions and code by their names; other files are what a skill or plugin keeps for itself: notes, pictures, logs. */
const COMPARED =
  /\.(?:md|mdx|markdown|txt|prompt|rst|adoc|ya?ml|toml|sh|bash|zsh|ksh|fish|command|py|pyw|pyc|pth|rb|pl|php|lua|go|rs|java|jar|cs|kt|swift|groovy|c|cpp|[cm]?[jt]sx?|node|wasm|so|dylib|dll|exe|com|scr|ps1|psm1|psd1|bat|cmd|vbs|vbe|wsf|applescript|scpt|service|desktop|lnk)$|(?:^|[\\/])(?:package\.json|[\w-]{0,60}\.?plugin\.json|manifest\.json|hooks\.json|mcp\.json|makefile|dockerfile)$/i;
/** First bytes of programs: a script's `#!`, ELF, PE, Mach-O, WebAssembly. */
const PROGRAM = /^(?:2321|7f454c46|4d5a|cafebabe|cffaedfe|cefaedfe|feedface|feedfacf|0061736d)/;

const hashOf = (bytes: Buffer | string, letters: number): string =>
  createHash('sha256').update(bytes).digest('base64url').slice(0, letters);

/** Letters of base64url: 72 bits tell names apart, 132 bits can't be met on purpose. */
export const nameHash = (name: string): string => hashOf(name, 12);
export const contentHash = (bytes: Buffer | string): string => hashOf(bytes, 22);

/** What all extensions of a setup may take together. */
export interface ReadingBudget {
  isLate(): boolean;
  /** Files and bytes that are left. */
  files: number;
  bytes: number;
}

/** The hashes of one extension, and what of it could not be read. */
export interface HashedExtension {
  readonly files: Readonly<Record<string, string>>;
  readonly names: Readonly<Record<string, string>>;
  readonly gaps: readonly Gap[];
}

/**
 * Hashes every file of instructions or code of an extension: a folder, or one file. What a link in it leads to is hashed
 * where it is a file; a folder is noted by where the link leads. Rejects only when the look was ended.
 */
export async function hashExtension(
  host: Host,
  root: string,
  budget: ReadingBudget,
): Promise<HashedExtension> {
  const files: Record<string, string> = Object.create(null);
  const names: Record<string, string> = Object.create(null);
  const gaps: Gap[] = [];
  let count = 0;
  const failed = (where: string, error: unknown) => {
    host.signal.throwIfAborted();
    gaps.push({ where, because: readFailure(error) });
  };
  const keep = (name: string, hash: string) => {
    const id = nameHash(name);
    files[id] = hash;
    names[id] = name;
    count++;
    budget.files--;
  };
  const isProgram = async (path: string) => {
    const head = Buffer.alloc(4);
    const length = await host.readPart(path, 0, head);
    return PROGRAM.test(head.toString('hex', 0, length));
  };
  const add = async (path: string, name: string, size: number) => {
    if (!COMPARED.test(name) && !(await isProgram(path))) return;
    if (size > MOST.file) return void gaps.push({ where: path, because: { id: 'look.too-large' } });
    const bytes = await host.readBytes(path, MOST.file);
    budget.bytes -= bytes.length;
    keep(name, contentHash(bytes));
  };
  const isOver = (where: string): boolean => {
    host.signal.throwIfAborted();
    if (count < MOST.files && budget.files > 0 && budget.bytes > 0 && !budget.isLate()) return false;
    gaps.push({ where, because: { id: 'contents.too-much' } });
    return true;
  };
  const entry = async ({ name, facts, link, code }: FolderEntry, folder: string, below: string) => {
    const path = host.path.join(folder, name);
    if (link && facts?.kind !== 'file') keep(below + name, contentHash(`link ${await host.readLink(path)}`));
    else if (facts?.kind === 'file') await add(path, below + name, facts.size);
    else if (facts === null && code !== 'ENOENT') failed(path, Object.assign(new Error(code), { code }));
  };

  const result = { files, names, gaps };
  const waiting = [{ folder: root, below: '', depth: 0 }];
  try {
    const facts = await host.stat(root);
    if (facts.kind === 'file') {
      await add(root, host.path.basename(root), facts.size);
      return result;
    }
  } catch (error) {
    failed(root, error);
    return result;
  }
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { folder, below, depth } = next;
    if (isOver(folder)) return result;
    if (depth > MOST.depth) {
      gaps.push({ where: folder, because: { id: 'contents.too-much' } });
      continue;
    }
    let entries: readonly FolderEntry[] = [];
    try {
      entries = await host.entries(folder);
    } catch (error) {
      failed(folder, error);
      continue;
    }
    for (const each of entries) {
      if (isOver(folder)) return result;
      if (each.facts?.kind === 'folder' && !each.link) {
        if (!SKIPPED.has(each.name))
          waiting.push({
            folder: host.path.join(folder, each.name),
            below: `${below}${each.name}/`,
            depth: depth + 1,
          });
      } else
        await entry(each, folder, below).catch((error) => {
          // What went away meanwhile isn't there.
          if (errorCode(error) !== 'ENOENT') failed(host.path.join(folder, each.name), error);
        });
    }
  }
  return result;
}
