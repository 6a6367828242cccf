import type { Probes } from '../../probes';
import type { Find } from '../../probes/contents';

/** OpenClaw's own set-up writes it there in clear text (onboarding of 2026.1 to 2026.9), and old copies repeat it. */
export const isGatewayToken = ({ kind, place }: Find) =>
  kind === 'gateway.auth.token' && (place === 'settings' || place === 'backup');

/**
 * Where OpenClaw's documents put a secret (docs/gateway/security/secrets-and-storage.md): nobody could put it elsewhere,
 * so it is only remarked while no other account can read it.
 */
const isInItsPlace = (find: Find) => isGatewayToken(find) || find.place === 'own-store';

/** Those of the files that no other account can read. */
async function closedToOthers({ permissions }: Probes, finds: readonly Find[]): Promise<ReadonlySet<string>> {
  const seen = await permissions.of([...new Set(finds.map(({ file }) => file))]).catch(() => []);
  return new Set(seen.filter(({ others }) => others === 'none').map(({ path }) => path));
}

/** Secrets that are only remarked, each by its own file, and those that should not lie where they do. */
export async function sortFinds(
  probes: Probes,
  found: readonly Find[],
): Promise<{ readonly harmless: readonly Find[]; readonly astray: readonly Find[] }> {
  const closed = await closedToOthers(probes, found.filter(isInItsPlace));
  const isHarmless = (find: Find) => isInItsPlace(find) && closed.has(find.file);
  return { harmless: found.filter(isHarmless), astray: found.filter((find) => !isHarmless(find)) };
}
