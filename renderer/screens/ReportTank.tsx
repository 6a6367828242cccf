import { TILES, type TileId } from '../../main/contract/finding';
import type { Report } from '../../main/contract/report';
import { TankDrawing } from '../components/TankDrawing';
import { useTranslate } from '../i18n';
import { hasNoOpenClaw } from '../order';

interface Props {
  readonly report: Report;
  readonly chosen?: TileId | null;
  readonly mended?: readonly TileId[];
  readonly onOpen?: (tile: TileId) => void;
}

/** The tank as a report says it is. */
export function ReportTank({ report, chosen = null, mended = [], onOpen }: Props) {
  const say = useTranslate();
  const empty = hasNoOpenClaw(report);
  const panes = TILES.map((id) => {
    const { state: look = 'unknown', severity } = report.tiles.find((tile) => tile.id === id) ?? {};
    return {
      id,
      look,
      severity,
      label: say('tank.pane', { name: say(`name.${id}`), mark: say(`mark.${look}`) }),
    };
  });
  const worst = report.verdict.state === 'not-applicable' ? 'good' : report.verdict.state;
  return (
    <TankDrawing
      panes={panes}
      chosen={chosen}
      mended={mended}
      lobster={!empty}
      label={[
        say(empty ? 'tank.empty' : 'tank.picture'),
        ...(onOpen ? [] : panes.map((pane) => pane.label)),
      ].join(' ')}
      onOpen={onOpen}
      caption={say(empty ? 'tiles.caption.empty' : `tiles.caption.${worst}`)}
    />
  );
}

/** The tank before anybody looked, or after a look that saw nothing. */
export function PlainTank({ failed = false }: { failed?: boolean }) {
  const say = useTranslate();
  return (
    <TankDrawing
      panes={TILES.map((id) => ({ id, look: failed ? 'unknown' : 'waiting' }))}
      label={say('tank.picture')}
      caption={say(failed ? 'tiles.caption.unknown' : 'welcome.caption')}
    />
  );
}
