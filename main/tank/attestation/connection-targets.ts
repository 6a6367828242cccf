import { isIP } from 'node:net';
import { isLinkLocal6, rangeOf } from '../../openclaw/address';
import type { CanaryListener } from './canary';
import type { AnswerOf } from './guest-answers';
import { neighboursOf, places6 } from './guest-networks';

/** Something inside is told to connect to. */
export interface ConnectionTarget {
  readonly id: string;
  readonly purpose: 'host-loopback' | 'lan' | 'metadata' | 'engine-sockets' | 'other-guests';
  readonly host: string;
  readonly port: number;
  /** The canary listens there: only then does a refusal prove anything about the way to it. */
  readonly canary: boolean;
  /** The tank’s own loopback or address: who answers there without the canary’s word is the tank itself. */
  readonly self: boolean;
}

/**
 * Where engines put the computer outside, as a guest sees it: QEMU's and VirtualBox's user networks (wiki.qemu.org,
 * Documentation/Networking; virtualbox.org manual, 6.3.3), pasta (passt(1), --map-guest-addr), Lima
 * (lima-vm.io/docs/config/network/user), gvproxy, slirp's IPv6 side.
 */
const HOSTS_OUTSIDE = ['10.0.2.2', '169.254.1.2', '192.168.5.2', '192.168.127.254', 'fec0::2', 'fd00::2'];
/** Their names for it (docs.docker.com, Docker Desktop networking; podman-run(1); Lima). */
export const NAMES_OUTSIDE = [
  'host.containers.internal',
  'host.docker.internal',
  'gateway.docker.internal',
  'host.lima.internal',
  'host.internal',
];
const LOOPBACKS = ['127.0.0.1', '::1'];
const WEB = [80, 443];

/**
 * Where clouds keep the papers of a machine: AWS, Azure, Google, Oracle and others at 169.254.169.254 (each
 * documents it as “instance metadata”), AWS over IPv6 and for containers, Google over IPv6, Alibaba, Tencent,
 * Scaleway, Oracle's old one.
 */
export const METADATA: readonly (readonly [string, number])[] = [
  ['169.254.169.254', 80],
  ['fd00:ec2::254', 80],
  ['169.254.170.2', 80],
  ['169.254.170.23', 80],
  ['fd20:ce::254', 80],
  ['100.100.100.200', 80],
  ['169.254.0.23', 80],
  ['169.254.42.42', 80],
  ['192.0.0.192', 80],
];
/** Azure's wire server has a public address: elsewhere it is nobody's, and anything on the way may answer for it. */
const AZURE = '168.63.129.16';
/** Docker's own doors in the network (docs.docker.com, “protect the Docker daemon socket”). */
const ENGINE_PORTS = [2375, 2376];
/** What an ordinary guest and a gateway listen on. */
const GUEST_PORTS = [22, 18789];
/** Without the name of a network, which says something on one computer only. */
const bare = (address: string) => address.split('%')[0] ?? '';

/** Ranges that are nobody's in the internet, as ipaddr.js calls them: those for tests and examples are `reserved`. */
const INNER: readonly (string | null)[] = [
  ...['loopback', 'private', 'linkLocal', 'carrierGradeNat', 'reserved'],
  ...['uniqueLocal', 'deprecatedSiteLocal'],
];
/** True for addresses that are nobody's in the internet: private, link-local, shared, for tests (RFC 6890). */
export const isInner = (address: string): boolean => INNER.includes(rangeOf(address));

type Network = AnswerOf<'network'>;

/**
 * All that is to be knocked at, from what the inside said of its networks (null: it said nothing). `resolvers`: whom
 * this computer asks for names; in Azure that is the wire server.
 */
export function connectionTargets(
  listeners: readonly CanaryListener[],
  network: Network | null,
  resolvers: readonly string[] = [],
): readonly ConnectionTarget[] {
  const own = network?.own.map(({ address }) => address) ?? [];
  const outside = hostsOutside(listeners, network, own);
  const lan = [...new Set(listeners.filter(({ loopback }) => !loopback).map(({ address }) => address))];
  const links = [
    ...new Set(network?.own.filter(({ address }) => isLinkLocal6(address)).map(({ name }) => name)),
  ];
  const seenInside = (address: string) =>
    address.includes('%') ? links.map((link) => `${bare(address)}%${link}`) : [address];
  const targets: Omit<ConnectionTarget, 'id'>[] = [
    ...outside.flatMap((host) =>
      hostTargets(
        'host-loopback',
        host,
        LOOPBACKS.includes(host),
        listeners,
        isIP(host) === 6 ? '::1' : '127.0.0.1',
      ),
    ),
    // pasta gives a container the address of the computer outside, unless told otherwise (passt(1), --address).
    ...lan.flatMap((address) =>
      seenInside(address).flatMap((host) =>
        hostTargets('lan', host, own.includes(bare(host)), listeners, address),
      ),
    ),
    ...METADATA.map(([host, port]) => plain('metadata', host, port)),
    ...(resolvers.includes(AZURE) ? [plain('metadata', AZURE, 80)] : []),
    ...outside
      .filter((host) => !LOOPBACKS.includes(host))
      .flatMap((host) => ENGINE_PORTS.map((port) => plain('engine-sockets', host, port))),
    ...neighboursOf(network, outside.concat(lan)).flatMap((host) =>
      GUEST_PORTS.map((port) => plain('other-guests', host, port)),
    ),
    ...(network ? places6(network) : []).flatMap((host) =>
      [80, ...GUEST_PORTS].map((port) => plain('other-guests', host, port)),
    ),
  ];
  return targets.map((target, index) => ({ id: String(index), ...target }));
}

const plain = (purpose: ConnectionTarget['purpose'], host: string, port: number) => ({
  purpose,
  host,
  port,
  canary: false,
  self: false,
});

/** Everything that may stand for this computer inside, but its own addresses in its networks: those are another line. */
function hostsOutside(
  listeners: readonly CanaryListener[],
  network: Network | null,
  own: readonly string[],
): readonly string[] {
  const named = network?.names.flatMap(({ addresses }) => addresses) ?? [];
  const gateways = network?.gateways ?? [];
  const all = [...LOOPBACKS, ...HOSTS_OUTSIDE, ...gateways, ...named.filter(isInner)];
  return [...new Set(all)].filter(
    (host) =>
      isIP(host) !== 0 &&
      !own.includes(bare(host)) &&
      !listeners.some(({ loopback, address }) => !loopback && bare(address) === bare(host)),
  );
}

/** The port on which the canary waits, and the two of the web, which a tank may use for the internet. */
function hostTargets(
  purpose: 'host-loopback' | 'lan',
  host: string,
  self: boolean,
  listeners: readonly CanaryListener[],
  behind: string,
) {
  const there = listeners.filter(({ address }) => address === behind);
  const main = there.filter(({ web }) => !web).map(({ port }) => port);
  // Names of an engine may lead to the other family's loopback.
  const ports =
    main.length > 0 ? main : [...new Set(listeners.filter(({ web }) => !web).map(({ port }) => port))];
  const heard = (port: number) => there.some((each) => each.port === port && each.heard);
  return [...ports, ...WEB]
    .map((port) => ({ purpose, host, port, canary: heard(port), self }))
    .filter((target) => target.canary || !target.self || ports.includes(target.port));
}
