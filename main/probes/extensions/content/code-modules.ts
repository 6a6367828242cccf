import { languageOf } from './source-language';
import type { SourceFile } from './types';

/** A file of code with those of the same extension that it takes in, as one text. */
export interface JoinedCode {
  readonly language: 'python' | 'javascript';
  readonly text: string;
  /** The file and line that a line of the whole stands in, both counted from 1. */
  readonly placeOf: (line: number) => { readonly file: string; readonly line: number };
}

const MOST_ENTRIES = 8;
const MOST_FILES = 12;
const LONGEST = 64 * 1024;
const JS_TAKES =
  /^[ \t]{0,8}(?:(?:import|export)\b([^;'"`()]{0,400}?)\bfrom[ \t]{0,4}|(?:const|let|var)[ \t]{1,4}([^=;'"`]{1,400}?)=[ \t]{0,4}require\([ \t]{0,4})['"](\.{1,2}\/[^'"\n]{1,200})['"]\)?/gm;
const PYTHON_TAKES =
  /^[ \t]{0,8}(?:from[ \t]{1,4}(\.{0,2}\w[\w.]{0,100})[ \t]{1,4}import\b[^\n]{0,400}|import[ \t]{1,4}(\w[\w.]{0,100})(?:[ \t]{1,4}as[ \t]{1,4}(\w{1,60}))?)/gm;
const ENDINGS = ['', '.js', '.ts', '.mjs', '.cjs', '.mts', '.tsx', '/index.js', '/index.ts'];

interface Taken {
  readonly file: SourceFile;
  /** The one name that stands for all that it gives; null where its own names are used. */
  readonly as: string | null;
}
interface Module {
  readonly file: SourceFile;
  readonly language: 'python' | 'javascript';
  /** Its text without the lines that take in others of the extension. */
  readonly rest: string;
  readonly takes: readonly Taken[];
}

/**
 * The parts of an extension that only together show what goes where: each file that no other takes in, behind those that
 * it does. Small ones only: who has more than 64 KiB or 12 files is read file by file.
 */
export function joinedCode(files: readonly SourceFile[]): readonly JoinedCode[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const modules = new Map<string, Module>();
  for (const file of files) {
    const language = languageOf(file.path, file.text);
    if (language === 'python' || language === 'javascript')
      modules.set(file.path, moduleOf(file, language, byPath));
  }
  const taken = new Set([...modules.values()].flatMap(({ takes }) => takes.map(({ file }) => file.path)));
  return [...modules.values()]
    .filter(({ file, takes }) => takes.length > 0 && !taken.has(file.path))
    .slice(0, MOST_ENTRIES)
    .flatMap((entry) => join(entry, modules) ?? []);
}

function moduleOf(
  file: SourceFile,
  language: Module['language'],
  byPath: ReadonlyMap<string, SourceFile>,
): Module {
  const takes: Taken[] = [];
  const take = (all: string, found: SourceFile | undefined, as: string | null) => {
    if (!found || found === file) return all;
    takes.push({ file: found, as });
    // Lines are counted as before.
    return all.replace(/[^\n]/g, '');
  };
  const rest =
    language === 'python'
      ? file.text.replace(PYTHON_TAKES, (all, from?: string, whole?: string, as?: string) =>
          take(all, pythonFile(file.path, from ?? whole ?? '', byPath), whole ? (as ?? whole) : null),
        )
      : file.text.replace(JS_TAKES, (all, names?: string, named?: string, path = '') => {
          const found = ENDINGS.flatMap((end) => [
            below(file.path, path + end),
            below(file.path, path.replace(/\.js$/, '.ts') + end),
          ]);
          const as = /^\s*(?:\*\s*as\s+)?([\w$]+)\s*$/.exec(names ?? named ?? '')?.[1] ?? null;
          return take(all, byPath.get(found.find((each) => byPath.has(each)) ?? ''), as);
        });
  return { file, language, rest, takes };
}

/** A path that a file gives from where it lies. */
function below(from: string, path: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const each of path.split('/'))
    if (each === '..') parts.pop();
    else if (each !== '.') parts.push(each);
  return parts.join('/');
}

function pythonFile(
  from: string,
  module: string,
  byPath: ReadonlyMap<string, SourceFile>,
): SourceFile | undefined {
  const up = module.startsWith('..') ? '../' : './';
  const path = module.replace(/^\.+/, '').replaceAll('.', '/');
  const places = [below(from, up + path), path];
  return places
    .flatMap((each) => [`${each}.py`, `${each}/__init__.py`])
    .map((each) => byPath.get(each))
    .find(Boolean);
}

function join(entry: Module, modules: ReadonlyMap<string, Module>): JoinedCode | null {
  const order: Module[] = [];
  const visit = (module: Module) => {
    if (order.includes(module) || order.length >= MOST_FILES) return;
    order.push(module);
    for (const { file } of module.takes) {
      const next = modules.get(file.path);
      if (next) visit(next);
    }
  };
  visit(entry);
  const names = new Map(
    order
      .flatMap(({ takes }) => takes.map(({ file, as }) => [file.path, as] as const))
      .filter(([, as]) => as),
  );
  const spaces = new Set(names.values());
  const texts = order.map(({ file, rest }) => {
    const as = names.get(file.path);
    const own = as ? rest.replace(/\bmodule\.exports[ \t]{0,4}=|\bexport default\b/g, `${as} =`) : rest;
    return own.replace(/(?<![\w.$])([\w$]+)\.(?=[\w$])/g, (all, name: string) =>
      spaces.has(name) ? '' : all,
    );
  });
  const text = texts.join('\n');
  if (text.length > LONGEST || order.length < 2) return null;
  const lengths = texts.map((each) => each.split('\n').length);
  return {
    language: entry.language,
    text,
    placeOf: (line) => {
      let at = 0;
      let rest = line;
      while (at < lengths.length - 1 && rest > (lengths[at] ?? 0)) rest -= lengths[at++] ?? 0;
      return { file: order[at]?.file.path ?? entry.file.path, line: rest };
    },
  };
}
