import { TILES, type TileId } from '../../main/contract/finding';
import type { Report } from '../../main/contract/report';
import { Tank } from '../components/Tank';
import { useSay } from '../i18n';
import { hasNoOpenClaw } from '../order';

interface Props {
  readonly report: Report;
  readonly chosen?: TileId | null;
  readonly mended?: readonly TileId[];
}

/** The tank as a report says it is. */
export function ReportTank({ report, chosen = null, mended = [] }: Props) {
  const say = useSay();
  const empty = hasNoOpenClaw(report);
  const panes = TILES.map((id) => ({
    id,
    look: report.tiles.find((tile) => tile.id === id)?.state ?? ('unknown' as const),
  }));
  const told = panes.map(({ id, look }) =>
    say('tank.pane', { name: say(`name.${id}`), mark: say(`mark.${look}`) }),
  );
  const worst = report.verdict.state === 'not-applicable' ? 'good' : report.verdict.state;
  return (
    <Tank
      panes={panes}
      chosen={chosen}
      mended={mended}
      lobster={!empty}
      label={[say(empty ? 'tank.empty' : 'tank.picture'), ...told].join(' ')}
      caption={say(empty ? 'tiles.caption.empty' : `tiles.caption.${worst}`)}
    />
  );
}

/** The tank before anybody looked. */
export function PlainTank() {
  const say = useSay();
  return (
    <Tank
      panes={TILES.map((id) => ({ id, look: 'waiting' }))}
      label={say('tank.picture')}
      caption={say('welcome.caption')}
    />
  );
}
