import { TILES, type TileId } from '../../main/contract/finding';
import type { Report } from '../../main/contract/report';
import { Tank } from '../components/Tank';
import { useSay } from '../i18n';
import { hasNoOpenClaw } from '../order';

/** The tank as a report says it is. */
export function ReportTank({ report, chosen = null }: { report: Report; chosen?: TileId | null }) {
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
      lobster={!empty}
      label={[say(empty ? 'tank.empty' : 'tank.picture'), ...told].join(' ')}
      caption={say(empty ? 'tiles.caption.empty' : `tiles.caption.${worst}`)}
    />
  );
}
