import { type At, TankTrouble } from '../..';
import { refusal, tell } from '../containers/ask';
import type { Facts, Flavour } from '../containers/flavour';
import { at as inner, listOf, objectOf, textAt, wordsAt } from '../containers/inspected';
import type { Names } from '../containers/names';

const trouble = (id: string, detail = '') =>
  new TankTrouble({ id: `tank.containers-${id}`, values: { engine: 'Docker' } }, detail);

/** The engine that is meant must be this computer's: a published door would be another's otherwise. */
async function isLocal(flavour: Flavour, at: At): Promise<boolean> {
  const { code, out } = await tell(flavour, at, ['context', 'inspect']);
  const host = code === 0 ? textAt(listOf(out)?.[0], 'Endpoints', 'docker', 'Host') : null;
  return host !== null && (host.startsWith('unix://') || host.startsWith('npipe://'));
}

/**
 * Docker as it is here, by `docker info` (docs.docker.com/reference/api/engine, SystemInfo). Rejects with TankTrouble
 * when its engine doesn't run, or runs on another computer.
 */
export async function dockerFacts(flavour: Flavour, at: At, names: Names): Promise<Facts> {
  const words = ['info', '--format', '{{json .}}'];
  const ended = await tell(flavour, at, words);
  const info = objectOf(ended.out);
  // Without an engine it says what the client is, and why there is no answer.
  const errors = wordsAt(info, 'ServerErrors') ?? [];
  if (errors.length > 0) throw trouble('engine-off', errors.join('\n').slice(-2000));
  if (ended.code !== 0) throw refusal(flavour, words, ended);
  const version = textAt(info, 'ServerVersion');
  if (!version) throw trouble('garbled', words.join(' '));
  if (!(await isLocal(flavour, at))) throw trouble('remote');
  const has = (name: string) => inner(info, name) === true;
  return {
    version,
    rootless: (wordsAt(info, 'SecurityOptions') ?? []).some((word) => /(^|,)name=rootless(,|$)/.test(word)),
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
