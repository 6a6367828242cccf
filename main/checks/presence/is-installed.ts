import type { Probes } from '../../probes';
import { isTraced } from './untraced';

/** Whether an OpenClaw lives in this very system, or one may that could not be seen. */
export async function isInstalledHere(probes: Probes): Promise<boolean> {
  const { openclaw } = probes;
  if (await isTraced(probes)) return true;
  const [copies, setups] = await Promise.all([openclaw.copies(), openclaw.setups()]);
  if (copies.items.some(({ where }) => where === 'this-computer') || setups.items.length > 0) return true;
  return copies.items.length === 0 && copies.gaps.length + setups.gaps.length > 0;
}
