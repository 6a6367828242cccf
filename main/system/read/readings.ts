import type { Influence } from '../../contract/influence';
import type { Host } from '.';

/** What a change may have influenced, and where the paths that it names really lie. */
export interface Influenced {
  readonly influences: readonly Influence[];
  readonly real: ReadonlyMap<string, string>;
}

/**
 * The kernel's own files: they tell of processes, sockets and devices, and no change of a file changes them. Those in
 * /dev/shm are anybody's (shm_overview(7)).
 */
const KERNEL = /^\/(?:proc|sys|dev(?!\/shm\/))(?:\/|$)/;

export const isOfTheKernel = (path: string): boolean => KERNEL.test(path);

/**
 * Programs that tell of the machine, its accounts, processes, services and containers, or of the very paths that they
 * are given. Any other may read whatever it likes.
 */
const TELLS_OF_THE_SYSTEM =
  /^(?:systemd-detect-virt|uname|sysctl|whoami|id|dscl|dseditgroup|docker|ps|lsof|netstat|reg|schtasks|tailscale|wsl|getfacl|ls|plutil)(?:\.exe)?$/i;

interface Flags {
  lists: boolean;
  absent: boolean;
  /** The files in this folder were read as well. */
  files: boolean;
  /** What a listing gave. Null where two gave other names, or too many; undefined before it is told. */
  names?: readonly string[] | null;
}

/** Longer lists are not kept: whatever changes below such a folder counts. */
const MOST_NAMES = 5000;

/** What was read of the machine for one answer. */
export class Readings {
  private readonly paths = new Map<string, Flags>();
  private readonly arguments = new Set<string>();
  private kernel = false;
  private programs = false;
  /** A program ran of which nobody knows what it reads. */
  private anything = false;

  /** `lists`: the names in a folder. `absent`: nothing was there. */
  path(path: string, lists: boolean, absent: boolean): void {
    if (isOfTheKernel(path)) {
      this.kernel = true;
      return;
    }
    const known = this.paths.get(path);
    if (!known) this.paths.set(path, { lists, absent, files: false });
    else {
      known.lists ||= lists;
      known.absent ||= absent;
    }
  }

  /** Which names a folder had, once its listing has come. */
  names(folder: string, names: readonly string[]): void {
    const known = this.paths.get(folder);
    if (!known) return;
    const before = known.names === undefined ? names : known.names;
    const isSame = before?.length === names.length && before.every((name, index) => name === names[index]);
    known.names = isSame && names.length <= MOST_NAMES ? names : null;
  }

  /** Files of this folder were read, nobody keeps which. */
  within(folder: string): void {
    this.path(folder, false, false);
    const known = this.paths.get(folder);
    if (known) known.files = true;
  }

  program(program: string, args: readonly string[]): void {
    this.programs = true;
    if (!TELLS_OF_THE_SYSTEM.test(program.split(/[\\/]/).at(-1) ?? '')) this.anything = true;
    for (const word of args) if (/^(?:\/|[a-z]:[\\/])/i.test(word)) this.arguments.add(word);
  }

  /** Whether a change can have made any of it otherwise. `realOf` gives where a path lay, links followed. */
  meet(
    { influences, real }: Influenced,
    realOf: (path: string) => string,
    { path, platform }: Host,
  ): boolean {
    if (influences.length === 0) return false;
    if (this.anything) return true;
    const running = this.kernel || this.programs;
    if (
      influences.some(
        ({ kind }) => kind === 'everything' || (running && ['process', 'gateway', 'service'].includes(kind)),
      )
    )
      return true;
    const fold = (each: string) => (platform === 'linux' ? each : each.toLowerCase());
    const spelled = (each: string) => new Set([fold(each), fold(real.get(each) ?? each)]);
    const within = (above: string, below: string) =>
      below === above || below.startsWith(above.endsWith(path.sep) ? above : above + path.sep);
    // Deeper down it changes no list of a folder that had the name on the way already.
    const changesNames = (folder: string, below: string, names: Flags['names']) => {
      const [name = '', ...deeper] = below.slice(folder.length).split(path.sep).filter(Boolean);
      return !names || deeper.length === 0 || !names.some((each) => fold(each) === name);
    };
    const isAt = (at: ReadonlySet<string>) => {
      const folders = new Set([...at].map((each) => path.dirname(each)));
      return (read: string, { files }: Flags) => at.has(read) || (files && folders.has(read));
    };
    const touches = influences.map((influence): ((read: string, flags: Flags) => boolean) => {
      switch (influence.kind) {
        case 'content':
        case 'access': {
          return isAt(spelled(influence.path));
        }
        case 'setting':
        case 'service': {
          return isAt(spelled(influence.file));
        }
        case 'place': {
          const at = [...spelled(influence.path)];
          return (read, { lists, absent, names }) =>
            at.some(
              (each) =>
                within(each, read) ||
                (absent && within(read, each)) ||
                (lists && within(read, each) && changesNames(read, each, names)),
            );
        }
        case 'gateway': {
          const at = [...spelled(influence.stateDir)];
          return (read, { lists }) =>
            at.some((each) => path.dirname(read) === each || (lists && read === each));
        }
        default:
          return () => false;
      }
    });
    const given: Flags = { lists: true, absent: false, files: false };
    const all: Iterable<readonly [string, Flags]> = [
      ...this.paths,
      ...[...this.arguments].map((word) => [word, given] as const),
    ];
    for (const [read, flags] of all) {
      const lexical = fold(read);
      const followed = fold(realOf(read));
      if (touches.some((touch) => touch(lexical, flags) || (followed !== lexical && touch(followed, flags))))
        return true;
    }
    return false;
  }
}
