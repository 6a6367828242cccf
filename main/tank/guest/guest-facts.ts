import type { Guest } from '../model/types';
import { tryGuestScript } from './run-script';
import { FACTS } from './scripts';

/** How the inside stands, as it says itself. */
export interface GuestFacts {
  /** As Node says: `v26.10.0`. */
  readonly node: string | null;
  /** OpenClaw's version, as it answers under its own account. */
  readonly openclaw: string | null;
  readonly gateway: 'running' | 'stopped' | 'unknown';
  /** Our rules of the network are in force, unchanged, and will be after the next start. */
  readonly closed: boolean;
  readonly kernel: string | null;
}

/** What the steps look at beside that. */
export interface InsideFacts extends GuestFacts {
  readonly account: boolean;
  /** Packages among those asked for that are not installed; empty: all are. */
  readonly missing: readonly string[];
  /** SHA-512 of the archives that Node and npm were unpacked from. */
  readonly nodeMark: string | null;
  readonly npmMark: string | null;
  /** SHA-256 of the gateway's unit and environment. */
  readonly unit: string | null;
  readonly environment: string | null;
  /** OpenClaw has settings. */
  readonly settings: boolean;
}

const word = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);

/** Reads the one line that the script says. Throws when it is something else: nothing is guessed. */
export function parseFacts(text: string): InsideFacts {
  const line = text.split('\n').find((each) => each.startsWith('{"node":'));
  const reported = JSON.parse(line ?? '') as Readonly<Record<string, unknown>>;
  const { gateway, missing } = reported;
  if (missing !== null && typeof missing !== 'string') throw new Error('what is missing was not told');
  return {
    node: word(reported.node),
    openclaw: word(reported.openclaw),
    gateway: gateway === 'running' || gateway === 'stopped' ? gateway : 'unknown',
    closed: reported.closed === true,
    kernel: word(reported.kernel),
    account: reported.account === true,
    missing: word(missing)?.split(' ') ?? [],
    nodeMark: word(reported.nodeMark),
    npmMark: word(reported.npmMark),
    unit: word(reported.unit),
    environment: word(reported.environment),
    settings: reported.settings === true,
  };
}

/**
 * Asks the inside, as root, in one call. OpenClaw itself is asked only with `version`, since it takes seconds. Rejects
 * when the inside can't be reached or makes no sense.
 */
export async function insideFacts(
  guest: Guest,
  { version = false, packages = [] }: { version?: boolean; packages?: readonly string[] } = {},
): Promise<InsideFacts> {
  const args = [version ? 'version' : 'quick', packages.join(' ')];
  const { code, out, err } = await tryGuestScript(guest, FACTS, args, { limitMs: 5 * 60_000 });
  if (code !== 0) throw new Error(`the inside could not be asked: ${err.slice(-500)}`);
  return parseFacts(out);
}

/** How the inside stands. Rejects when it can't be told. */
export const guestFacts = (guest: Guest): Promise<GuestFacts> => insideFacts(guest, { version: true });
