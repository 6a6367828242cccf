import { fitsNode } from '../../openclaw/node-range';
import { tankError } from '../model/tank-error';
import type { CommandContext } from './command';

/**
 * Rejects before anything is fetched where the newest OpenClaw does not run on the tank's Node, as its own `engines` say
 * (package.json of npm, `engines`). Of a version that nobody can be asked about, nothing is said.
 * @param version of OpenClaw that is to be put in
 * @param node the version of Node that is, or would be, inside; null: nobody can tell
 */
export async function checkNodeFits(
  { newest, nodeRange }: Pick<CommandContext, 'newest' | 'nodeRange'>,
  version: string,
  node: string | null | undefined,
): Promise<void> {
  if (version !== newest || !node || !nodeRange) return;
  const wanted = await nodeRange(version);
  if (!fitsNode(node.replace(/^v/, ''), wanted))
    throw tankError('other-node', { version, wanted: wanted ?? '', node });
}
