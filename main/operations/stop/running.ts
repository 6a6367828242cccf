import type { FileProbe } from '../../probes/files';
import type { Process } from '../../probes/gateways';
import type { Service } from '../../probes/openclaw';

/** A service with what undo must know: whether it runs now, and whether it starts by itself at boot. */
export interface RunningService {
  readonly service: Service;
  readonly running: boolean;
  readonly enabled: boolean;
}

const isNode = ({ name }: Service) => /(^|[-. ])node($|[-. (])/i.test(name);

/** systemd: an enabled unit is linked from a `….wants` folder beside it (systemctl(1), enable). */
async function isWanted(files: FileProbe, file: string): Promise<boolean> {
  const { dirname, basename, join } = files.path;
  const folders = ['/etc/systemd/system', dirname(file)];
  const wanting = await Promise.all(
    folders.map(async (folder) => {
      const names = await files.list(folder).catch(() => []);
      const wants = names.filter((name) => /\.(wants|requires)$/.test(name));
      return Promise.all(
        wants.map((each) =>
          files.lstat(join(folder, each, basename(file))).then(
            () => true,
            () => false,
          ),
        ),
      );
    }),
  );
  return wanting.flat().includes(true);
}

/**
 * Which services run now. On Linux a process's control group names its unit; elsewhere one that is there and fits:
 * the only service of its kind (gateway or node host) while something of that kind runs.
 */
export async function runningServices(
  files: FileProbe,
  services: readonly Service[],
  own: readonly Process[],
): Promise<readonly RunningService[]> {
  if (files.platform === 'linux') {
    const runs = ({ kind, file }: Service) =>
      own.some(
        ({ unit }) =>
          unit?.name === files.path.basename(file) && (unit.uid === null) === (kind === 'systemd-system'),
      );
    return Promise.all(
      services.map(async (service) => ({
        service,
        running: runs(service),
        enabled: await isWanted(files, service.file),
      })),
    );
  }
  const gateways = own.some(({ openclaw }) => openclaw?.role === 'gateway');
  const others = own.some(({ openclaw }) => openclaw?.role !== 'gateway');
  return services.map((service) => {
    const alike = services.filter((other) => isNode(other) === isNode(service)).length;
    return { service, running: alike === 1 && (isNode(service) ? others : gateways), enabled: true };
  });
}
