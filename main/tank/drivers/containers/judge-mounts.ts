import type { AttemptOutcome } from '../../../contract/tank';
import {
  type Container,
  isJsonObject,
  type JsonObject,
  stringsAt,
  textAt,
} from '../../../isolation/oci-inspect';
import { HOME } from './container-arguments';

/** Where a mount that doesn't belong there shows: each is told in one line, the one that it opens. */
export type MountLine = 'host-folders' | 'engine-sockets' | 'clipboard' | 'devices' | 'mounts';

export interface Strange {
  readonly line: MountLine;
  /** Where it comes from, as the engine says. */
  readonly what: string;
}

/** Sockets by which engines are told what to do, and folders that hold them. */
const ENGINE_SOCKET =
  /(^|\/)(docker|podman|containerd|crio|buildkitd|libvirt-sock)[\w.-]*\.sock$|\/(docker|podman|containerd|crio|libvirt)\/?$|\/libvirt-sock(-ro)?$/;
/** X11, Wayland, sound and the session's bus: ways to the clipboard and the screen. */
const DESKTOP =
  /\/\.X11-unix(\/|$)|\/wayland-\d+$|\/\.?Xauthority$|\/pulse(\/|$)|\/pipewire-\d+$|^\/run\/user\/\d+(\/bus)?\/?$/;

function lineOf(source: string, type: string | null): MountLine {
  if (type === 'tmpfs' || type === 'volume' || type === 'image') return 'mounts';
  if (ENGINE_SOCKET.test(source)) return 'engine-sockets';
  if (DESKTOP.test(source)) return 'clipboard';
  if (source.startsWith('/dev/')) return 'devices';
  return type === 'bind' ? 'host-folders' : 'mounts';
}

/** Source and place of each mount that the command named which made it: `--volume`, `-v`, `--mount` (podman-run(1)). */
function askedFor(args: readonly string[]): readonly (readonly [source: string, to: string])[] {
  return args.flatMap((word, index) => {
    const [, option, inline] = /^(--volume|--mount|-[A-Za-z]*?v)(?:=|(?=[/.~])|$)(.*)/.exec(word) ?? [];
    if (option === undefined) return [];
    const value = inline || (args[index + 1] ?? '');
    if (option !== '--mount') {
      const [source = '', to = ''] = value.split(':');
      return [[source, to] as const];
    }
    const field = (names: RegExp) =>
      value
        .split(',')
        .find((each) => names.test(each))
        ?.replace(names, '') ?? '';
    return [[field(/^(?:src|source)=/), field(/^(?:dst|destination|target)=/)] as const];
  });
}

/**
 * What was asked for and isn't in the engine's list: Podman leaves folders out that it lays under a layer of their own
 * (`:O`), though everything in them can be read. Null: the command isn't told.
 */
function unlisted(container: Container, mounts: readonly JsonObject[]): readonly Strange[] | null {
  const args = stringsAt(container, 'Config', 'CreateCommand');
  if (args === null || args.length === 0) return null;
  const listed = mounts.map((each) => textAt(each, 'Destination'));
  return askedFor(args)
    .filter(([, to]) => !listed.includes(to))
    .map(([source, to]) => ({
      line: lineOf(source, /^[\w-]+$/.test(source) ? 'volume' : 'bind'),
      what: `${source} → ${to}`,
    }));
}

/**
 * Everything that is mounted into OpenClaw's container but its own home. `null`: it can't be told.
 * @param hides the engine's list leaves some out, so that the command that made it is read as well
 * @param volume as `volume inspect` has it: a volume with options may be a folder of this computer under another name
 */
export function strangeMounts(
  container: Container,
  home: string,
  volume: JsonObject | null,
  hides: boolean,
): readonly Strange[] | null {
  const { Mounts } = container;
  if (!Array.isArray(Mounts) || !Mounts.every(isJsonObject)) return null;
  const hidden = hides ? unlisted(container, Mounts) : [];
  if (hidden === null) return null;
  const strange: Strange[] = [...hidden];
  let own = 0;
  for (const each of Mounts) {
    const [type, name, source, to] = ['Type', 'Name', 'Source', 'Destination'].map((key) =>
      textAt(each, key),
    );
    if (type === 'volume' && name === home && to === HOME) own += 1;
    // The only tmpfs that is asked for; it holds nothing of this computer.
    else if (!(type === 'tmpfs' && to === '/tmp'))
      strange.push({ line: lineOf(source ?? '', type ?? null), what: `${source || name || type} → ${to}` });
  }
  if (own !== 1 || volume === null) return null;
  const options = volume.Options;
  if (options !== null && !isJsonObject(options)) return null;
  if (options !== null && Object.keys(options).length > 0)
    strange.push({ line: 'host-folders', what: `${home}: ${Object.keys(options).sort().join(', ')}` });
  return volume.Driver === 'local' ? strange : null;
}

/** What is known of one line: worse counts. */
export const outcomeOf = (strange: readonly Strange[] | null, line: MountLine): AttemptOutcome =>
  strange === null ? 'untested' : strange.some((each) => each.line === line) ? 'open' : 'blocked';
