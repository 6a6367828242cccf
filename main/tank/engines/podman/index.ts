import { containerEngine } from '../containers';
import type { Flavour } from '../containers/flavour';
import { textAt, wordsAt } from '../containers/inspected';
import { podmanFacts } from './facts';

/** Podman without root (docs.podman.io): nobody else can reach its containers, and nothing runs as root. */
export const podman: Flavour = {
  id: 'podman',
  name: 'Podman',
  program: 'podman',
  facts: (at) => podmanFacts(podman, at),
  // Where the user keeps its settings elsewhere (containers.conf(5), containers-storage.conf(5)).
  variables: ['CONTAINERS_CONF', 'CONTAINERS_STORAGE_CONF', 'CONTAINERS_REGISTRIES_CONF'],
  log: ['--log-driver', 'k8s-file', '--log-opt', 'max-size=10mb'],
  // No writable /run, /var/tmp and the like that come with it unasked.
  readOnly: ['--read-only', '--read-only-tmpfs=false'],
  homeOptions: 'rw,nosuid,nodev',
  // `inspect` says `slirp4netns` or `pasta` and keeps the words that decide in the command that made it.
  isPrivate(holder, _names, { network }) {
    const mode = textAt(holder, 'HostConfig', 'NetworkMode');
    const told = wordsAt(holder, 'Config', 'CreateCommand');
    if (mode === null || told === null) return null;
    const asked = told.flatMap((word, index) =>
      word === '--network' || word === '--net'
        ? [told[index + 1]]
        : word.startsWith('--network=') || word.startsWith('--net=')
          ? [word.slice(word.indexOf('=') + 1)]
          : [],
    );
    return asked.length === 1 && asked[0] === network[1] && mode.split(':')[0] === network[1]?.split(':')[0];
  },
  // An empty set is written as `null`.
  hasNoCapabilities(container) {
    if (container.EffectiveCaps === undefined || container.BoundingCaps === undefined) return null;
    const lists = [wordsAt(container, 'EffectiveCaps'), wordsAt(container, 'BoundingCaps')];
    return lists.every((list) => list !== null && list.length === 0);
  },
  // With nothing left, the process that holds the user's namespace is nobody's (podman-system-migrate(1)).
  async afterLast(engineer) {
    const { code, out } = await engineer.tell(['ps', '--all', '--quiet']);
    if (code === 0 && out.trim() === '') await engineer.tell(['system', 'migrate']);
  },
};

export const engine = containerEngine(podman);
