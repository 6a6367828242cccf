import { at, type Container, textAt, wordsAt } from './inspected';

/**
 * One setting of a container: what it is called, and whether it is as it should be; null where it can't be told. Values
 * are never told on: settings may hold secrets.
 */
export type Setting = readonly [name: string, fine: boolean | null];

const is = (found: unknown, ...fine: readonly unknown[]): boolean | null =>
  found === undefined ? null : fine.includes(found);

const none = (container: Container, name: string): boolean | null => {
  const words = wordsAt(container, 'HostConfig', name);
  return words === null ? null : words.length === 0;
};

/** What was added to or taken from the ordinary confinement; any other word than these two opens something. */
function confined(container: Container, withUser: boolean): boolean | null {
  const words = wordsAt(container, 'HostConfig', 'SecurityOpt');
  if (words === null) return null;
  const fine = words.every((word) => /^no-new-privileges(:true|=true)?$/.test(word));
  return fine && (words.length > 0 || !withUser);
}

/** Docker lists what of /proc and /sys is hidden; an empty list shows it. Podman has no such list. */
const hidden = (container: Container): boolean => {
  const paths = wordsAt(container, 'HostConfig', 'MaskedPaths');
  return at(container, 'HostConfig', 'MaskedPaths') === undefined || (paths !== null && paths.length > 0);
};

/** Not shared with this computer. Docker writes an empty word where it isn't told otherwise, Podman `shareable` for a private one. */
const own = (container: Container, name: string, ...more: readonly string[]): boolean | null =>
  is(at(container, 'HostConfig', name), 'private', '', ...more);

/** The container that OpenClaw runs in. `network`: id of the holder that it shares its network with. */
export const gatewaySettings = (container: Container, network: string | null): readonly Setting[] => [
  ['Privileged', is(at(container, 'HostConfig', 'Privileged'), false)],
  ['CapAdd', none(container, 'CapAdd')],
  ['User', is(textAt(container, 'Config', 'User') ?? undefined, '10001:10001')],
  ['SecurityOpt', confined(container, true)],
  ['MaskedPaths', hidden(container)],
  ['ReadonlyRootfs', is(at(container, 'HostConfig', 'ReadonlyRootfs'), true)],
  [
    'NetworkMode',
    network === null ? null : is(at(container, 'HostConfig', 'NetworkMode'), `container:${network}`),
  ],
  ['PidMode', own(container, 'PidMode')],
  ['IpcMode', own(container, 'IpcMode', 'shareable')],
  ['UTSMode', own(container, 'UTSMode')],
  ['UsernsMode', own(container, 'UsernsMode')],
  ['VolumesFrom', none(container, 'VolumesFrom')],
  ['GroupAdd', none(container, 'GroupAdd')],
];

/** The holder has the network and nothing else. */
export const holderSettings = (container: Container): readonly Setting[] => [
  ['Privileged', is(at(container, 'HostConfig', 'Privileged'), false)],
  ['CapAdd', none(container, 'CapAdd')],
  ['SecurityOpt', confined(container, true)],
  ['PidMode', own(container, 'PidMode')],
  ['IpcMode', own(container, 'IpcMode', 'shareable')],
  ['Mounts', container.Mounts === undefined ? null : wordsAt(container, 'Mounts')?.length === 0],
];

/** Devices, by whichever word; missing words of the other engine are no answer of their own. */
export const deviceSettings = (container: Container): readonly Setting[] => [
  ['Devices', listIsEmpty(at(container, 'HostConfig', 'Devices'))],
  // Without root, Podman mounts devices, and tells of them only in the command that made the container.
  ['--device', !(wordsAt(container, 'Config', 'CreateCommand') ?? []).some((word) => /^--device/.test(word))],
  ['DeviceRequests', listIsEmpty(at(container, 'HostConfig', 'DeviceRequests') ?? [])],
  ['DeviceCgroupRules', listIsEmpty(at(container, 'HostConfig', 'DeviceCgroupRules') ?? [])],
];

const listIsEmpty = (list: unknown): boolean | null =>
  list === null ? true : Array.isArray(list) ? list.length === 0 : null;
