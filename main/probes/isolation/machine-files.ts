import { XMLParser } from 'fast-xml-parser';
import { parse } from 'yaml';
import { recordOrEmpty } from '../../isolation/json-values';
import { HOLDS } from '../../isolation/openclaw-signs';
import type { MachineIsolation } from '../../isolation/types';
import { isLocalName } from '../../openclaw/address';

const asList = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  (Array.isArray(value) ? value : value === undefined || value === '' ? [] : [value]).map(recordOrEmpty);

/** A `.vbox` file (VirtualBox manual, "VirtualBox settings files"): shared folders, clipboard, drag and drop, USB. Null where it is none. */
export function virtualBoxIsolation(source: string, where: string): MachineIsolation | null {
  let machine: Record<string, unknown> | undefined;
  try {
    const all = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(source);
    machine = asList(all?.VirtualBox?.Machine)[0];
  } catch {
    return null;
  }
  if (typeof machine?.name !== 'string') return null;
  const hardware = asList(machine.Hardware)[0] ?? {};
  const mode = (name: string) => String(asList(hardware[name])[0]?.mode ?? 'Disabled');
  const folders = asList(asList(hardware.SharedFolders)[0]?.SharedFolder).map(({ hostPath }) =>
    String(hostPath ?? '?'),
  );
  const usb = asList(asList(asList(hardware.USB)[0]?.DeviceFilters)[0]?.DeviceFilter);
  const channels = [
    ...['Clipboard', 'DragAndDrop'].filter((each) => mode(each) !== 'Disabled'),
    ...usb.filter(({ active }) => active === 'true').map(({ name }) => `USB ${String(name ?? '?')}`),
  ];
  const adapters = asList(asList(hardware.Network)[0]?.Adapter);
  // On a bridge it is in the network with an address of its own; the doors of a network of VirtualBox' are told elsewhere.
  const bridged = adapters.some(
    (each) =>
      each.enabled === 'true' &&
      ['BridgedInterface', 'NATNetwork', 'GenericInterface', 'CloudNetwork'].some(
        (kind) => each[kind] !== undefined,
      ),
  );
  const forwards = adapters
    .flatMap(({ NAT }) => asList(asList(NAT)[0]?.Forwarding))
    .filter(({ hostip }) => !isLocalName(String(hostip ?? '')));
  const screens = asList(hardware.RemoteDisplay)
    .filter(({ enabled }) => enabled === 'true')
    .map(
      (each) =>
        new Map(asList(asList(each.VRDEProperties)[0]?.Property).map(({ name, value }) => [name, value])),
    )
    .filter((each) => !isLocalName(String(each.get('TCP/Address') ?? '')))
    .map((each) => `${each.get('TCP/Address') ?? '0.0.0.0'}:${each.get('TCP/Ports') ?? 3389}`);
  const open = [
    ...forwards.map(({ hostip, hostport }) => `${hostip || '0.0.0.0'}:${hostport ?? '?'}`),
    ...screens,
  ];
  return {
    name: machine.name,
    engine: 'VirtualBox',
    where,
    holdsOpenClaw: HOLDS.test(machine.name) || null,
    folders,
    channels,
    published: bridged && open.length === 0 ? null : open,
  };
}

/** An object of YAML; null for anything else. */
function parseYaml(source: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = parse(source);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/**
 * `lima.yaml` of an instance: its mounts, networks and ports (lima-vm.io, templates/default.yaml). Null where it is none,
 * or where it builds on a file elsewhere.
 * @param common what `_config/default.yaml` and `_config/override.yaml` add to every instance
 */
export function limaIsolation(
  source: string,
  name: string,
  where: string,
  common: readonly string[] = [],
): MachineIsolation | null {
  const [all, ...more] = [source, ...common].map(parseYaml);
  if (!all || all.base !== undefined || more.includes(null)) return null;
  const every = [all, ...more].filter((each) => !!each);
  const listed = (key: string) => every.flatMap((each) => asList(each[key]));
  const portForwards = listed('portForwards').filter(({ ignore }) => ignore !== true);
  const open = portForwards.filter(({ hostIP }) => hostIP !== undefined && !isLocalName(String(hostIP)));
  // A network beside the usual one gives it an address that others may reach.
  const untold = listed('networks').some(({ lima }) => lima !== 'user-v2');
  const ssh = every.flatMap((each) => asList(each.ssh));
  return {
    name,
    engine: 'Lima',
    where,
    holdsOpenClaw: HOLDS.test(name) || null,
    // Left out, the home folder is shared (Lima before 2.0).
    folders: [
      ...(all.mounts === undefined ? ['~'] : []),
      ...listed('mounts').map(({ location }) => String(location ?? '?')),
    ],
    channels: [
      ...['forwardAgent', 'forwardX11'].filter((key) => ssh.some((each) => each[key] === true)),
      // The other way round: a socket of this computer's is put inside.
      ...portForwards
        .filter(({ reverse }) => reverse === true)
        .map(({ hostSocket }) => String(hostSocket ?? '?')),
    ],
    published:
      untold && open.length === 0
        ? null
        : open.map(
            ({ hostIP, hostPort, guestPort }) => `${String(hostIP)}:${String(hostPort ?? guestPort ?? '?')}`,
          ),
  };
}
