import { type Container, fieldAt, stringsAt, textAt } from '../../../isolation/oci-inspect';

/**
 * One setting of a container: what it is called, and whether it is as it should be; null where it can't be told. Values
 * are never told on: settings may hold secrets.
 */
export type Setting = readonly [name: string, fine: boolean | null];

const is = (found: unknown, ...fine: readonly unknown[]): boolean | null =>
  found === undefined ? null : fine.includes(found);

const none = (container: Container, name: string): boolean | null => {
  const args = stringsAt(container, 'HostConfig', name);
  return args === null ? null : args.length === 0;
};

/** What was added to or taken from the ordinary confinement; any other word than these two opens something. */
function confined(container: Container, withUser: boolean): boolean | null {
  const args = stringsAt(container, 'HostConfig', 'SecurityOpt');
  if (args === null) return null;
  const fine = args.every((word) => /^no-new-privileges(:true|=true)?$/.test(word));
  return fine && (args.length > 0 || !withUser);
}

/** Docker lists what of /proc and /sys is hidden; an empty list shows it. Podman has no such list. */
const hidden = (container: Container): boolean => {
  const paths = stringsAt(container, 'HostConfig', 'MaskedPaths');
  return (
    fieldAt(container, 'HostConfig', 'MaskedPaths') === undefined || (paths !== null && paths.length > 0)
  );
};

/** Not shared with this computer. Docker writes an empty word where it isn't told otherwise, Podman `shareable` for a private one. */
const own = (container: Container, name: string, ...more: readonly string[]): boolean | null =>
  is(fieldAt(container, 'HostConfig', name), 'private', '', ...more);

/** The container that OpenClaw runs in. `network`: id of the holder that it shares its network with. */
export const gatewaySettings = (container: Container, network: string | null): readonly Setting[] => [
  ['Privileged', is(fieldAt(container, 'HostConfig', 'Privileged'), false)],
  ['CapAdd', none(container, 'CapAdd')],
  ['User', is(textAt(container, 'Config', 'User') ?? undefined, '10001:10001')],
  ['SecurityOpt', confined(container, true)],
  ['MaskedPaths', hidden(container)],
  ['ReadonlyRootfs', is(fieldAt(container, 'HostConfig', 'ReadonlyRootfs'), true)],
  [
    'NetworkMode',
    network === null ? null : is(fieldAt(container, 'HostConfig', 'NetworkMode'), `container:${network}`),
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
  ['Privileged', is(fieldAt(container, 'HostConfig', 'Privileged'), false)],
  ['CapAdd', none(container, 'CapAdd')],
  ['SecurityOpt', confined(container, true)],
  ['PidMode', own(container, 'PidMode')],
  ['IpcMode', own(container, 'IpcMode', 'shareable')],
  ['Mounts', container.Mounts === undefined ? null : stringsAt(container, 'Mounts')?.length === 0],
];

/** Devices, by whichever word; missing words of the other engine are no answer of their own. */
export const deviceSettings = (container: Container): readonly Setting[] => [
  ['Devices', listIsEmpty(fieldAt(container, 'HostConfig', 'Devices'))],
  // Without root, Podman mounts devices, and tells of them only in the command that made the container.
  [
    '--device',
    !(stringsAt(container, 'Config', 'CreateCommand') ?? []).some((word) => /^--device/.test(word)),
  ],
  ['DeviceRequests', listIsEmpty(fieldAt(container, 'HostConfig', 'DeviceRequests') ?? [])],
  ['DeviceCgroupRules', listIsEmpty(fieldAt(container, 'HostConfig', 'DeviceCgroupRules') ?? [])],
];

const listIsEmpty = (list: unknown): boolean | null =>
  list === null ? true : Array.isArray(list) ? list.length === 0 : null;
