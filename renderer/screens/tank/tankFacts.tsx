import type { Language } from '../../../main/contract/report';
import type { ShownTank } from '../../../main/contract/work';
import type { Fact } from '../../components/FactList';
import type { TranslatePage } from '../../i18n';
import { saySize } from '../../i18n/size';
import { sayMoment } from '../../i18n/when';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** What a tank is and uses, a line each. What can’t be told says so. */
export function tankFacts(
  tank: ShownTank,
  now: Date,
  language: Language,
  say: TranslatePage,
): readonly Fact[] {
  const { engineName, wall: boundary, usage, limits, openclaw, movedInAt } = tank;
  const used = (bytes: number | null, most: number) => {
    const limit = saySize(most, language);
    return bytes === null
      ? say('tank.fact.untold', { limit })
      : say('tank.fact.used', { used: saySize(bytes, language), limit });
  };
  const runs = tank.state === 'running' || tank.state === 'silent';
  const healthy = runs ? openclaw.healthy : null;
  const health = healthy === null ? '' : ` · ${say(healthy ? 'tank.fact.healthy' : 'tank.fact.unhealthy')}`;
  return [
    { term: say('tank.fact.kind'), value: `${say(`tank.wall.${boundary}`)} · ${engineName}` },
    {
      term: say('tank.fact.openclaw'),
      value: `${openclaw.version ?? say('end.no-version')}${health}`,
    },
    { term: say('tank.fact.memory'), value: used(usage.memory, limits.memoryMiB * MIB) },
    { term: say('tank.fact.disk'), value: used(usage.disk, limits.diskGiB * GIB) },
    {
      term: say('tank.fact.processors'),
      value: say('tank.fact.at-most', { count: limits.processors }),
    },
    {
      term: say('tank.fact.moved'),
      value: movedInAt === null ? say('tank.fact.moved.not') : sayMoment(movedInAt, now, language, say),
    },
  ];
}
