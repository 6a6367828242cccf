import { qemuIsolation } from '../../isolation/qemu';
import type { MachineIsolation } from '../../isolation/types';
import { isLoopback } from '../../openclaw/address';
import { endpoint } from '../../openclaw/endpoint';
import type { Host } from '../../system/read';
import type { GatewayProbe } from '../gateways/types';
import { createTolerantReader, type TolerantReader } from '../openclaw/tolerant-reader';
import type { PartialResult } from '../partial-result';
import { listenersSeen } from './published-ports';

/** Where our own tanks lie (system/read/app-paths.ts has the same for those who write there). */
function tanksFolder({ platform, env, home, path }: Host): string {
  if (platform === 'win32')
    return path.join(env.LOCALAPPDATA || path.join(home, 'AppData', 'Local'), 'Tankmate', 'tanks');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Tankmate', 'tanks');
  return path.join(env.XDG_DATA_HOME || path.join(home, '.local', 'share'), 'tankmate', 'tanks');
}

async function virtualBoxes(reader: TolerantReader): Promise<readonly MachineIsolation[]> {
  const { host } = reader;
  const { join } = host.path;
  const places = [
    join(host.home, 'VirtualBox VMs', '*', '*.vbox'),
    join(tanksFolder(host), '*', '*', '*.vbox'),
  ];
  const files = (await Promise.all(places.map((place) => reader.skippingDenied.expand(place)))).flat();
  const machines = await Promise.all(
    files.map(async (file) => {
      const text = await reader.readText(file);
      // Its readers of XML and YAML are large.
      const isolation =
        text === null ? null : (await import('./machine-files')).virtualBoxIsolation(text, file);
      if (text !== null && isolation === null) reader.addGap(file, { id: 'look.saw-nothing' });
      return isolation;
    }),
  );
  return machines.filter((isolation) => isolation !== null);
}

async function limas(reader: TolerantReader): Promise<readonly MachineIsolation[]> {
  const { host } = reader;
  const { join } = host.path;
  // The second one is that of our own tanks.
  const homes = [host.env.LIMA_HOME ?? join(host.home, '.lima'), join(host.home, '.tankmate-lima')];
  const machines = await Promise.all(
    homes.map(async (home) => {
      const common = await Promise.all(
        ['default.yaml', 'override.yaml'].map((each) => reader.readText(join(home, '_config', each))),
      );
      const names = (await reader.skippingDenied.list(home)).filter((name) => !/^[_.]/.test(name));
      return Promise.all(
        names.map(async (name) => {
          const file = join(home, name, 'lima.yaml');
          const text = await reader.skippingDenied.readText(file);
          const isolation =
            text === null
              ? null
              : (await import('./machine-files')).limaIsolation(
                  text,
                  name,
                  file,
                  common.filter((each) => each !== null),
                );
          if (text !== null && isolation === null) reader.addGap(file, { id: 'look.saw-nothing' });
          return isolation;
        }),
      );
    }),
  );
  return machines.flat().filter((isolation) => isolation !== null);
}

/** Virtual machines of this account: those that QEMU runs, and VirtualBox's and Lima's by their files. */
export async function machineIsolation(
  host: Host,
  gateways: Pick<GatewayProbe, 'processes' | 'listeners'>,
): Promise<PartialResult<MachineIsolation>> {
  const reader = createTolerantReader(host);
  const running = host.platform === 'win32' ? { items: [], gaps: [] } : await gateways.processes();
  const listeners = await listenersSeen(gateways);
  const qemu = running.items.flatMap(({ pid, program, args }) => {
    const isolation = qemuIsolation(program, args, `${program} (pid ${pid})`);
    if (isolation === null) return [];
    // Doors can be opened later, without a word in the command line.
    const more = (listeners ?? [])
      .filter((each) => each.pid === pid && !isLoopback(each.address))
      .filter(({ port }) => !isolation.published?.some((each) => each.includes(`:${port}`)))
      .map(({ address, port }) => endpoint(address, port));
    const published = [...(isolation.published ?? []), ...more];
    const isKnown = published.length > 0 || (isolation.published !== null && listeners !== null);
    return [{ ...isolation, published: isKnown ? published : null }];
  });
  const [boxes, instances] = await Promise.all([virtualBoxes(reader), limas(reader)]);
  return { items: [...qemu, ...boxes, ...instances], gaps: [...running.gaps, ...reader.gaps] };
}
