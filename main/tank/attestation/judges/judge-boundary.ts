import type { Message } from '../../../contract/finding';
import type { BoundaryFact } from '../../model/types';
import {
  type AttestationEvidence,
  receiptMessage,
  some,
  type Verdict,
  verdict,
  worst,
} from './verdict-parts';

/**
 * The engine's word from outside and what the inside saw of the same, in one: the worse of both wins. An engine that
 * says nothing of it has not been looked at. `inside` null: the inside can't see anything of it.
 */
export function merged(id: BoundaryFact['id'], seen: AttestationEvidence, inside: Verdict | null): Verdict {
  const facts = 'value' in seen.outside ? seen.outside.value.filter((fact) => fact.id === id) : [];
  const why: Message = 'missing' in seen.outside ? seen.outside.missing : receiptMessage('because-outside');
  const outside: Verdict =
    facts.length === 0
      ? { outcome: 'untested', saw: why }
      : facts
          .map(({ outcome, saw }) => ({ outcome, saw }))
          .reduce((one, other) => (worst(one.outcome, other.outcome) === one.outcome ? one : other));
  const outcome = inside ? worst(outside.outcome, inside.outcome) : outside.outcome;
  return verdict(id, outcome, {
    outside: outside.saw,
    inside: inside?.saw ?? receiptMessage('inside-nothing'),
  });
}

/** A line that is tried from inside: what the engine says of it counts where that is worse. */
export function withOutside(
  id: 'host-folders' | 'engine-sockets',
  seen: AttestationEvidence,
  inside: Verdict,
): Verdict {
  const facts = 'value' in seen.outside ? seen.outside.value.filter((fact) => fact.id === id) : [];
  return facts.reduce<Verdict>(
    (one, { outcome, saw }) => (worst(one.outcome, outcome) === one.outcome ? one : { outcome, saw }),
    inside,
  );
}

/** Numbers of the kernel's first namespaces (include/uapi/linux/nsfs.h, include/linux/proc_ns.h): those of this computer itself. */
const FIRST: Readonly<Record<string, string>> = {
  pid: 'pid:[4026531836]',
  uts: 'uts:[4026531838]',
  ipc: 'ipc:[4026531839]',
};

/** Of a container, the account can read itself how it is held. */
export function judgeSettingsInside({ boundary, inside: { account } }: AttestationEvidence): Verdict | null {
  if (boundary !== 'container') return null;
  if ('missing' in account) return { outcome: 'untested', saw: account.missing };
  const { noNewPrivileges, seccomp, bound, namespaces } = account.value;
  const found: Message[] = [
    ...(noNewPrivileges === '0' ? [receiptMessage('inside-new-rights')] : []),
    ...(seccomp === '0' ? [receiptMessage('inside-no-seccomp')] : []),
    ...(bound !== null && !/^0+$/.test(bound) ? [receiptMessage('inside-bound', { rights: bound })] : []),
    ...(['pid', 'uts', 'ipc'] as const)
      .filter((name) => namespaces[name] === FIRST[name])
      .map((name) => receiptMessage('inside-shares', { namespace: name })),
  ];
  if (found.length > 0)
    return { outcome: 'open', saw: receiptMessage('inside-settings-open', { found: some(found) }) };
  const results = [noNewPrivileges, seccomp, bound, namespaces.pid, namespaces.uts, namespaces.ipc];
  if (results.includes(null)) return { outcome: 'untested', saw: receiptMessage('because-rights') };
  return { outcome: 'blocked', saw: receiptMessage('inside-settings-blocked') };
}

const GATEWAY_PORT = 18789;
/** As the kernel writes them (proc_net(5)): 127.0.0.0/8, ::1 and IPv4's loopback in IPv6. */
const LOOPBACK = /^([0-9A-F]{6}7F|0{24}01000000|0{16}FFFF0000[0-9A-F]{6}7F):/;

/** From outside we knock ourselves; inside, a gateway behind a tunnel must keep to its loopback. */
export function portsInside(seen: AttestationEvidence): Verdict {
  if (seen.exposed.length > 0)
    return { outcome: 'open', saw: receiptMessage('ports-exposed', { found: some(seen.exposed) }) };
  const { network } = seen.inside;
  if ('missing' in network) return { outcome: 'untested', saw: network.missing };
  const wide = network.value.listening.filter((each) => !LOOPBACK.test(each));
  const gateway = wide.some((each) => Number.parseInt(each.split(':')[1] ?? '', 16) === GATEWAY_PORT);
  if (gateway && seen.access === 'tunnel')
    return { outcome: 'open', saw: receiptMessage('inside-gateway-wide') };
  const { listeners, listening } = network.value;
  if (listeners === null || listening.length < listeners)
    return { outcome: 'untested', saw: receiptMessage('because-listeners') };
  return { outcome: 'blocked', saw: receiptMessage('inside-ports-blocked', { listening: listeners }) };
}

const MIB = 1024 * 1024;

/** How much of this computer it sees as its own: for a container its control group's word, for a machine all there is. */
export function limitsInside({ boundary, limits, inside: { devices } }: AttestationEvidence): Verdict {
  if ('missing' in devices) return { outcome: 'untested', saw: devices.missing };
  const { memory, processors, memoryMax } = devices.value;
  if (boundary === 'container') {
    if (memoryMax === null) return { outcome: 'blocked', saw: receiptMessage('inside-nothing') };
    if (!/^\d+$/.test(memoryMax) || Number(memoryMax) > limits.memoryMiB * MIB)
      return { outcome: 'open', saw: receiptMessage('inside-unlimited', { limit: limits.memoryMiB }) };
    return {
      outcome: 'blocked',
      saw: receiptMessage('inside-memory', { memory: Math.round(Number(memoryMax) / MIB) }),
    };
  }
  const values = { memory: Math.round(memory / MIB), processors };
  const over = memory > limits.memoryMiB * MIB || processors > limits.processors;
  return {
    outcome: over ? 'open' : 'blocked',
    saw: over
      ? receiptMessage('inside-over', {
          ...values,
          memoryLimit: limits.memoryMiB,
          processorLimit: limits.processors,
        })
      : receiptMessage('inside-limits', values),
  };
}
