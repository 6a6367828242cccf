// What the signed metadata says of a folder of packages (docs/releasing.md).
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Told } from '../setup/say.mjs';
import { APP } from './signing.mjs';

/** By the end of a package's name. */
const KINDS = /** @type {const} */ ({
  AppImage: { platform: 'linux', kind: 'appimage' },
  deb: { platform: 'linux', kind: 'deb' },
  rpm: { platform: 'linux', kind: 'rpm' },
  exe: { platform: 'win32', kind: 'nsis' },
  dmg: { platform: 'darwin', kind: 'dmg' },
});
/** Releases that stay beside the newest, for those whose turn in a roll-out has not come. */
const KEPT = 2;
const DAY_MS = 24 * 60 * 60 * 1000;

/** @param {string} file @returns {Promise<string>} its SHA-512, hex */
async function sha512(file) {
  const hash = createHash('sha512');
  for await (const piece of createReadStream(file)) hash.update(piece);
  return hash.digest('hex');
}

/**
 * The packages of one version in a folder.
 * @param {string} folder
 * @param {string} version
 * @param {readonly { region: string, base: string }[]} addresses folders in which the same files lie for everybody
 */
export async function packagesIn(folder, version, addresses) {
  const names = readdirSync(folder).filter((name) => {
    const end = name.split('.').at(-1) ?? '';
    return end in KINDS && name.includes(version);
  });
  if (names.length === 0) throw new Told(`No package of ${version} lies in ${folder}.`);
  return Promise.all(
    names.toSorted().map(async (name) => ({
      ...KINDS[/** @type {keyof typeof KINDS} */ (name.split('.').at(-1))],
      arch: /arm64|aarch64/.test(name) ? 'arm64' : 'x64',
      size: statSync(join(folder, name)).size,
      sha512: await sha512(join(folder, name)),
      addresses: addresses.map(({ region, base }) => ({
        region,
        url: new URL(encodeURIComponent(name), base).href,
      })),
    })),
  );
}

/**
 * The payload that is signed: the new release before those that were published last, with the next counter.
 * @param {string} folder of packages
 * @param {{ version: string, rollout: number, notes: object, page: string, days?: number,
 *   addresses: readonly { region: string, base: string }[] }} about
 * @param {{ counter: number, releases: readonly { version: string }[] } | null} previous what was signed last
 * @param {number} now milliseconds since 1970
 */
export async function assembleMetadata(folder, about, previous, now) {
  const { version, rollout, notes, page, addresses, days = 90 } = about;
  const release = {
    ...{ version, published: new Date(now).toISOString(), rollout, notes, page },
    files: await packagesIn(folder, version, addresses),
  };
  const before = (previous?.releases ?? []).filter((each) => each.version !== version).slice(0, KEPT);
  return {
    ...{ app: APP, kind: 'releases', schema: 1, channel: 'stable' },
    counter: (previous?.counter ?? 0) + 1,
    expires: new Date(now + days * DAY_MS).toISOString(),
    releases: [release, ...before],
  };
}
