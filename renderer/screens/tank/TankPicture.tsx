import { TILES } from '../../../main/contract/finding';
import type { AttemptId } from '../../../main/contract/tank';
import type { ShownTank } from '../../../main/contract/work';
import type { PaneLook } from '../../components/Pane';
import { TankDrawing } from '../../components/TankDrawing';
import { useTranslate } from '../../i18n';
import { receiptOf } from '../../store/tankSelectors';

const SIDES = TILES.length;
/** Which tries each side of the picture stands for. */
const TRIED: readonly (readonly AttemptId[])[] = [
  ['engine-sockets', 'other-guests', 'engine-settings'],
  ['host-loopback', 'lan', 'metadata', 'ports'],
  ['account', 'sudo', 'kernel-modules'],
  ['clipboard', 'devices'],
  ['host-folders', 'mounts'],
  ['limits'],
];

/**
 * One side: broken where a try got out, whole where each of its tries was blocked, fogged otherwise. What was tried
 * before the tank was changed, or too long ago, says of no side that it is whole.
 */
function lookOf({ receipt, receiptDue, state }: ShownTank, side: number): PaneLook {
  const outcomes = TRIED[side]?.map((id) => receipt?.tries.find((each) => each.id === id)?.outcome) ?? [];
  if (outcomes.includes('open')) return 'attention';
  const described = !receiptDue && state !== 'lost' && state !== 'unknown';
  return described && outcomes.every((each) => each === 'blocked') ? 'good' : 'unknown';
}

/** The tank as its own tries to get out say it is. */
export function TankPicture({ tank }: { tank: ShownTank }) {
  const say = useTranslate();
  if (tank.state === 'unfinished') return <BuildingTank part={tank.progress ?? 0} />;
  const looks = TILES.map((id, side) => ({ id, look: lookOf(tank, side) }));
  const is = (look: PaneLook) => looks.some((each) => each.look === look);
  const described = tank.receipt && receiptOf(tank.receipt.tries);
  const text = [
    say('tank.picture.tank'),
    described ? sayReceipt(described, say) : say('tank.receipt.none'),
    ...(described && tank.receiptDue ? [say('tank.receipt.due')] : []),
  ];
  const caption = is('attention') ? 'open' : is('unknown') ? 'unsure' : 'sealed';
  return (
    <TankDrawing
      panes={looks}
      lobster={tank.state !== 'lost'}
      label={text.join(' ')}
      caption={say(`tank.caption.${caption}`)}
    />
  );
}

/** Says in one sentence how a receipt came out: what got out first. */
export function sayReceipt(
  { count, open, untested }: ReturnType<typeof receiptOf>,
  say: ReturnType<typeof useTranslate>,
): string {
  if (count === 0) return say('tank.receipt.none');
  if (open > 0) return say('tank.receipt.open', { open, count });
  if (untested > 0) return say('tank.receipt.untested', { count, untested });
  return say('tank.receipt.sealed', { count });
}

/** A tank on its way: as many of its panes stand as is done of it. */
export function BuildingTank({ part }: { part: number }) {
  const say = useTranslate();
  const count = Math.floor(Math.min(1, Math.max(0, part)) * SIDES);
  return (
    <TankDrawing
      panes={TILES.map((id, side) => ({ id, look: side < count ? 'good' : 'waiting' }))}
      lobster={false}
      label={say('tank.picture.building', { count })}
      caption={say('tank.caption.building')}
    />
  );
}
