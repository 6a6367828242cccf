import { PACKAGES } from './install-places';

const base = (path: string) => path.replace(/^.*[\\/]/, '').replace(/\.(exe|cmd|ps1)$/i, '');

/** Words of a runner's own that take another word (npm-exec(1), `pnpm dlx --help`, `bunx --help`). */
const WITH_WORD =
  /^(-p|--package|-c|--call|-w|--workspace|--prefix|-C|--dir|--cwd|--filter|-F|--registry|--userconfig)$/;

const withoutOptions = (args: readonly string[]): readonly string[] => {
  let at = 0;
  while (args[at]?.startsWith('-') === true && args[at] !== '--')
    at += WITH_WORD.test(args[at] ?? '') ? 2 : 1;
  return args.slice(args[at] === '--' ? at + 1 : at);
};

/**
 * The words for a package of OpenClaw that is fetched, or taken from a cache, when it is started: `npx -y
 * openclaw@latest gateway`, `npm exec openclaw -- gateway`, `pnpm dlx openclaw`, `yarn dlx`, `bunx`. Null for any other.
 */
export function fetchedPackage(
  args: readonly string[],
): { readonly name: string; readonly rest: readonly string[] } | null {
  const program = base(args[0] ?? '').toLowerCase();
  const options = withoutOptions(args.slice(1));
  const after = /^(npx|bunx|pnpx)$/.test(program)
    ? options
    : /^(npm|pnpm|yarn|bun)$/.test(program) && /^(exec|x|dlx)$/.test(options[0] ?? '')
      ? withoutOptions(options.slice(1))
      : null;
  if (after === null) return null;
  const [spec = '', ...rest] = after;
  // The version stands behind an `@` of the last part, never behind that of a scope.
  const at = spec.indexOf('@', Math.max(1, spec.lastIndexOf('/') + 1));
  const name = at === -1 ? spec : spec.slice(0, at);
  if (!(PACKAGES as readonly string[]).includes(name)) return null;
  return { name, rest: rest[0] === '--' ? rest.slice(1) : rest };
}

/**
 * The script of a package that a package manager runs in its folder, and the words after it: `pnpm start gateway`,
 * `npm run start -- gateway`, `yarn openclaw gateway`, `bun run start`. Null for any other command.
 */
export function packageScript(
  args: readonly string[],
): { readonly script: string; readonly rest: readonly string[] } | null {
  const program = base(args[0] ?? '').toLowerCase();
  if (!/^(npm|pnpm|yarn|bun)$/.test(program)) return null;
  const options = withoutOptions(args.slice(1));
  const named = /^(run|run-script)$/.test(options[0] ?? '');
  const [script, ...rest] = named ? withoutOptions(options.slice(1)) : options;
  // Without `run`, npm knows `start` alone; pnpm and yarn take any script.
  if (script === undefined || (!named && program === 'npm' && script !== 'start')) return null;
  if (/^(install|add|i|ci|exec|x|dlx|update|remove|why|list|ls|audit|init|create|publish|test)$/.test(script))
    return null;
  return { script, rest: rest[0] === '--' ? rest.slice(1) : rest };
}
