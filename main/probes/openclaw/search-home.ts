import type { Platform } from '../../contract/finding';
import { namesOpenClaw, PACKAGES } from '../../openclaw/install-places';
import type { AccountHome } from './account-homes';
import type { Candidate } from './inspect-package';
import type { TolerantReader } from './tolerant-reader';

/** Folders that one search opens at most: a usual home costs under a tenth of a second of the processor. */
const MOST_FOLDERS = 1500;
const DEEPEST = 7;
/** In one folder so many names are followed; beyond lie data, not programs. */
const MOST_NAMES = 120;
/** Entries of the package (its package.json, `bin`). */
const ENTRY = /^(openclaw|clawdbot|moltbot)\.[cm]?js$/;
/** Files, by what is written after their dot. Folders of versions (`v22.1.0`) have numbers there. */
const FILE = /[^.]\.[a-z][a-z0-9]{0,9}$/i;
/** Tankmate's own folder, where what it put away lies: that is out of reach. */
const OWN = /^(tankmate|quarantine)$/i;
/** Folders of caches, media, stores of other languages and mail: no program that runs by Node lies there. */
const DULL =
  /^(\.git|\.hg|\.svn|\.?cache|caches?|cached.*|code cache|gpucache|_cacache|_logs|__pycache__|site-packages|\.?venv|\.cargo|\.rustup|\.gradle|\.m2|\.ivy2|\.sbt|\.conda|pkg|\.nuget|\.android|\.mozilla|\.thunderbird|\.steam|steam|\.wine|\.ssh|\.gnupg|\.password-store|trash|\.trash|pictures|music|videos|movies|photos|图片|音乐|视频|google-chrome|chromium|bravesoftware|microsoft-edge|logs?|tmp|temp|blob_storage|indexeddb|service worker|local storage|extensions|fonts|icons|themes|target|dist|build|out|coverage|docs|test|tests)$/i;
/** Folders that macOS guards with a question, and where apps' own data lies; on Windows the latter has its own search. */
const NEVER: Readonly<Record<Platform, RegExp>> = {
  linux: /^$/,
  darwin: /^(Desktop|Documents|Downloads|Library|Movies|Music|Pictures|Public|Applications)$/,
  win32:
    /^(AppData|Application Data|Local Settings|Contacts|Favorites|Links|Searches|Saved Games|OneDrive.*)$/i,
};

/**
 * Packages of OpenClaw anywhere in a home, by what lies in a folder and not by the folder's name: beside a package.json
 * the package's entry, or a `node_modules` with it. Breadth first and bounded, so that what lies deep in a large home may
 * be missed: whatever speaks for it then stays a trace without a copy.
 */
export async function searchHome(reader: TolerantReader, home: AccountHome): Promise<readonly Candidate[]> {
  const { host } = reader;
  const { join, basename } = host.path;
  const calm = reader.skippingDenied;
  const found: Candidate[] = [];
  let left = MOST_FOLDERS;
  let level: readonly string[] = [home.path];
  for (let depth = 0; depth < DEEPEST && level.length > 0 && left > 0; depth++) {
    const next: string[] = [];
    const open = level.slice(0, left);
    left -= open.length;
    const listed = await Promise.all(open.map((folder) => calm.list(folder)));
    for (const [at, names] of listed.entries()) {
      const folder = open[at] ?? '';
      if (
        names.includes('package.json') &&
        (names.some((name) => ENTRY.test(name)) || namesOpenClaw(basename(folder)))
      )
        found.push({ path: folder, kind: 'other' });
      const modules = names.includes('node_modules');
      if (modules)
        found.push(
          ...PACKAGES.map((name): Candidate => ({ path: join(folder, 'node_modules', name), kind: 'npm' })),
        );
      // A package's own folders hold no other one.
      if (modules && names.includes('package.json') && depth > 0) continue;
      const inside = names.filter(
        (name) =>
          name !== 'node_modules' &&
          !FILE.test(name) &&
          !DULL.test(name) &&
          !OWN.test(name) &&
          !(depth === 0 && NEVER[host.platform].test(name)),
      );
      next.push(...inside.slice(0, MOST_NAMES).map((name) => join(folder, name)));
    }
    level = next;
  }
  return found;
}
