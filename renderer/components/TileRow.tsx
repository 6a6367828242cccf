import type { TileId } from '../../main/contract/finding';
import type { ReportTile } from '../../main/contract/report';
import { useTranslate } from '../i18n';
import { StateIcon } from './StateIcon';

interface Props {
  readonly tile: ReportTile;
  /** How many of its findings need attention or could not be told. */
  readonly things: number;
  readonly onOpen: (tile: TileId) => void;
}

/** One tile as a line: its mark and name, how much there is, how it is now, and because of what. Pressing it opens it. */
export function TileRow({ tile, things, onOpen }: Props) {
  const say = useTranslate();
  return (
    <li className={`row ${tile.state}`} data-tile={tile.id}>
      <button type="button" onClick={() => onOpen(tile.id)}>
        <StateIcon look={tile.state} label={say(`mark.${tile.state}`)} />
        <span className="words">
          <span className="pane-name">
            {say(`name.${tile.id}`)}
            {things > 0 && <span className="things">{say('tile.things', { count: things })}</span>}
          </span>
          <b>{tile.title}</b> <span className="because">{tile.because}</span>
        </span>
        <svg className="chevron" viewBox="0 0 10 18" aria-hidden="true">
          <path d="M2 2l6 7-6 7" />
        </svg>
      </button>
    </li>
  );
}
