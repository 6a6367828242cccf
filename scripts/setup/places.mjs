import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout that these scripts belong to. */
export const ROOT = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** What set-up makes and may be thrown away with node_modules. */
export const CACHE = join(ROOT, 'node_modules', '.cache');

/** Node as pinned in package.json; it is there once the dependencies are. */
export const PINNED_NODE = join(
  ROOT,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);
