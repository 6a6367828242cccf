import type { Message } from '../../../contract/finding';
import { tokenOf } from '../canary';
import type { ConnectionTarget } from '../connection-targets';
import { places6 } from '../guest-networks';
import { isOnline, proves } from './connection-proof';
import {
  type AttestationEvidence,
  receiptMessage,
  some,
  untested,
  type Verdict,
  verdict,
} from './verdict-parts';

type Purpose = ConnectionTarget['purpose'];
type ConnectionAttempt = {
  readonly target: ConnectionTarget;
  readonly end: string;
  readonly code: string | null;
  readonly said: string;
};
const ENDS = ['connected', 'refused', 'unreachable', 'silent'];

const endpointName = ({ host, port }: ConnectionTarget) =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
const distinct = <T>(all: readonly T[]): readonly T[] => [...new Set(all)];

/** Each connection attempt for that purpose. One that nothing was reported of has the end `untold`. */
function attemptsAt(seen: AttestationEvidence, purpose: Purpose): readonly ConnectionAttempt[] {
  const results = 'value' in seen.inside.connections ? seen.inside.connections.value.results : [];
  return seen.targets
    .filter((target) => target.purpose === purpose)
    .map((target) => {
      // Whoever tells twice is not to be believed in either.
      const all = results.filter(({ id }) => id === target.id);
      const [one] = all;
      const end = (all.length === 1 && one?.end) || 'untold';
      return { target, end, code: one?.code ?? null, said: one?.said.trim() ?? '' };
    });
}

/** The canary received the token of this target, whatever the inside says of it. */
const reached = ({ canary }: AttestationEvidence, { id }: ConnectionTarget): boolean =>
  canary?.clients.some(({ token: word }) => word === tokenOf(canary.nonce, id).trim()) ?? false;

/** On the tank's own loopback the tank itself may answer; anywhere else whoever accepts is somebody outside. */
function isOpen(seen: AttestationEvidence, { target, end, said }: ConnectionAttempt): boolean {
  if (reached(seen, target)) return true;
  return end === 'connected' && (!target.self || (seen.canary !== null && said.includes(seen.canary.reply)));
}

/** Somebody came to the canary who said none of our words. That may have been the tank. */
function strangers({ canary, targets }: AttestationEvidence): number {
  if (!canary) return 0;
  const args = new Set(
    ['self', ...targets.map(({ id }) => id)].map((id) => tokenOf(canary.nonce, id).trim()),
  );
  return canary.clients.filter(({ token: word }) => !args.has(word)).length;
}

/** Why nothing could be knocked at from in there; null when it could. */
function reasonUntested(seen: AttestationEvidence, attempts: readonly ConnectionAttempt[]): Message | null {
  const { network, connections } = seen.inside;
  if ('missing' in connections) return connections.missing;
  if ('missing' in network) return network.missing;
  // Without a network everything is unreachable, and would be something else a minute later.
  if (!isOnline(network.value, 4)) return receiptMessage('because-no-network');
  const untold = attempts.filter(
    ({ target, end }) => !ENDS.includes(end) && !(target.self && end === 'connected'),
  );
  return untold.length > 0
    ? receiptMessage('because-partial', { doors: some(untold.map(({ target }) => endpointName(target))) })
    : null;
}

function counts(attempts: readonly ConnectionAttempt[]) {
  const count = (...ends: string[]) => attempts.filter(({ end }) => ends.includes(end)).length;
  return { refused: count('refused', 'unreachable'), silent: count('silent') };
}

const isWeb = ({ target }: ConnectionAttempt) => target.port === 80 || target.port === 443;

/** It says more than the canary's port did: turned away on the way, or swallowed by a firewall, was only that one. */
const saysMore = (web: string, canary: string) =>
  (canary === 'unreachable' && web !== 'unreachable') || (canary === 'silent' && web === 'refused');

/**
 * Doors of the web where nothing of ours could listen, and which were answered in another way than the canary's at the
 * same address: whatever stopped that one let these through, to where just then nobody listened.
 */
function otherWay(attempts: readonly ConnectionAttempt[]): readonly string[] {
  return attempts
    .filter((web) => isWeb(web) && !web.target.canary && !web.target.self)
    .filter((web) =>
      attempts.some(
        (each) => !isWeb(each) && each.target.host === web.target.host && saysMore(web.end, each.end),
      ),
    )
    .map(({ target }) => endpointName(target));
}

/** What is known of the ports that a tank may use for the internet. */
function webOf(attempts: readonly ConnectionAttempt[], proved: readonly ConnectionAttempt[]): Message {
  if (proved.some(isWeb)) return receiptMessage('web-proved');
  const tried = attempts.filter((each) => isWeb(each) && !each.target.self);
  // Unreachable is said by what turns away on the way; a computer without a listener there says refused.
  return receiptMessage(tried.every(({ end }) => end === 'unreachable') ? 'web-turned-away' : 'web-unproved');
}

/** Why no connection attempt could prove anything. */
function unproved(id: 'host-loopback' | 'lan', attempts: readonly ConnectionAttempt[]): Message {
  const listened = attempts.filter(({ target }) => target.canary);
  if (listened.length === 0) return receiptMessage(id === 'lan' ? 'because-no-lan' : 'because-no-canary');
  return receiptMessage(
    listened.every(({ target }) => target.self) ? 'because-own-address' : 'because-no-network',
  );
}

/** The two lines that a canary waits for. */
export function judgeCanary(seen: AttestationEvidence, id: 'host-loopback' | 'lan'): Verdict {
  const attempts = attemptsAt(seen, id);
  const open = attempts.filter((each) => isOpen(seen, each));
  if (open.length > 0)
    return verdict(id, 'open', { found: some(open.map(({ target }) => endpointName(target))) });
  const why = reasonUntested(seen, attempts);
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
    return untested(id, receiptMessage('because-deaf', { addresses: some([...deaf, ...missing]) }));
  const { network } = seen.inside;
  const proved = attempts.filter(({ target }) => 'value' in network && proves(target, network.value));
  if (proved.length === 0) return untested(id, unproved(id, attempts));
  if (strangers(seen) > 0)
    return untested(id, receiptMessage('because-strangers', { count: strangers(seen) }));
  const other = otherWay(attempts);
  if (other.length > 0) return untested(id, receiptMessage('because-other-way', { doors: some(other) }));
  // This computer hears its canary by itself; whether its own firewall swallowed the knock, nobody can tell.
  const swallowed = proved.filter(({ end }) => end === 'silent').map(({ target }) => endpointName(target));
  if (swallowed.length > 0)
    return untested(id, receiptMessage('because-unanswered', { doors: some(swallowed) }));
  return verdict(id, 'blocked', {
    addresses: distinct(proved.map(({ target }) => target.host)),
    ports: distinct(proved.map(({ target }) => String(target.port))),
    refused: proved.length,
    web: webOf(attempts, proved),
  });
}

/** Nobody of ours can listen there: what counts is that nothing accepted. */
export function judgeMetadata(seen: AttestationEvidence): Verdict {
  const attempts = attemptsAt(seen, 'metadata');
  const open = attempts.filter((each) => isOpen(seen, each));
  if (open.length > 0)
    return verdict('metadata', 'open', { found: some(open.map(({ target }) => endpointName(target))) });
  const why = reasonUntested(seen, attempts);
  if (why) return untested('metadata', why);
  return verdict('metadata', 'blocked', {
    addresses: distinct(attempts.map(({ target }) => target.host)),
    ...counts(attempts),
  });
}

/** Doors of engines in the network, as far as somebody accepted; for the line of the engines' sockets. */
export function engineEndpoints(seen: AttestationEvidence): {
  readonly open: readonly string[];
  readonly why: Message | null;
  readonly tried: number;
} {
  const attempts = attemptsAt(seen, 'engine-sockets');
  return {
    open: attempts.filter((each) => isOpen(seen, each)).map(({ target }) => endpointName(target)),
    why: reasonUntested(seen, attempts),
    tried: attempts.length,
  };
}

/**
 * It is in a network of IPv6, too wide to be gone through, and root doesn't say that a rule turned it away there: only a
 * rule is told as EACCES (icmp6, “administratively prohibited”).
 */
function isWide(
  { inside: { network }, witness }: AttestationEvidence,
  attempts: readonly ConnectionAttempt[],
): boolean {
  if ('missing' in network || places6(network.value).length === 0) return false;
  const there = attempts.filter(({ target }) => target.host.includes(':'));
  return !witness || there.length === 0 || there.some(({ code }) => code !== 'EACCES');
}

/**
 * Whoever accepts is another guest, or a device beside it. One that the network found while we knocked (it has a
 * hardware address now) is there, though it may have refused: no proof of a wall.
 */
export function judgeGuests(seen: AttestationEvidence): Verdict {
  // All distributions of WSL run in one machine with one network (learn.microsoft.com/windows/wsl/networking).
  if (seen.engine === 'wsl')
    return verdict('other-guests', 'open', { found: [receiptMessage('wsl-shares')] });
  const attempts = attemptsAt(seen, 'other-guests');
  const open = attempts.filter((each) => isOpen(seen, each));
  if (open.length > 0)
    return verdict('other-guests', 'open', { found: some(open.map(({ target }) => endpointName(target))) });
  const why = reasonUntested(seen, attempts);
  if (why) return untested('other-guests', why);
  const met = 'value' in seen.inside.connections ? seen.inside.connections.value.neighbours : [];
  const there = distinct(attempts.map(({ target }) => target.host)).filter((host) => met.includes(host));
  if (there.length > 0)
    return untested('other-guests', receiptMessage('because-neighbours', { addresses: some(there) }));
  if (isWide(seen, attempts)) return untested('other-guests', receiptMessage('because-wide'));
  const tried = distinct(attempts.map(({ target }) => target.host)).length;
  return verdict('other-guests', 'blocked', { tried, ...counts(attempts) });
}
