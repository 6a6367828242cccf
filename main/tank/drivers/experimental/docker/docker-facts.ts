import {
  fieldAt as inner,
  parseObject,
  parseObjects,
  stringsAt,
  textAt,
} from '../../../../isolation/oci-inspect';
import type { TankContext } from '../../../model/types';
import type { ContainerFacts, Flavour } from '../../containers/container-flavour';
import type { ContainerNames } from '../../containers/container-names';
import { cliError, containerError, runCli } from '../../containers/container-program';

/** The engine that is meant must be this computer's: a published door would be another's otherwise. */
async function isLocal(flavour: Flavour, tank: TankContext): Promise<boolean> {
  const { code, out } = await runCli(flavour, tank, ['context', 'inspect']);
  const host = code === 0 ? textAt(parseObjects(out)?.[0], 'Endpoints', 'docker', 'Host') : null;
  return host !== null && (host.startsWith('unix://') || host.startsWith('npipe://'));
}

/**
 * Docker as it is here, by `docker info` (docs.docker.com/reference/api/engine, SystemInfo). Rejects with TankTrouble
 * when its engine doesn't run, or runs on another computer.
 */
export async function dockerFacts(
  flavour: Flavour,
  tank: TankContext,
  names: ContainerNames,
): Promise<ContainerFacts> {
  const args = ['info', '--format', '{{json .}}'];
  const ended = await runCli(flavour, tank, args);
  const info = parseObject(ended.out);
  // Without an engine it says what the client is, and why there is no answer.
  const errors = stringsAt(info, 'ServerErrors') ?? [];
  if (errors.length > 0) throw containerError(flavour, 'engine-off', errors.join('\n').slice(-2000));
  if (ended.code !== 0) throw cliError(flavour, args, ended);
  const version = textAt(info, 'ServerVersion');
  if (!version) throw containerError(flavour, 'garbled', args.join(' '));
  if (!(await isLocal(flavour, tank))) throw containerError(flavour, 'remote');
  const has = (name: string) => inner(info, name) === true;
  return {
    version,
    rootless: (stringsAt(info, 'SecurityOptions') ?? []).some((word) => /(^|,)name=rootless(,|$)/.test(word)),
    // Without systemd's help a rootless engine has no cgroups at all, whatever the kernel could.
    limits:
      textAt(info, 'CgroupDriver') === 'none'
        ? { memory: false, processors: false, processes: false }
        : { memory: has('MemoryLimit'), processors: has('CpuCfsQuota'), processes: has('PidsLimit') },
    leading: [],
    because: null,
    network: ['--network', names.network],
  };
}
