import type { Platform } from '../contract/finding';

/** A copy in an npm prefix, which npm can bring up to date. */
export interface NpmPlace {
  readonly kind: 'npm';
  /** What npm calls its prefix. */
  readonly prefix: string;
  /** The `node_modules` folder that holds the package. */
  readonly modules: string;
}

/** Who else must do it; names a sentence of `updates/words.ts`. */
export type ManualUpdate =
  /** Through us, when its layout is one that we know. */
  'pnpm' | 'yarn' | 'bun' | 'git' | 'app' | 'container' | 'wsl' | 'homebrew' | 'volta' | 'project' | 'other';

/** Where npm keeps a global package below its prefix (npm docs, configuring-npm/folders). */
const modulesOf = (prefix: string, platform: Platform) =>
  platform === 'win32' ? `${prefix}\\node_modules` : `${prefix}/lib/node_modules`;

/** Who brings the package folder `path` (a real path; `kind` as in `Copy`) up to date: npm, or somebody else by hand. */
export function packageManagerOf(path: string, kind: string, platform: Platform): NpmPlace | ManualUpdate {
  switch (kind) {
    case 'yarn':
    case 'bun':
    case 'git':
    case 'container':
    case 'wsl':
    case 'pnpm':
      return kind;
    case 'app-bundle':
      return 'app';
    default:
  }
  const slashed = path.replace(/\\/g, '/');
  if (/\/Cellar\//.test(slashed)) return 'homebrew';
  if (/\/\.?volta\//i.test(slashed)) return 'volta';
  if (/\/_npx\/|\/snap\//.test(slashed)) return 'other';
  const separator = platform === 'win32' ? '\\' : '/';
  const end = `${separator}node_modules${separator}openclaw`;
  if (!path.endsWith(end)) return 'other';
  const above = path.slice(0, -end.length);
  const prefix = platform === 'win32' ? above : above.replace(/\/lib$/, '');
  // A folder of a project: its own package.json decides what lies in it.
  if (prefix === above && platform !== 'win32') return 'project';
  return { kind: 'npm', prefix, modules: modulesOf(prefix, platform) };
}
