import type { Message } from '../../../contract/finding';
import type { OutsideFact } from '../..';
import { message, type Part, part, type Seen, some, worst } from './parts';

/**
 * The engine's word from outside and what the inside saw of the same, in one: the worse of both wins. An engine that
 * says nothing of it has not been looked at. `inside` null: the inside can't see anything of it.
 */
export function merged(id: OutsideFact['id'], seen: Seen, inside: Part | null): Part {
  const facts = 'value' in seen.outside ? seen.outside.value.filter((fact) => fact.id === id) : [];
  const why: Message = 'missing' in seen.outside ? seen.outside.missing : message('because-outside');
  const outside: Part =
    facts.length === 0
      ? { outcome: 'untested', saw: why }
      : facts
          .map(({ outcome, saw }) => ({ outcome, saw }))
          .reduce((one, other) => (worst(one.outcome, other.outcome) === one.outcome ? one : other));
  const outcome = inside ? worst(outside.outcome, inside.outcome) : outside.outcome;
  return part(id, outcome, { outside: outside.saw, inside: inside?.saw ?? message('inside-nothing') });
}

/** A line that is tried from inside: what the engine says of it counts where that is worse. */
export function withOutside(id: 'host-folders' | 'engine-sockets', seen: Seen, inside: Part): Part {
  const facts = 'value' in seen.outside ? seen.outside.value.filter((fact) => fact.id === id) : [];
  return facts.reduce<Part>(
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
export function settingsInside({ wall, inside: { account } }: Seen): Part | null {
  if (wall !== 'container') return null;
  if ('missing' in account) return { outcome: 'untested', saw: account.missing };
  const { noNewPrivileges, seccomp, bound, namespaces } = account.value;
  const found: Message[] = [
    ...(noNewPrivileges === '0' ? [message('inside-new-rights')] : []),
    ...(seccomp === '0' ? [message('inside-no-seccomp')] : []),
    ...(bound !== null && !/^0+$/.test(bound) ? [message('inside-bound', { rights: bound })] : []),
    ...(['pid', 'uts', 'ipc'] as const)
      .filter((name) => namespaces[name] === FIRST[name])
      .map((name) => message('inside-shares', { namespace: name })),
  ];
  if (found.length > 0)
    return { outcome: 'open', saw: message('inside-settings-open', { found: some(found) }) };
  const told = [noNewPrivileges, seccomp, bound, namespaces.pid, namespaces.uts, namespaces.ipc];
  if (told.includes(null)) return { outcome: 'untested', saw: message('because-rights') };
  return { outcome: 'blocked', saw: message('inside-settings-blocked') };
}

const GATEWAY_PORT = 18789;
/** As the kernel writes them (proc_net(5)): 127.0.0.0/8, ::1 and IPv4's loopback in IPv6. */
const LOOPBACK = /^([0-9A-F]{6}7F|0{24}01000000|0{16}FFFF0000[0-9A-F]{6}7F):/;

/** From outside we knock ourselves; inside, a gateway behind a tunnel must keep to its loopback. */
export function portsInside(seen: Seen): Part {
  if (seen.exposed.length > 0)
    return { outcome: 'open', saw: message('ports-exposed', { found: some(seen.exposed) }) };
  const { network } = seen.inside;
  if ('missing' in network) return { outcome: 'untested', saw: network.missing };
  const wide = network.value.listening.filter((each) => !LOOPBACK.test(each));
  const gateway = wide.some((each) => Number.parseInt(each.split(':')[1] ?? '', 16) === GATEWAY_PORT);
  if (gateway && seen.door === 'tunnel') return { outcome: 'open', saw: message('inside-gateway-wide') };
  const { listeners, listening } = network.value;
  if (listeners === null || listening.length < listeners)
    return { outcome: 'untested', saw: message('because-listeners') };
  return { outcome: 'blocked', saw: message('inside-ports-blocked', { listening: listeners }) };
}

const MIB = 1024 * 1024;

/** How much of this computer it sees as its own: for a container its control group's word, for a machine all there is. */
export function limitsInside({ wall, limits, inside: { devices } }: Seen): Part {
  if ('missing' in devices) return { outcome: 'untested', saw: devices.missing };
  const { memory, processors, memoryMax } = devices.value;
  if (wall === 'container') {
    if (memoryMax === null) return { outcome: 'blocked', saw: message('inside-nothing') };
    if (!/^\d+$/.test(memoryMax) || Number(memoryMax) > limits.memoryMiB * MIB)
      return { outcome: 'open', saw: message('inside-unlimited', { limit: limits.memoryMiB }) };
    return {
      outcome: 'blocked',
      saw: message('inside-memory', { memory: Math.round(Number(memoryMax) / MIB) }),
    };
  }
  const values = { memory: Math.round(memory / MIB), processors };
  const over = memory > limits.memoryMiB * MIB || processors > limits.processors;
  return {
    outcome: over ? 'open' : 'blocked',
    saw: over
      ? message('inside-over', {
          ...values,
          memoryLimit: limits.memoryMiB,
          processorLimit: limits.processors,
        })
      : message('inside-limits', values),
  };
}
