import type { BoundaryFact, TankContext } from '../../../model/types';
import { boundaryFacts, NOTHING_REPORTED } from '../../boundary-facts';
import { field } from '../../driver-program';
import { instanceOf, type LimaInstance } from './limactl';

const MIB = 1024 * 1024;
const listOf = (thing: unknown): readonly unknown[] => (Array.isArray(thing) ? thing : []);

/** The settings in force that decide how tight it is, and what each must be. */
const SEALED: readonly (readonly [path: readonly string[], must: unknown])[] = [
  [['plain'], true],
  [['propagateProxyEnv'], false],
  [['containerd', 'system'], false],
  [['containerd', 'user'], false],
  [['ssh', 'forwardAgent'], false],
  [['ssh', 'forwardX11'], false],
  [['nestedVirtualization'], false],
];

function settingsOf({ config }: LimaInstance) {
  const read = SEALED.map(([path, must]) => {
    const value = path.reduce(field, config);
    return { reported: `${path.join('.')}=${String(value)}`, loose: value !== must };
  });
  const networks = listOf(field(config, 'networks')).map(
    (each) => `networks=${String(field(each, 'lima') ?? field(each, 'socket') ?? 'vzNAT')}`,
  );
  return {
    settings: [...read.map(({ reported }) => reported), ...networks],
    loose: [...read.filter(({ loose }) => loose).map(({ reported }) => reported), ...networks],
  };
}

/** Forwarded ports that stay in force in plain mode: those that say `static` (docs/config/plain). */
const forwarded = ({ config }: LimaInstance): readonly string[] =>
  listOf(field(config, 'portForwards'))
    .filter((rule) => field(rule, 'ignore') !== true && field(rule, 'static') === true)
    .map((rule) => `${String(field(rule, 'hostIP') ?? '127.0.0.1')}:${String(field(rule, 'hostPort'))}`);

/** Lima's drivers have no clipboard, and its machines get no device of this computer but disks that are named here. */
export async function limaBoundary(tank: TankContext): Promise<readonly BoundaryFact[]> {
  const instance = await instanceOf(tank);
  if (!instance || typeof instance.config !== 'object') return boundaryFacts(tank, 'lima', NOTHING_REPORTED);
  const { config, cpus, memory } = instance;
  const strange = forwarded(instance);
  const audio = String(field(field(config, 'audio'), 'device') ?? '');
  return boundaryFacts(tank, 'lima', {
    ...settingsOf(instance),
    mounts: listOf(field(config, 'mounts')).map((each) => String(field(each, 'location'))),
    ports: [`127.0.0.1:${instance.sshLocalPort ?? tank.plan.ports.ssh}`, ...strange],
    strange,
    devices: [
      ...listOf(field(config, 'additionalDisks')).map((each) => String(field(each, 'name') ?? each)),
      ...(audio === '' || audio === 'none' ? [] : [`audio=${audio}`]),
    ],
    clipboard: [],
    limits: cpus && memory ? { memoryMiB: Math.round(memory / MIB), processors: cpus } : null,
  });
}
