import { fieldAt as inner, parseObject, stringsAt, textAt } from '../../../isolation/oci-inspect';
import type { TankContext } from '../../model/types';
import type { ContainerFacts, Flavour } from '../containers/container-flavour';
import { containerError, mustRunCli } from '../containers/container-program';

/** `4.3.1`, `5.0.0-dev`: its first number. */
const majorOf = (version: string): number => Number(/^(\d+)\./.exec(version)?.[1] ?? Number.NaN);

/** pasta's date of release, by either form of its version: `0.0~git20240906.6b38f07`, `2024_09_06.6b38f07`. */
export function pastaDate(said: string): number | null {
  const found = /\b(?:pasta|passt)\s+(?:0\.0[~+]git)?(20\d{2})_?(\d{2})_?(\d{2})/.exec(said);
  return found ? Number(`${found[1]}${found[2]}${found[3]}`) : null;
}
/** Since then it has an address inside for this computer, unless told otherwise (passt(1), --map-guest-addr). */
const MAPS_GUEST_SINCE = 20240814;
/** Else it gives a container the address of this computer, which then would only reach itself by it (podman-run(1)). */
const OWN_ADDRESS = ['-a,10.0.2.100', '-n,24', '-g,10.0.2.2'];

/**
 * A private network from which this computer's own loopback isn't reached (podman-run(1), --network). Null: neither
 * slirp4netns nor pasta is there.
 */
function networkOf(info: unknown): readonly string[] | null {
  const slirp = textAt(info, 'host', 'slirp4netns', 'executable');
  const pasta = textAt(info, 'host', 'pasta', 'executable');
  const major = majorOf(textAt(info, 'version', 'Version') ?? '');
  if (pasta && major >= 5) {
    const date = pastaDate(textAt(info, 'host', 'pasta', 'version') ?? '');
    const unmapped = date === null || date >= MAPS_GUEST_SINCE ? ['--map-guest-addr,none'] : [];
    return ['--network', `pasta:${['--ipv4-only', '--no-map-gw', ...unmapped, ...OWN_ADDRESS].join(',')}`];
  }
  return slirp ? ['--network', 'slirp4netns:allow_host_loopback=false,enable_ipv6=false'] : null;
}

/** Which limits systemd has handed over to the user's session (podman-info(1), cgroupControllers). */
function limitsOf(info: unknown): ContainerFacts['limits'] {
  const unified = textAt(info, 'host', 'cgroupVersion') === 'v2';
  const controllers = stringsAt(info, 'host', 'cgroupControllers') ?? [];
  const has = (name: string) => unified && controllers.includes(name);
  return { memory: has('memory'), processors: has('cpu'), processes: has('pids') };
}

/**
 * Podman as it is here, by `podman info`. Rejects with TankTrouble where it has root's rights, runs on another computer
 * or has no network to give.
 *
 * On computers with the old kind of cgroups crun refuses ("cgroups in hybrid mode not supported"), runc doesn't.
 */
export async function podmanFacts(flavour: Flavour, tank: TankContext): Promise<ContainerFacts> {
  const args = ['info', '--format', 'json'];
  const info = parseObject(await mustRunCli(flavour, tank, args));
  const version = textAt(info, 'version', 'Version');
  if (version === null) throw containerError(flavour, 'garbled', args.join(' '));
  if (inner(info, 'host', 'serviceIsRemote') !== false) throw containerError(flavour, 'remote');
  if (inner(info, 'host', 'security', 'rootless') !== true) throw containerError(flavour, 'not-rootless');
  const network = networkOf(info);
  if (network === null) throw containerError(flavour, 'no-network');
  const old = textAt(info, 'host', 'cgroupVersion') !== 'v2';
  const runtime = textAt(info, 'host', 'ociRuntime', 'name');
  const instead = old && runtime === 'crun' ? await tank.needs.runner.find('runc') : null;
  return {
    version,
    rootless: true,
    limits: limitsOf(info),
    leading: instead ? ['--runtime', instead] : [],
    because: instead ? 'Old or mixed cgroups: containers run with runc, as crun refuses there.' : null,
    network,
  };
}
