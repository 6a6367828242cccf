import type { Probes } from '../../probes';

/** Whether an OpenClaw lives in this very system, or one may that could not be seen. */
export async function livesHere({ openclaw }: Probes): Promise<boolean> {
  const [copies, setups] = await Promise.all([openclaw.copies(), openclaw.setups()]);
  if (copies.found.some(({ where }) => where === 'this-computer') || setups.found.length > 0) return true;
  return copies.found.length === 0 && copies.unseen.length + setups.unseen.length > 0;
}
