import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readArchive } from './archive';

/** What counts of a package's own `package.json`. */
export interface PackageManifest {
  readonly name: unknown;
  readonly version: unknown;
  /** The script that is its command, below the package folder; null: none of that name. */
  readonly bin: string | null;
  /** `engines.node`; null when it names none. */
  readonly node: string | null;
  /** Scripts by their names. */
  readonly scripts: Readonly<Record<string, unknown>>;
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

export function parseManifest(text: string): PackageManifest {
  const { name, version, bin, engines, scripts } = fieldsOf(JSON.parse(text));
  const file = typeof bin === 'object' && bin !== null && 'openclaw' in bin ? bin.openclaw : bin;
  const { node } = fieldsOf(engines);
  return {
    name,
    version,
    bin: typeof file === 'string' ? file.replace(/^\.\//, '') : null,
    node: typeof node === 'string' && node.trim() !== '' ? node : null,
    scripts: fieldsOf(scripts),
  };
}

/** That of an installed package. Rejects when there is none. */
export const manifestOf = async (copy: string): Promise<PackageManifest> =>
  parseManifest(await readFile(join(copy, 'package.json'), 'utf8'));

/** That of a package's archive, whose hash was checked. Rejects when there is none. */
export async function manifestIn(archive: string): Promise<PackageManifest> {
  const parts: Buffer[] = [];
  await readArchive(archive, (entry) => {
    if (/^[^/]+\/package\.json$/.test(entry.path)) entry.on('data', (part: Buffer) => parts.push(part));
    else entry.resume();
  });
  return parseManifest(Buffer.concat(parts).toString('utf8'));
}
