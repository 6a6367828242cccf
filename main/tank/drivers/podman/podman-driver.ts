import { stringsAt, textAt } from '../../../isolation/oci-inspect';
import { containerDriver } from '../containers/container-driver';
import type { Flavour } from '../containers/container-flavour';
import { podmanFacts } from './podman-facts';

/** Podman without root (docs.podman.io): nobody else can reach its containers, and nothing runs as root. */
export const podman: Flavour = {
  id: 'podman',
  name: 'Podman',
  program: 'podman',
  facts: (tank) => podmanFacts(podman, tank),
  // Where the user keeps its settings elsewhere (containers.conf(5), containers-storage.conf(5)).
  variables: ['CONTAINERS_CONF', 'CONTAINERS_STORAGE_CONF', 'CONTAINERS_REGISTRIES_CONF'],
  log: ['--log-driver', 'k8s-file', '--log-opt', 'max-size=10mb'],
  // No writable /run, /var/tmp and the like that come with it unasked.
  readOnly: ['--read-only', '--read-only-tmpfs=false'],
  homeOptions: 'rw,nosuid,nodev',
  // `inspect` says `slirp4netns` or `pasta` and keeps the words that decide in the command that made it.
  isPrivate(holder, _names, { network }) {
    const mode = textAt(holder, 'HostConfig', 'NetworkMode');
    const reported = stringsAt(holder, 'Config', 'CreateCommand');
    if (mode === null || reported === null) return null;
    const asked = reported.flatMap((word, index) =>
      word === '--network' || word === '--net'
        ? [reported[index + 1]]
        : word.startsWith('--network=') || word.startsWith('--net=')
          ? [word.slice(word.indexOf('=') + 1)]
          : [],
    );
    return asked.length === 1 && asked[0] === network[1] && mode.split(':')[0] === network[1]?.split(':')[0];
  },
  // An empty set is written as `null`.
  hasNoCapabilities(container) {
    if (container.EffectiveCaps === undefined || container.BoundingCaps === undefined) return null;
    const lists = [stringsAt(container, 'EffectiveCaps'), stringsAt(container, 'BoundingCaps')];
    return lists.every((list) => list !== null && list.length === 0);
  },
  // With nothing left, the process that holds the user's namespace is nobody's (podman-system-migrate(1)).
  async afterLast(cli) {
    const { code, out } = await cli.run(['ps', '--all', '--quiet']);
    if (code === 0 && out.trim() === '') await cli.run(['system', 'migrate']);
  },
};

export const podmanDriver = containerDriver(podman);
