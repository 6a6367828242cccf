import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { extract } from 'tar';
import type { NodePin } from '../../openclaw/node-pins';
import { fetchArchive, type Staging } from './stage';

/** The hash of a pinned archive as npm writes it (W3C SRI). */
const integrityOf = ({ digest }: NodePin) => `sha512-${Buffer.from(digest, 'hex').toString('base64')}`;

/** Node's program below a `cli-node` folder. */
export const nodeIn = (folder: string): string =>
  process.platform === 'win32'
    ? join(folder, 'tools', 'node', 'node.exe')
    : join(folder, 'tools', 'node', 'bin', 'node');

/**
 * Fetches the pinned Node, whatever a registry would rather have, and lays its program out as OpenClaw's own private
 * runtime: `tools/cli-node/tools/node/bin/node` (docs/install/node.md; node-runtime-update.mjs of 2026.9.6), below the
 * scratch home, where the staged version finds it in its trial. No script runs. Resolves to the `cli-node` folder.
 */
export async function bringNode(staging: Staging, pinned: NodePin): Promise<string> {
  const { folder } = staging;
  const { package: name, version } = pinned;
  const archive = await fetchArchive(staging, { name, version, integrity: integrityOf(pinned) });
  const unpacked = join(folder, 'node');
  await mkdir(unpacked, { mode: 0o700 });
  await extract({
    file: archive,
    cwd: unpacked,
    strip: 1,
    filter: (path) => /^[^/]+\/bin\/node(\.exe)?$/.test(path),
  });
  const tools = join(folder, 'scratch', '.openclaw', 'tools', 'cli-node');
  const target = nodeIn(tools);
  await mkdir(join(target, '..'), { recursive: true, mode: 0o755 });
  await rename(join(unpacked, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'), target);
  await rm(unpacked, { recursive: true, force: true });
  await rm(archive, { force: true });
  return tools;
}
