import { pathsInLauncher } from '../../openclaw/launcher';
import { BIN_FOLDERS } from '../../openclaw/places';
import { errorCode, isAbsent } from '../host';
import type { Copy } from '.';
import type { Eyes } from './eyes';
import { placesOf } from './folders';
import type { People } from './homes';
import { examine, packageAbove, packagesIn } from './packages';

const LAUNCHER_BYTES = 64 * 1024;
const LAUNCHER = /^(openclaw|clawdbot|moltbot)(-(cn|zh))?(\.(cmd|bat|exe|mjs|js))?$/i;

/** A script, not a program of machine code: no zero byte at its start. */
const isText = (bytes: Buffer) => !bytes.subarray(0, 512).includes(0);

/** The copies that one program or script starts. A script that starts none that is still there yields nothing. */
export async function followLauncher(
  eyes: Eyes,
  people: People,
  file: string,
  home: string,
): Promise<readonly Copy[]> {
  const { host } = eyes;
  const real = await eyes.real(file);
  if (!real) return [];
  const around = await packageAbove(eyes, people, real);
  if (around) return [around];
  let bytes: Buffer;
  try {
    bytes = await host.readBytes(real, LAUNCHER_BYTES);
  } catch (error) {
    if (!isAbsent(error) && errorCode(error) !== 'EFTYPE' && errorCode(error) !== 'EISDIR')
      eyes.miss(real, error);
    return [];
  }
  if (!isText(bytes)) return [];
  const targets = pathsInLauncher(bytes.toString('utf8'), host.path.dirname(real), home);
  const found = await Promise.all(
    targets.map(async (target) => {
      const script = await eyes.real(host.path.normalize(target));
      return script ? packageAbove(eyes, people, script) : null;
    }),
  );
  return found.filter((copy) => copy !== null);
}

/**
 * Walks `PATH` and the usual program folders: commands named openclaw, clawdbot or moltbot, and the packages beside
 * the Node that npm would install to. A folder of `PATH` that this account may not read can't start anything for it.
 */
export async function copiesOnPath(eyes: Eyes, people: People): Promise<readonly Copy[]> {
  const { host } = eyes;
  const { join, dirname } = host.path;
  const calm = eyes.quiet;
  const path = (host.env.PATH ?? host.env.Path ?? '').split(host.path.delimiter);
  const own = path
    .filter((folder) => host.path.isAbsolute(folder))
    .map((pattern) => ({ pattern, home: host.home }));
  const usual = people.homes.flatMap((home) =>
    placesOf(
      host,
      home,
      BIN_FOLDERS[host.platform].map((pattern) => ({ pattern, home: home.path })),
    ),
  );
  const folders = new Map(
    [...usual, ...own].map((place) => [host.path.normalize(place.pattern), place.home]),
  );

  const found = await Promise.all(
    [...folders].map(async ([folder, home]): Promise<readonly Copy[]> => {
      const names = await calm.names(folder);
      const launchers = names.filter((name) => LAUNCHER.test(name));
      const node = names.find((name) => /^node(\.exe)?$/i.test(name));
      const program = node && (await calm.real(join(folder, node)));
      const prefixes = [dirname(folder), ...(program ? [dirname(dirname(program))] : [])];
      const modules =
        host.platform === 'win32'
          ? [folder, ...(program ? [dirname(program)] : [])].map((each) => join(each, 'node_modules'))
          : prefixes.map((each) => join(each, 'lib', 'node_modules'));
      const packages = await Promise.all([...new Set(modules)].map((each) => packagesIn(calm, each)));
      const copies = await Promise.all([
        ...packages.flat().map(async (each) => {
          const copy = await examine(eyes, people, { path: each, kind: 'npm' });
          return copy ? [copy] : [];
        }),
        ...launchers.map((name) => followLauncher(eyes, people, join(folder, name), home)),
      ]);
      return copies.flat();
    }),
  );
  return found.flat();
}
