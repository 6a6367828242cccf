import type { Probes } from '../../probes';
import type { Account } from '../../probes/account';
import type { Gap } from '../../probes/partial-result';
import { isTraced } from './untraced';

const HERE = 'this-computer';

/** An account under which OpenClaw runs, or would run when it is started. */
export interface Runner {
  /** Null for the account that looks. */
  readonly name: string | null;
  /** Its rights open every folder. */
  readonly administrator: boolean;
}

/** Where OpenClaw is, and under whom. */
export interface Presence {
  /** On this computer's own system. */
  readonly here: boolean;
  /** `container:…`, `wsl:…` or `vm:…`, each once. */
  readonly elsewhere: readonly string[];
  readonly runners: readonly Runner[];
  readonly gaps: readonly Gap[];
}

/** Accounts that no folder refuses: uid 0, and SYSTEM by its name or SID. */
const SUPERUSERS = ['root', '0', 'system', 's-1-5-18'];
const plain = (name: string) => name.replace(/^.*\\/, '').toLowerCase();

/** True when both mean the same account: by name, number or SID, without the domain that Windows puts before it. */
const isSame = (name: string, { name: own, id }: Account) =>
  [own, id].some((each) => plain(each) === plain(name));

/**
 * Puts together what runs and what is set up. A gateway and a service say under whom; else the owner of the state folder;
 * where nothing says it, it is the account that looks, for that one would start it.
 */
export async function presenceOf(probes: Probes): Promise<Presence> {
  const { account, openclaw, gateways } = probes;
  const [me, copies, setups, services, running, traced] = await Promise.all([
    account.current(),
    openclaw.copies(),
    openclaw.setups(),
    openclaw.services(),
    gateways.running(),
    isTraced(probes),
  ]);
  const local = running.items.filter(({ where }) => where === HERE);
  const here =
    traced ||
    copies.items.some(({ where }) => where === HERE) ||
    [setups.items, services.items, local].some((each) => each.length > 0);
  const elsewhere = [...copies.items, ...running.items]
    .map(({ where }) => where)
    .filter((where) => where !== HERE);

  const named = [...local, ...services.items].map((each) => ({
    name: each.account,
    administrator: each.administrator === true,
  }));
  const owners = setups.items.map(({ owner }) => ({ name: owner, administrator: false }));
  const all = [...named, ...owners].map(({ name, administrator }): Runner => {
    const own = name === null || isSame(name, me);
    return {
      name: own ? null : name,
      administrator: administrator || SUPERUSERS.includes(plain(name ?? '')),
    };
  });
  const runners = here && all.length === 0 ? [{ name: null, administrator: false }] : all;
  return {
    here,
    elsewhere: [...new Set(elsewhere)],
    runners: [...new Map(runners.map((each) => [`${each.name}\0${each.administrator}`, each])).values()],
    gaps: [copies, setups, services, running].flatMap((each) => each.gaps),
  };
}
