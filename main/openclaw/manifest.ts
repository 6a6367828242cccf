import { PACKAGES } from './install-places';

/** What a package.json says of itself; `version` null when it holds none that reads as one. */
export interface Manifest {
  readonly package: string;
  readonly version: string | null;
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
const known = (name: string): boolean => (PACKAGES as readonly string[]).includes(name);

/**
 * Reads a package.json. `broken` when it is no JSON object or has no name to judge by; `other` when it is a
 * package, but no copy of OpenClaw: a plugin (`openclaw.extensions`, OpenClaw docs, plugins/manifest) or
 * something that only has the word in its name. A fork keeps OpenClaw's command or the bare name.
 */
export function readManifest(text: string): Manifest | 'broken' | 'other' {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'broken';
  }
  const manifest = record(json);
  const name = manifest.name;
  if (typeof name !== 'string' || name.length === 0 || name.length > 214) return 'broken';
  if ('extensions' in record(manifest.openclaw)) return 'other';
  const bare = name.replace(/^@[^/]*\//, '').toLowerCase();
  const command = typeof manifest.bin === 'string' ? { [bare]: manifest.bin } : record(manifest.bin);
  const isFork =
    /^(openclaw|clawdbot|moltbot)-(cn|zh|zh-cn|chinese)$/.test(bare) ||
    Object.entries(command).some(
      ([each, file]) => known(each) || /(^|\/)(openclaw|clawdbot|moltbot)\.m?js$/.test(String(file)),
    );
  if (!known(bare) && !isFork) return 'other';
  const version = manifest.version;
  const reads = typeof version === 'string' && /^v?\d[0-9A-Za-z.+-]{0,63}$/.test(version.trim());
  return { package: name, version: reads ? version.trim().replace(/^v/, '') : null };
}
