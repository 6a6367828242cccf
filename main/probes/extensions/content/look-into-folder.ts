import { type Host, isAbsentReading } from '../../../system/read';
import type { Gap } from '../../partial-result';
import type { ExtensionContent } from './extension-content';
import { behavioursOf, OF_PACKAGES } from './look-into-extensions';
import { readExtension } from './read-extension';

/** A folder before it is installed or published, with what of it could not be read. */
export interface VettedFolder extends ExtensionContent {
  readonly gaps: readonly Gap[];
}

/**
 * Looks into one folder (or file) that is meant to become a skill, hook or plugin, without a limit of time. Null where
 * nothing is. Packages of others within it are not read, and a gap.
 */
export async function lookIntoFolder(host: Host, path: string): Promise<VettedFolder | null> {
  try {
    await host.stat(path);
  } catch (error) {
    if (isAbsentReading(error)) return null;
    throw error;
  }
  const { parse } = await import('yaml');
  const { files, gaps } = await readExtension(host, path, () => false, OF_PACKAGES);
  const names = await host.list(path).catch((): readonly string[] => []);
  const packages: readonly Gap[] = names.includes('node_modules')
    ? [{ where: host.path.join(path, 'node_modules'), because: { id: 'content.packages' } }]
    : [];
  const empty: readonly Gap[] =
    files.length + gaps.length === 0 ? [{ where: path, because: { id: 'content.empty' } }] : [];
  return {
    name: host.path.basename(path),
    path,
    files: files.length,
    behaviours: behavioursOf(host, path, files, parse),
    gaps: [...gaps, ...packages, ...empty],
  };
}
