import type { TileId } from '../../main/contract/finding';
import type { ReportTile } from '../../main/contract/report';
import { useSay } from '../i18n';
import { Mark } from './Mark';

/** One tile as a line: its mark, how it is now, and because of what. Pressing it opens it. */
export function TileRow({ tile, onOpen }: { tile: ReportTile; onOpen: (tile: TileId) => void }) {
  const say = useSay();
  return (
    <li className={`row ${tile.state}`} data-tile={tile.id}>
      <button type="button" onClick={() => onOpen(tile.id)}>
        <Mark look={tile.state} label={say(`mark.${tile.state}`)} />
        <span className="words">
          <b>{tile.title}</b> <span className="because">{tile.because}</span>
        </span>
        <svg className="chevron" viewBox="0 0 10 18" aria-hidden="true">
          <path d="M2 2l6 7-6 7" />
        </svg>
      </button>
    </li>
  );
}
