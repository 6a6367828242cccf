import type { Registries, Registry, VersionAnswer } from '../../../main/probes/releases/version-facts';

/** A registry that answers by a table: `name@version`. What isn't in it, it doesn't have; no table: it says nothing. */
export const registry = (
  host: string,
  answers: Readonly<Record<string, VersionAnswer>> | null = null,
): Registry => ({
  host,
  origin: `https://${host}`,
  json: () => Promise.reject(new Error('not asked here')),
  version: async (name, version) =>
    answers === null ? { state: 'silent' } : (answers[`${name}@${version}`] ?? { state: 'absent' }),
});

/** Neither the user's registry nor npm's own says anything. */
export const silent: Registries = { own: registry('shelf'), npm: registry('npm') };
