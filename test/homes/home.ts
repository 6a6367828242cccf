import { addCopies } from './parts/copies';
import { addExtensions } from './parts/extensions';
import { addKeys } from './parts/keys';
import { addSetup } from './parts/setup';
import { addState } from './parts/state';
import { addWorkspace } from './parts/workspaces';
import { type Random, random } from './random';
import { GENERATIONS, type Generation } from './settings';

/** One thing in a home; paths go from the home. */
export type Item =
  | { readonly kind: 'folder'; readonly path: string; readonly mode: number }
  | { readonly kind: 'file'; readonly path: string; readonly text: string | Buffer; readonly mode: number }
  | { readonly kind: 'link'; readonly path: string; readonly to: string }
  /** A second name of a file. */
  | { readonly kind: 'name'; readonly path: string; readonly of: string };

/** What a home is made of besides files; the words are for whoever shrinks a failing one. */
export const TRAITS = [
  'style',
  'includes',
  'links',
  'modes',
  'groups',
  'attributes',
  'names',
  'profiles',
  'legacy',
  'environment',
  'keys',
  'backups',
  'copies',
  'extensions',
  'workspace',
  'git',
] as const;
export type Trait = (typeof TRAITS)[number];

/** A home as it is to be laid out. */
export interface UnsafeHome {
  readonly seed: number;
  readonly generation: Generation;
  readonly items: Item[];
  readonly env: Record<string, string>;
  /** Settings files, main and included, and all comments in each. */
  readonly settings: { readonly path: string; readonly comments: readonly string[] }[];
  /** Paths that belong to a group that their owner isn't in; made as root only. */
  readonly foreign: string[];
  /** Extended attributes (user.*) and access lists (acl(5)) by path. */
  readonly attributes: { readonly path: string; readonly name: string; readonly value: string }[];
  readonly lists: { readonly path: string; readonly entry: string }[];
}

/** What the parts of a home get to work with. */
export interface Making extends UnsafeHome {
  /** Drawn for one trait only, so that leaving another out changes nothing else. */
  draw(trait: Trait): Random;
  has(trait: Trait): boolean;
  folder(path: string, mode?: number): void;
  file(path: string, text: string | Buffer, mode?: number): void;
  link(path: string, to: string): void;
}

/** The home of a seed, without the traits that are left out. */
export function unsafeHome(seed: number, without: ReadonlySet<Trait> = new Set()): UnsafeHome {
  const items: Item[] = [];
  const generation = GENERATIONS[seed % GENERATIONS.length] ?? '2026.9.6';
  const making: Making = {
    ...{ seed, generation, items, env: {}, settings: [], foreign: [], attributes: [], lists: [] },
    draw: (trait) => random(seed, trait),
    has: (trait) => !without.has(trait),
    folder: (path, mode = 0o755) => items.push({ kind: 'folder', path, mode }),
    file: (path, text, mode = 0o644) => items.push({ kind: 'file', path, text, mode }),
    link: (path, to) => items.push({ kind: 'link', path, to }),
  };
  making.file('.profile', 'export LANG=zh_CN.UTF-8\n');
  making.file('Documents/账单 2026.txt', 'rent\n');
  making.file('Documents/letter.txt', 'Dear Bob\n');
  const r = making.draw('profiles');
  const names = making.has('profiles') && r.chance(0.45) ? r.pick([['work'], ['dev', '家'], ['test 2']]) : [];
  for (const [index, name] of ['', ...names].entries()) {
    const state = addState(making, name);
    const workspace = addWorkspace(making, state.state, name);
    const { plugins, loadPaths } = addExtensions(making, state.state, index);
    addSetup(making, { ...state, index, workspace, plugins, loadPaths });
    if (index === 0) addKeys(making, state.state);
  }
  addCopies(making);
  const { seed: _seed, draw: _draw, has: _has, folder: _folder, file: _file, link: _link, ...home } = making;
  return { ...home, seed };
}
