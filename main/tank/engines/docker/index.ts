import { type At, TankTrouble } from '../..';
import { containerEngine } from '../containers';
import { refusal, tell } from '../containers/ask';
import type { Flavour } from '../containers/flavour';
import { at as inner, textAt, wordsAt } from '../containers/inspected';
import { labels, type Names, TANK_LABEL } from '../containers/names';
import { dockerFacts } from './facts';

/** Id of the tank's own network; null when there is none. */
async function networkOf(at: At, names: Names): Promise<string | null> {
  const words = ['network', 'ls', '--quiet', '--no-trunc', '--filter', `label=${TANK_LABEL}=${names.key}`];
  const ended = await tell(docker, at, words);
  if (ended.code !== 0) throw refusal(docker, words, ended);
  const found = ended.out.split('\n').filter((line) => line !== '');
  if (found.length > 1)
    throw new TankTrouble({ id: 'tank.containers-garbled', values: { engine: 'Docker' } });
  return found[0] ?? null;
}

/** Docker (docs.docker.com). Its group has root's rights unless it runs rootless, which the ways tell. */
export const docker: Flavour = {
  id: 'docker',
  name: 'Docker',
  program: 'docker',
  facts: (at, names) => dockerFacts(docker, at, names),
  variables: ['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'DOCKER_TLS_VERIFY', 'DOCKER_CERT_PATH'],
  log: ['--log-driver', 'local', '--log-opt', 'max-size=10m', '--log-opt', 'max-file=2'],
  readOnly: ['--read-only'],
  homeOptions: 'rw',
  // A network of its own: containers in the usual one reach each other.
  async prepareNetwork(at, names) {
    if ((await networkOf(at, names)) !== null) return;
    const words = ['network', 'create', '--driver', 'bridge', ...labels(names, 'network'), names.network];
    const ended = await tell(docker, at, words);
    if (ended.code !== 0) throw refusal(docker, words, ended);
  },
  async removeNetwork(at, names) {
    const id = await networkOf(at, names);
    if (id === null) return;
    const words = ['network', 'rm', id];
    const ended = await tell(docker, at, words);
    if (ended.code !== 0) throw refusal(docker, words, ended);
  },
  isPrivate(holder, names) {
    const mode = textAt(holder, 'HostConfig', 'NetworkMode');
    const networks = inner(holder, 'NetworkSettings', 'Networks');
    if (mode === null || typeof networks !== 'object' || networks === null) return null;
    return mode === names.network && Object.keys(networks).join() === names.network;
  },
  // `inspect` keeps what was asked for.
  hasNoCapabilities(container) {
    const dropped = wordsAt(container, 'HostConfig', 'CapDrop');
    return dropped === null ? null : dropped.some((word) => word.toUpperCase() === 'ALL');
  },
};

export const engine = containerEngine(docker);
