import { endpoint, isLoopback } from '../../openclaw/ports';
import type { GatewayProbe } from '../gateways';
import type { Host } from '../host';
import { type Eyes, openEyes } from '../openclaw/eyes';
import type { Seen } from '../seen';
import type { MachineWall } from '.';
import { heard } from './forwards';
import { limaWall, virtualBoxWall } from './machine-files';
import { qemuWall } from './qemu';

/** Where our own tanks lie (state/folder.ts has the same for those who write there). */
function tanksFolder({ platform, env, home, path }: Host): string {
  if (platform === 'win32')
    return path.join(env.LOCALAPPDATA || path.join(home, 'AppData', 'Local'), 'Tankmate', 'tanks');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Tankmate', 'tanks');
  return path.join(env.XDG_DATA_HOME || path.join(home, '.local', 'share'), 'tankmate', 'tanks');
}

async function virtualBoxes(eyes: Eyes): Promise<readonly MachineWall[]> {
  const { host } = eyes;
  const { join } = host.path;
  const places = [
    join(host.home, 'VirtualBox VMs', '*', '*.vbox'),
    join(tanksFolder(host), '*', '*', '*.vbox'),
  ];
  const files = (await Promise.all(places.map((place) => eyes.quiet.expand(place)))).flat();
  const walls = await Promise.all(
    files.map(async (file) => {
      const text = await eyes.text(file);
      const wall = text === null ? null : virtualBoxWall(text, file);
      if (text !== null && wall === null) eyes.sayUnseen(file, { id: 'look.saw-nothing' });
      return wall;
    }),
  );
  return walls.filter((wall) => wall !== null);
}

async function limas(eyes: Eyes): Promise<readonly MachineWall[]> {
  const { host } = eyes;
  const { join } = host.path;
  // The second one is that of our own tanks.
  const homes = [host.env.LIMA_HOME ?? join(host.home, '.lima'), join(host.home, '.tankmate-lima')];
  const walls = await Promise.all(
    homes.map(async (home) => {
      const common = await Promise.all(
        ['default.yaml', 'override.yaml'].map((each) => eyes.text(join(home, '_config', each))),
      );
      const names = (await eyes.quiet.names(home)).filter((name) => !/^[_.]/.test(name));
      return Promise.all(
        names.map(async (name) => {
          const file = join(home, name, 'lima.yaml');
          const text = await eyes.quiet.text(file);
          const wall =
            text === null
              ? null
              : limaWall(
                  text,
                  name,
                  file,
                  common.filter((each) => each !== null),
                );
          if (text !== null && wall === null) eyes.sayUnseen(file, { id: 'look.saw-nothing' });
          return wall;
        }),
      );
    }),
  );
  return walls.flat().filter((wall) => wall !== null);
}

/** Virtual machines of this account: those that QEMU runs, and VirtualBox's and Lima's by their files. */
export async function machinesHere(
  host: Host,
  gateways: Pick<GatewayProbe, 'processes' | 'listeners'>,
): Promise<Seen<MachineWall>> {
  const eyes = openEyes(host);
  const running = host.platform === 'win32' ? { found: [], unseen: [] } : await gateways.processes();
  const listeners = await heard(gateways);
  const qemu = running.found.flatMap(({ pid, program, args }) => {
    const wall = qemuWall(program, args, `${program} (pid ${pid})`);
    if (wall === null) return [];
    // Doors can be opened later, without a word in the command line.
    const more = (listeners ?? [])
      .filter((each) => each.pid === pid && !isLoopback(each.address))
      .filter(({ port }) => !wall.published?.some((each) => each.includes(`:${port}`)))
      .map(({ address, port }) => endpoint(address, port));
    const published = [...(wall.published ?? []), ...more];
    const isTold = published.length > 0 || (wall.published !== null && listeners !== null);
    return [{ ...wall, published: isTold ? published : null }];
  });
  const [boxes, instances] = await Promise.all([virtualBoxes(eyes), limas(eyes)]);
  return { found: [...qemu, ...boxes, ...instances], unseen: [...running.unseen, ...eyes.unseen] };
}
