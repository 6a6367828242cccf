import type { Message } from '../../../contract/finding';
import type { Door } from '../addresses';
import { wordOf } from '../canary';
import { places6 } from '../neighbours';
import { message, type Part, part, type Seen, some, untested } from './parts';
import { isOnline, proves } from './proof';

type Purpose = Door['purpose'];
type Knocked = {
  readonly door: Door;
  readonly end: string;
  readonly code: string | null;
  readonly said: string;
};
const ENDS = ['connected', 'refused', 'unreachable', 'silent'];

const nameOf = ({ host, port }: Door) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`);
const distinct = <T>(all: readonly T[]): readonly T[] => [...new Set(all)];

/** How knocking went at every door of that purpose. A door that nothing was told of has the end `untold`. */
function knockedAt(seen: Seen, purpose: Purpose): readonly Knocked[] {
  const told = 'value' in seen.inside.knocks ? seen.inside.knocks.value.told : [];
  return seen.doors
    .filter((door) => door.purpose === purpose)
    .map((door) => {
      // Whoever tells twice is not to be believed in either.
      const all = told.filter(({ id }) => id === door.id);
      const [one] = all;
      const end = (all.length === 1 && one?.end) || 'untold';
      return { door, end, code: one?.code ?? null, said: one?.said.trim() ?? '' };
    });
}

/** The canary heard the word of this door, whatever the inside says of it. */
const heard = ({ canary }: Seen, { id }: Door): boolean =>
  canary?.visitors.some(({ word }) => word === wordOf(canary.nonce, id).trim()) ?? false;

/** On the tank's own loopback the tank itself may answer; anywhere else whoever accepts is somebody outside. */
function isOpen(seen: Seen, { door, end, said }: Knocked): boolean {
  if (heard(seen, door)) return true;
  return end === 'connected' && (!door.self || (seen.canary !== null && said.includes(seen.canary.song)));
}

/** Somebody came to the canary who said none of our words. That may have been the tank. */
function strangers({ canary, doors }: Seen): number {
  if (!canary) return 0;
  const words = new Set(['self', ...doors.map(({ id }) => id)].map((id) => wordOf(canary.nonce, id).trim()));
  return canary.visitors.filter(({ word }) => !words.has(word)).length;
}

/** Why nothing could be knocked at from in there; null when it could. */
function hindrance(seen: Seen, knocked: readonly Knocked[]): Message | null {
  const { network, knocks } = seen.inside;
  if ('missing' in knocks) return knocks.missing;
  if ('missing' in network) return network.missing;
  // Without a network everything is unreachable, and would be something else a minute later.
  if (!isOnline(network.value, 4)) return message('because-no-network');
  const untold = knocked.filter(
    ({ door, end }) => !ENDS.includes(end) && !(door.self && end === 'connected'),
  );
  return untold.length > 0
    ? message('because-partial', { doors: some(untold.map(({ door }) => nameOf(door))) })
    : null;
}

function counts(knocked: readonly Knocked[]) {
  const count = (...ends: string[]) => knocked.filter(({ end }) => ends.includes(end)).length;
  return { refused: count('refused', 'unreachable'), silent: count('silent') };
}

const isWeb = ({ door }: Knocked) => door.port === 80 || door.port === 443;

/** It says more than the canary's door did: turned away on the way, or swallowed by a firewall, was only that one. */
const saysMore = (web: string, canary: string) =>
  (canary === 'unreachable' && web !== 'unreachable') || (canary === 'silent' && web === 'refused');

/**
 * Doors of the web where nothing of ours could listen, and which were answered in another way than the canary's at the
 * same address: whatever stopped that one let these through, to where just then nobody listened.
 */
function otherWay(knocked: readonly Knocked[]): readonly string[] {
  return knocked
    .filter((web) => isWeb(web) && !web.door.canary && !web.door.self)
    .filter((web) =>
      knocked.some((each) => !isWeb(each) && each.door.host === web.door.host && saysMore(web.end, each.end)),
    )
    .map(({ door }) => nameOf(door));
}

/** What is known of the ports that a tank may use for the internet. */
function webOf(knocked: readonly Knocked[], proved: readonly Knocked[]): Message {
  if (proved.some(isWeb)) return message('web-proved');
  const tried = knocked.filter((each) => isWeb(each) && !each.door.self);
  // Unreachable is said by what turns away on the way; a computer without a listener there says refused.
  return message(tried.every(({ end }) => end === 'unreachable') ? 'web-turned-away' : 'web-unproved');
}

/** Why no door that was knocked at could prove anything. */
function unproved(id: 'host-loopback' | 'lan', knocked: readonly Knocked[]): Message {
  const listened = knocked.filter(({ door }) => door.canary);
  if (listened.length === 0) return message(id === 'lan' ? 'because-no-lan' : 'because-no-canary');
  return message(listened.every(({ door }) => door.self) ? 'because-own-address' : 'because-no-network');
}

/** The two lines that a canary waits for. */
export function judgeCanary(seen: Seen, id: 'host-loopback' | 'lan'): Part {
  const knocked = knockedAt(seen, id);
  const open = knocked.filter((each) => isOpen(seen, each));
  if (open.length > 0) return part(id, 'open', { found: some(open.map(({ door }) => nameOf(door))) });
  const why = hindrance(seen, knocked);
  if (why) return untested(id, why);
  const loopback = id === 'host-loopback';
  // What is good on one link only is tried where it can be, and proves nothing anyway.
  const listening = (seen.canary?.listeners ?? []).filter(
    (each) => each.loopback === loopback && !each.address.includes('%'),
  );
  const deaf = listening.filter((each) => !each.heard && !each.web).map(({ address }) => address);
  // On some systems ::1 is not there at all; then there is nothing to be reached at it either.
  const missing = (seen.canary?.deaf ?? []).filter(
    (each) => !loopback === !/^(127\.|::1 )/.test(each) && !/%|EADDRNOTAVAIL|EAFNOSUPPORT/.test(each),
  );
  if (deaf.length + missing.length > 0)
    return untested(id, message('because-deaf', { addresses: some([...deaf, ...missing]) }));
  const { network } = seen.inside;
  const proved = knocked.filter(({ door }) => 'value' in network && proves(door, network.value));
  if (proved.length === 0) return untested(id, unproved(id, knocked));
  if (strangers(seen) > 0) return untested(id, message('because-strangers', { count: strangers(seen) }));
  const other = otherWay(knocked);
  if (other.length > 0) return untested(id, message('because-other-way', { doors: some(other) }));
  // This computer hears its canary by itself; whether its own firewall swallowed the knock, nobody can tell.
  const swallowed = proved.filter(({ end }) => end === 'silent').map(({ door }) => nameOf(door));
  if (swallowed.length > 0) return untested(id, message('because-unanswered', { doors: some(swallowed) }));
  return part(id, 'blocked', {
    addresses: distinct(proved.map(({ door }) => door.host)),
    ports: distinct(proved.map(({ door }) => String(door.port))),
    refused: proved.length,
    web: webOf(knocked, proved),
  });
}

/** Nobody of ours can listen there: what counts is that nothing accepted. */
export function judgeMetadata(seen: Seen): Part {
  const knocked = knockedAt(seen, 'metadata');
  const open = knocked.filter((each) => isOpen(seen, each));
  if (open.length > 0) return part('metadata', 'open', { found: some(open.map(({ door }) => nameOf(door))) });
  const why = hindrance(seen, knocked);
  if (why) return untested('metadata', why);
  return part('metadata', 'blocked', {
    addresses: distinct(knocked.map(({ door }) => door.host)),
    ...counts(knocked),
  });
}

/** Doors of engines in the network, as far as somebody accepted; for the line of the engines' sockets. */
export function engineDoors(seen: Seen): {
  readonly open: readonly string[];
  readonly why: Message | null;
  readonly tried: number;
} {
  const knocked = knockedAt(seen, 'engine-sockets');
  return {
    open: knocked.filter((each) => isOpen(seen, each)).map(({ door }) => nameOf(door)),
    why: hindrance(seen, knocked),
    tried: knocked.length,
  };
}

/**
 * It is in a network of IPv6, too wide to be gone through, and root doesn't say that a rule turned it away there: only a
 * rule is told as EACCES (icmp6, “administratively prohibited”).
 */
function isWide({ inside: { network }, witness }: Seen, knocked: readonly Knocked[]): boolean {
  if ('missing' in network || places6(network.value).length === 0) return false;
  const there = knocked.filter(({ door }) => door.host.includes(':'));
  return !witness || there.length === 0 || there.some(({ code }) => code !== 'EACCES');
}

/**
 * Whoever accepts is another guest, or a device beside it. One that the network found while we knocked (it has a
 * hardware address now) is there, though it may have refused: no proof of a wall.
 */
export function judgeGuests(seen: Seen): Part {
  // All distributions of WSL run in one machine with one network (learn.microsoft.com/windows/wsl/networking).
  if (seen.engine === 'wsl') return part('other-guests', 'open', { found: [message('wsl-shares')] });
  const knocked = knockedAt(seen, 'other-guests');
  const open = knocked.filter((each) => isOpen(seen, each));
  if (open.length > 0)
    return part('other-guests', 'open', { found: some(open.map(({ door }) => nameOf(door))) });
  const why = hindrance(seen, knocked);
  if (why) return untested('other-guests', why);
  const met = 'value' in seen.inside.knocks ? seen.inside.knocks.value.neighbours : [];
  const there = distinct(knocked.map(({ door }) => door.host)).filter((host) => met.includes(host));
  if (there.length > 0)
    return untested('other-guests', message('because-neighbours', { addresses: some(there) }));
  if (isWide(seen, knocked)) return untested('other-guests', message('because-wide'));
  const tried = distinct(knocked.map(({ door }) => door.host)).length;
  return part('other-guests', 'blocked', { tried, ...counts(knocked) });
}
