import { BIN_FOLDERS } from '../../openclaw/install-places';
import { pathsInLauncher } from '../../openclaw/launcher-paths';
import { foldersOnPath } from '../../openclaw/shell-path';
import { hasShellFiles, START_FILES } from '../../openclaw/start-places';
import { errorCode, isAbsentReading } from '../../system/read';
import type { PartialResult } from '../partial-result';
import type { AccountHome, AccountHomes } from './account-homes';
import { inspectPackage, packageAbove, packagesIn } from './inspect-package';
import { placesOf } from './place-folders';
import type { TolerantReader } from './tolerant-reader';
import type { Copy } from './types';

const LAUNCHER_BYTES = 64 * 1024;
const START_FILE_BYTES = 1024 * 1024;
const LAUNCHER = /^(openclaw|clawdbot|moltbot)(-(cn|zh))?(\.(cmd|bat|exe|mjs|js))?$/i;

/** A script, not a program of machine code: no zero byte at its start. */
const isText = (bytes: Buffer) => !bytes.subarray(0, 512).includes(0);

/** The copies that one program or script starts. A script that starts none that is still there yields nothing. */
export async function followLauncher(
  reader: TolerantReader,
  people: AccountHomes,
  file: string,
  home: string,
): Promise<readonly Copy[]> {
  const { host } = reader;
  const real = await reader.realPath(file);
  if (!real) return [];
  const around = await packageAbove(reader, people, real);
  if (around) return [around];
  let bytes: Buffer;
  try {
    bytes = await host.readBytes(real, LAUNCHER_BYTES);
  } catch (error) {
    if (!isAbsentReading(error) && errorCode(error) !== 'EFTYPE' && errorCode(error) !== 'EISDIR')
      reader.addFailure(real, error);
    return [];
  }
  if (!isText(bytes)) return [];
  const targets = pathsInLauncher(bytes.toString('utf8'), host.path.dirname(real), home);
  const found = await Promise.all(
    targets.map(async (target) => {
      const script = await reader.realPath(host.path.normalize(target));
      return script ? packageAbove(reader, people, script) : null;
    }),
  );
  return found.filter((copy) => copy !== null);
}

/** Folders that the start files of shells put on `PATH`: a window started from a session doesn't have them. */
export async function foldersOfShells(reader: TolerantReader, home: AccountHome): Promise<readonly string[]> {
  const { host } = reader;
  if (!hasShellFiles(host.platform)) return [];
  const patterns = [...START_FILES.shell, ...START_FILES.other].map((each) =>
    host.path.join(home.path, each),
  );
  const files = await reader.skippingDenied.expand(...patterns);
  const texts = await Promise.all(files.map((file) => host.readText(file, START_FILE_BYTES).catch(() => '')));
  return [...new Set(texts.flatMap((text) => foldersOnPath(text, home.path)))];
}

/**
 * Walks `PATH`, what shells put on it and the usual program folders: commands named openclaw, clawdbot or moltbot, and the packages beside
 * the Node that npm would install to. A folder of `PATH` that this account may not read can't start anything for it.
 */
export async function copiesOnPath(
  reader: TolerantReader,
  people: AccountHomes,
  shellFolders: (home: AccountHome) => Promise<PartialResult<string>>,
): Promise<readonly Copy[]> {
  const { host } = reader;
  const { join, dirname } = host.path;
  const calm = reader.skippingDenied;
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
  const named = await Promise.all(
    people.homes.map(async (home) => {
      const { items, gaps } = await shellFolders(home);
      for (const { where, because } of gaps) reader.addGap(where, because);
      return items.map((pattern) => ({ pattern, home: home.path }));
    }),
  );
  const folders = new Map(
    [...named.flat(), ...usual, ...own].map((place) => [host.path.normalize(place.pattern), place.home]),
  );

  const found = await Promise.all(
    [...folders].map(async ([folder, home]): Promise<readonly Copy[]> => {
      const names = await calm.list(folder);
      const launchers = names.filter((name) => LAUNCHER.test(name));
      const node = names.find((name) => /^node(\.exe)?$/i.test(name));
      const program = node && (await calm.realPath(join(folder, node)));
      const prefixes = [dirname(folder), ...(program ? [dirname(dirname(program))] : [])];
      const modules =
        host.platform === 'win32'
          ? [folder, ...(program ? [dirname(program)] : [])].map((each) => join(each, 'node_modules'))
          : prefixes.map((each) => join(each, 'lib', 'node_modules'));
      const packages = await Promise.all([...new Set(modules)].map((each) => packagesIn(calm, each)));
      const copies = await Promise.all([
        ...packages.flat().map(async (each) => {
          const copy = await inspectPackage(reader, people, { path: each, kind: 'npm' });
          return copy ? [copy] : [];
        }),
        ...launchers.map((name) => followLauncher(reader, people, join(folder, name), home)),
      ]);
      return copies.flat();
    }),
  );
  return found.flat();
}
