import { PACKAGES } from '../../openclaw/install-places';
import { type Manifest, readManifest } from '../../openclaw/manifest';
import type { Host } from '../../system/read';

/** Megabytes of names at the beginning of an archive: the largest known apps have ten. */
const LARGEST_HEADER = 64 * 1024 * 1024;
const LARGEST_MANIFEST = 1024 * 1024;
/** The entry of the package (its package.json, `bin`). */
const ENTRY = /^(?:openclaw|clawdbot|moltbot)\.[cm]?js$/;
/** Deeper than any app packs its packages. */
const DEEPEST = 40;

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly size?: number;
  readonly offset?: string;
}

/**
 * Packages of OpenClaw in an asar archive, read in place. The format (github.com/electron/asar, README, "Format"; Chromium's
 * Pickle): four numbers of 32 bits — 4, the length of the header with its padding, that without its own number, the length
 * of the JSON — then the JSON of all names, then the files end to end, each at its `offset` from there. Throws where
 * the archive can't be read or is none; a file that lies beside the archive (`unpacked`) is found there and not here.
 */
export async function archivedPackages(host: Host, archive: string): Promise<readonly Manifest[]> {
  const numbers = Buffer.alloc(16);
  await whole(host, archive, 0, numbers);
  const [mark, length, , text] = [0, 4, 8, 12].map((at) => numbers.readUInt32LE(at));
  if (mark !== 4 || length === undefined || text === undefined || text > length) throw noArchive(archive);
  if (length > LARGEST_HEADER) throw Object.assign(new Error('too large'), { code: 'EFBIG' });
  const header = Buffer.alloc(text);
  await whole(host, archive, 16, header);
  const names = header.toString('utf8');
  // Most apps have nothing of it, and their lists are long.
  if (!PACKAGES.some((each) => names.includes(each))) return [];
  const found: Manifest[] = [];
  for (const { size = 0, offset } of manifestsIn(parse(names, archive))) {
    if (offset === undefined || !/^\d{1,15}$/.test(offset) || size > LARGEST_MANIFEST) continue;
    const bytes = Buffer.alloc(size);
    await whole(host, archive, 8 + length + Number(offset), bytes);
    const manifest = readManifest(bytes.toString('utf8'));
    if (typeof manifest === 'object') found.push(manifest);
  }
  return found;
}

/** The package.json of each folder that is called as the package, or holds its entry. */
function* manifestsIn(root: Entry): Generator<Entry> {
  const waiting = [{ entry: root, name: '', depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { files } = next.entry;
    if (typeof files !== 'object' || files === null) continue;
    const manifest = Object.hasOwn(files, 'package.json') ? files['package.json'] : undefined;
    const named = (PACKAGES as readonly string[]).includes(next.name);
    if (manifest && (named || Object.keys(files).some((name) => ENTRY.test(name)))) yield manifest;
    if (next.depth < DEEPEST)
      for (const [name, entry] of Object.entries(files))
        if (typeof entry === 'object' && entry !== null) waiting.push({ entry, name, depth: next.depth + 1 });
  }
}

function parse(text: string, archive: string): Entry {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {}
  throw noArchive(archive);
}

async function whole(host: Host, archive: string, from: number, into: Buffer): Promise<void> {
  if ((await host.readPart(archive, from, into)) < into.length) throw noArchive(archive);
}

const noArchive = (archive: string) => Object.assign(new Error(`no archive: ${archive}`), { code: 'EINVAL' });
