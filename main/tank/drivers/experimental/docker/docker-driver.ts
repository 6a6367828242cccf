import { fieldAt as inner, stringsAt, textAt } from '../../../../isolation/oci-inspect';
import type { TankContext } from '../../../model/types';
import { containerDriver } from '../../containers/container-driver';
import type { Flavour } from '../../containers/container-flavour';
import { type ContainerNames, labels, TANK_LABEL } from '../../containers/container-names';
import { containerError, mustRunCli } from '../../containers/container-program';
import { dockerFacts } from './docker-facts';

/** Id of the tank's own network; null when there is none. */
async function networkOf(tank: TankContext, names: ContainerNames): Promise<string | null> {
  const args = ['network', 'ls', '--quiet', '--no-trunc', '--filter', `label=${TANK_LABEL}=${names.key}`];
  const found = (await mustRunCli(docker, tank, args)).split('\n').filter((line) => line !== '');
  if (found.length > 1) throw containerError(docker, 'garbled', args.join(' '));
  return found[0] ?? null;
}

/** Docker (docs.docker.com). Its group has root's rights unless it runs rootless, which the ways tell. */
export const docker: Flavour = {
  id: 'docker',
  name: 'Docker',
  program: 'docker',
  facts: (tank, names) => dockerFacts(docker, tank, names),
  variables: ['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'DOCKER_TLS_VERIFY', 'DOCKER_CERT_PATH'],
  log: ['--log-driver', 'local', '--log-opt', 'max-size=10m', '--log-opt', 'max-file=2'],
  readOnly: ['--read-only'],
  homeOptions: 'rw',
  // A network of its own: containers in the usual one reach each other.
  async prepareNetwork(tank, names) {
    if ((await networkOf(tank, names)) !== null) return;
    const args = ['network', 'create', '--driver', 'bridge', ...labels(names, 'network'), names.network];
    await mustRunCli(docker, tank, args);
  },
  async removeNetwork(tank, names) {
    const id = await networkOf(tank, names);
    if (id === null) return;
    await mustRunCli(docker, tank, ['network', 'rm', id]);
  },
  isPrivate(holder, names) {
    const mode = textAt(holder, 'HostConfig', 'NetworkMode');
    const networks = inner(holder, 'NetworkSettings', 'Networks');
    if (mode === null || typeof networks !== 'object' || networks === null) return null;
    return mode === names.network && Object.keys(networks).join() === names.network;
  },
  // `inspect` keeps what was asked for.
  hasNoCapabilities(container) {
    const dropped = stringsAt(container, 'HostConfig', 'CapDrop');
    return dropped === null ? null : dropped.some((word) => word.toUpperCase() === 'ALL');
  },
};

export const dockerDriver = containerDriver(docker);
