import { isActing, type Role, roleOfArguments, roleOfScript } from '../../openclaw/gateway-process';
import { namesOpenClaw, PACKAGES } from '../../openclaw/install-places';
import { pathsInLauncher } from '../../openclaw/launcher-paths';
import { fetchedPackage, packageScript } from '../../openclaw/package-runners';
import { shellRuns } from '../../openclaw/service-control';
import { bareCommand, isHarmless, shellCommands } from '../../openclaw/shell-text';
import { errorCode, type Host } from '../../system/read';
import { packageOfImage } from '../openclaw/parse-containers';
import { packageFinder } from './find-package';
import { identifyScript, identity } from './identify';
import type { ProgramIdentity } from './types';

/** Where a command would be run. */
export interface CommandPlace {
  /** Its working directory; null when it can't be told. */
  readonly cwd: string | null;
  /** Its `PATH`; this account's unless told. */
  readonly search?: string | undefined;
  /** Whoever runs it is called as OpenClaw's own: then what can't be looked into may be it. */
  readonly hinted?: boolean;
}

/**
 * What command lines that are run one after another are of OpenClaw's; null when they start something else, or what
 * ends by itself. `certain` only where they start nothing besides.
 */
export type FindCommand = (
  commands: readonly (readonly string[])[],
  place: CommandPlace,
) => Promise<ProgramIdentity | null>;

const SCRIPT_BYTES = 256 * 1024;
/** Scripts that start scripts, no deeper. */
const DEPTH = 4;
const USUAL = ['/usr/local/bin', '/usr/bin', '/bin'];

const base = (path: string) => path.replace(/^.*[\\/]/, '');
const bare = (path: string) => base(path).replace(/\.(exe|cmd|bat|ps1|[cm]?js)$/i, '');
const isNamed = (program: string) => (PACKAGES as readonly string[]).includes(bare(program).toLowerCase());
const acting = (is: ProgramIdentity | null): ProgramIdentity | null =>
  is === null || !isActing(is.role) ? null : is;

/** The image or name in a command of docker or podman that starts a container of OpenClaw; null for any other. */
function containerOf(args: readonly string[]): ProgramIdentity | null {
  const verb = args.findIndex((word) => /^(run|start|create)$/.test(word));
  if (!/^(docker|podman)$/i.test(bare(args[0] ?? '')) || verb < 0) return null;
  const rest = args.slice(verb + 1);
  const free = rest.filter(
    (word, at) =>
      !word.startsWith('-') &&
      (at === 0 ||
        !/^--?[\w-]+$/.test(rest[at - 1] ?? '') ||
        /^(-d|-i|-t|-it|--rm|--init|--detach|--replace)$/.test(rest[at - 1] ?? '')),
  );
  const image = free.find((word) => packageOfImage(word) !== null);
  // `start` names a container, and anybody may call one so.
  return image === undefined
    ? null
    : identity('gateway', args[verb] !== 'start', null, [{ by: 'image', saw: image }]);
}

/** Reads what commands start, by the files that they would run. */
export function commandFinder(host: Host): FindCommand {
  const { isAbsolute, join, resolve, delimiter } = host.path;
  const find = packageFinder(host);

  /** The file that a word stands for: a path, or a name that is looked for where the system would. */
  async function fileOf(word: string, { cwd, search }: CommandPlace): Promise<string | null> {
    if (isAbsolute(word)) return word;
    if (/[\\/]/.test(word)) return cwd === null ? null : resolve(cwd, word);
    const folders = [
      ...(search ?? host.env.PATH ?? host.env.Path ?? '').split(delimiter),
      ...(host.platform === 'win32' ? [] : USUAL),
    ];
    for (const folder of folders.filter((each) => isAbsolute(each))) {
      const file = join(folder, word);
      if (
        await host.stat(file).then(
          ({ kind }) => kind === 'file',
          () => false,
        )
      )
        return file;
    }
    return null;
  }

  /** What several commands of one script are together: OpenClaw beyond doubt only where nothing else is started. */
  async function together(
    commands: readonly (readonly string[])[],
    place: CommandPlace,
    depth: number,
  ): Promise<ProgramIdentity | null> {
    const real = commands
      .map((args) => (args[0] === 'for' ? args : bareCommand(args)))
      .filter((args) => args.length > 0 && !isHarmless(args));
    const found = await Promise.all(real.map((args) => ask(args, place, depth + 1)));
    const ours = found.filter((each) => each !== null);
    const [first] = ours;
    if (!first) return null;
    return { ...first, certain: ours.length === real.length && ours.every(({ certain }) => certain) };
  }

  async function script(
    file: string,
    rest: readonly string[],
    place: CommandPlace,
    depth: number,
  ): Promise<ProgramIdentity | null> {
    let bytes: Buffer;
    try {
      // A program of machine code is larger than any script.
      if ((await host.stat(file)).size > SCRIPT_BYTES) return null;
      bytes = await host.readBytes(file, SCRIPT_BYTES);
    } catch (error) {
      host.signal.throwIfAborted();
      if (errorCode(error) === 'EFBIG' || errorCode(error) === 'EFTYPE') return null;
      return named(file, rest, place);
    }
    if (bytes.subarray(0, 512).includes(0)) return null;
    const text = bytes.toString('utf8');
    const commands = /^#!.*\b(node|python\d*|perl|ruby)\b/.test(text)
      ? null
      : shellCommands(text.replace(/^#!.*/, ''));
    const whole = commands?.map((args) =>
      args.flatMap((word) => (/^\$[@*]$|^\$\{[@*]\}$/.test(word) ? rest : [word])),
    );
    if (whole && depth < DEPTH) return together(whole, place, depth);
    const targets = await Promise.all(pathsInLauncher(text, host.path.dirname(file), host.home).map(find));
    const ours = targets.find((each) => each.state === 'ours');
    if (ours?.state !== 'ours') return null;
    // npm's and pnpm's own launchers are called as the command is.
    return acting(
      identity(roleOfArguments(rest), isNamed(file), ours.folder, [{ by: 'program', saw: ours.folder }]),
    );
  }

  /** What can't be looked into is told by its name, which proves nothing. */
  function named(file: string, rest: readonly string[], { hinted }: CommandPlace): ProgramIdentity | null {
    const hidden: Role = hinted || namesOpenClaw(base(file)) ? 'gateway' : 'command';
    const role = isNamed(file) ? roleOfArguments(rest) : hidden;
    return acting(identity(role, false, null, [{ by: 'name', saw: file }]));
  }

  async function ask(
    given: readonly string[],
    place: CommandPlace,
    depth: number,
  ): Promise<ProgramIdentity | null> {
    const args = bareCommand(given);
    const [first] = args;
    if (first === undefined) return null;
    // OpenClaw's own wrapper on macOS: the file with the environment, then the command.
    const wrapper = args.slice(0, 2).findIndex((word) => word.endsWith('-env-wrapper.sh'));
    if (wrapper >= 0) return ask(args.slice(wrapper + 2), place, depth);
    const container = containerOf(args);
    if (container) return container;
    const shell = shellRuns(args);
    if (shell) {
      if (depth >= DEPTH) return null;
      if ('file' in shell) {
        const file = await fileOf(shell.file.includes('/') ? shell.file : `./${shell.file}`, place);
        return file === null
          ? named(shell.file, [], place)
          : script(file, args.slice(args.indexOf(shell.file) + 1), place, depth);
      }
      const commands = shellCommands(shell.text);
      if (commands) return together(commands, place, depth);
      return namesOpenClaw(shell.text)
        ? identity('gateway', false, null, [{ by: 'name', saw: shell.text }])
        : null;
    }
    const fetched = fetchedPackage(args);
    if (fetched) {
      const saw = [{ by: 'program' as const, saw: fetched.name }];
      return acting(identity(roleOfArguments(fetched.rest), true, null, saw));
    }
    const ran = packageScript(args);
    if (ran && place.cwd !== null) {
      const around = await find(join(place.cwd, 'package.json'));
      if (around.state === 'ours') {
        const role = /gateway/.test(ran.script) ? 'gateway' : roleOfArguments(ran.rest);
        return acting(identity(role, true, around.folder, [{ by: 'program', saw: around.folder }]));
      }
    }
    const file = await fileOf(first, place);
    const program = { program: bare(first), args, file: file ?? first, cwd: place.cwd };
    const byScript = await identifyScript(program, find, host.path);
    if (byScript) return acting(byScript);
    if (file === null) return named(first, args.slice(1), place);
    const found = await find(file);
    if (found.state === 'ours') {
      const role = roleOfScript(found.inside, args.slice(1));
      return acting(identity(role, true, found.folder, [{ by: 'program', saw: file }]));
    }
    if (found.state === 'unreadable') return named(file, args.slice(1), place);
    return /^(node|bun|deno|electron)/i.test(bare(file)) ? null : script(file, args.slice(1), place, depth);
  }
  return async (commands, place) => {
    const empty = commands.every((args) => args.length === 0);
    if (empty) return place.hinted ? identity('gateway', false, null, []) : null;
    return together(commands, place, -1);
  };
}
