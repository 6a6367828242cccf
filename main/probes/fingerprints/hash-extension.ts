import { createHash } from 'node:crypto';
import { errorCode, type FolderEntry, type Host } from '../../system/read';
import { isOfTheKernel } from '../../system/read/readings';
import { type Gap, readFailure } from '../partial-result';

/** How much of one extension is read; bytes. */
const MOST = { files: 2000, depth: 10, file: 32 * 1024 * 1024 };
/** What is brought along by others, in thousands of files: the check says that these are not compared. */
const SKIPPED: ReadonlySet<string> = new Set(['.git', 'node_modules']);
/** OpenClaw's notes inside of a skill, which every install writes anew (`originOf`): these files, and nothing beside them. */
const RECORDS: ReadonlySet<string> = new Set([
  '.clawhub/origin.json',
  '.clawdhub/origin.json',
  '.openclaw/source-origin.json',
]);
/**
 * Instructions and code by their names, and what has no ending; other files are what a skill or plugin keeps for itself:
 * pictures, tables, logs.
 */
const COMPARED =
  /\.(?:md|mdx|markdown|txt|prompt|rst|adoc|json[c5]?|ya?ml|toml|sh|bash|zsh|ksh|fish|command|py|pyw|pyc|pth|rb|pl|php|lua|go|rs|java|jar|cs|kt|swift|groovy|c|cpp|[cm]?[jt]sx?|node|wasm|so|dylib|dll|exe|com|scr|ps1|psm1|psd1|bat|cmd|vbs|vbe|wsf|applescript|scpt|service|desktop|lnk)$|(?:^|\/)\.?[^./]+$/i;
/** What systems and Python leave by themselves, by name and first bytes (the Finder's store; PEP 552): a text is neither. */
const LEFT: readonly (readonly [name: RegExp, head: RegExp])[] = [
  [/(?:^|\/)\.DS_Store$/, /^0000000142756431/],
  [/(?:^|\/)__pycache__\/[^/]+\.pyc$/, /^[0-9a-f]{4}0d0a/],
];
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
 * Hashes every file of instructions or code of an extension: a folder, or one file. Links are followed, each real folder
 * once, and where one leads is noted as well. Rejects only when the look was ended.
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
  const headOf = async (path: string) => {
    const head = Buffer.alloc(8);
    return head.toString('hex', 0, await host.readPart(path, 0, head));
  };
  const isCompared = async (path: string, name: string) => {
    if (RECORDS.has(name)) return false;
    const left = LEFT.find(([named]) => named.test(name));
    if (left) return !left[1].test(await headOf(path));
    return COMPARED.test(name) || PROGRAM.test(await headOf(path));
  };
  const add = async (path: string, name: string, size: number) => {
    if (!(await isCompared(path, name))) return;
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
  const file = async ({ name, facts, code }: FolderEntry, folder: string, below: string) => {
    const path = host.path.join(folder, name);
    if (facts?.kind === 'file') await add(path, below + name, facts.size);
    else if (facts === null && code !== 'ENOENT') failed(path, Object.assign(new Error(code), { code }));
  };

  const result = { files, names, gaps };
  const been = new Set<string>();
  const waiting: { readonly folder: string; readonly below: string; readonly depth: number }[] = [];
  /** Puts a folder on the list. `real`: where it lies, links followed. */
  const wait = (folder: string, real: string, below: string, depth: number) => {
    if (been.has(real)) return;
    been.add(real);
    // What the kernel tells is another thing at every look, and has no end.
    if (depth > MOST.depth || isOfTheKernel(real))
      gaps.push({ where: folder, because: { id: 'contents.too-much' } });
    else waiting.push({ folder, below, depth });
  };
  try {
    const facts = await host.stat(root);
    if (facts.kind === 'file') {
      await add(root, host.path.basename(root), facts.size);
      return result;
    }
    wait(root, await host.realpath(root), '', 0);
  } catch (error) {
    failed(root, error);
    return result;
  }
  const inside = async (each: FolderEntry, folder: string, below: string, depth: number) => {
    const path = host.path.join(folder, each.name);
    if (each.facts?.kind !== 'folder') return file(each, folder, below);
    if (each.link) keep(below + each.name, contentHash(`link ${await host.readLink(path)}`));
    if (!SKIPPED.has(each.name)) wait(path, await host.realpath(path), `${below}${each.name}/`, depth + 1);
  };
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { folder, below, depth } = next;
    if (isOver(folder)) return result;
    let entries: readonly FolderEntry[] = [];
    try {
      entries = await host.entries(folder);
    } catch (error) {
      failed(folder, error);
      continue;
    }
    for (const each of entries) {
      if (isOver(folder)) return result;
      await inside(each, folder, below, depth).catch((error) => {
        // What went away meanwhile isn't there.
        if (errorCode(error) !== 'ENOENT') failed(host.path.join(folder, each.name), error);
      });
    }
  }
  return result;
}
