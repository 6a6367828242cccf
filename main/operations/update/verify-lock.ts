import type { Registries, VersionAnswer, VersionFacts } from '../../probes/releases/version-facts';
import { checkSignatures, NPM_KEYS, type SigningKey } from './signature';
import { UpdateError } from './update-error';

/** One package as it was announced or installed: what somebody else than the mirror has to confirm. */
export interface Announced {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
}

/** Who confirms a hash besides the registry that gave it: npm's signature, npm's own registry, or nobody. */
export type Vouched = 'signed' | 'compared' | 'unsigned';

export interface Confirmed {
  readonly vouched: Vouched;
  /** npm's own registry answered that it has no such version. */
  readonly absent: boolean;
  readonly deprecated: string | null;
}

/**
 * Holds one hash against npm's signature, as the user's registry relays it (`facts`), and against what npm's own registry
 * says. Rejects with `forged` or `differs` when either contradicts it.
 */
export function confirm(
  { name, version, integrity }: Announced,
  facts: VersionFacts | null,
  npm: VersionAnswer | null,
  keys: readonly SigningKey[] = NPM_KEYS,
): Confirmed {
  const named = npm?.state === 'named' ? npm : null;
  const spec = name === 'openclaw' ? version : `${name}@${version}`;
  if ((named ?? facts)?.integrity !== undefined && (named ?? facts)?.integrity !== integrity)
    throw new UpdateError('differs', { version: spec });
  const signatures = [...(facts?.signatures ?? []), ...(named?.signatures ?? [])];
  const signed = checkSignatures(name, version, integrity, signatures, keys);
  if (signed === 'forged') throw new UpdateError('forged', { version: spec });
  return {
    vouched: signed === 'signed' ? 'signed' : named ? 'compared' : 'unsigned',
    absent: npm?.state === 'absent',
    deprecated: named?.deprecated ?? facts?.deprecated ?? null,
  };
}

const AT_ONCE = 12;

/**
 * Confirms each of many packages: by npm's signature where the user's registry relays one, else by asking npm's own.
 * Rejects with what contradicts or is unknown to npm; resolves to those that nobody confirms, because npm's own registry
 * could not be asked.
 */
export async function confirmAll(
  packages: readonly Announced[],
  { own, npm }: Registries,
  signal: AbortSignal,
  keys?: readonly SigningKey[],
): Promise<readonly Announced[]> {
  const unconfirmed: Announced[] = [];
  const rest = [...packages];
  const one = async (each: Announced): Promise<void> => {
    const given = await own.version(each.name, each.version);
    const facts = given.state === 'named' ? given : null;
    const first = confirm(each, facts, npm === null ? given : null, keys);
    if (first.vouched !== 'unsigned') return;
    const second = confirm(each, null, npm ? await npm.version(each.name, each.version) : given, keys);
    if (second.absent) throw new UpdateError('unknown-dependency', { name: `${each.name}@${each.version}` });
    if (second.vouched === 'unsigned') unconfirmed.push(each);
  };
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = rest.shift(); next; next = rest.shift()) {
        signal.throwIfAborted();
        await one(next);
      }
    }),
  );
  return unconfirmed;
}
