import type { TileId } from '../../main/contract/finding';
import { ring } from './glass';
import { Lobster } from './Lobster';
import { Leak, Pane, type PaneLook } from './Pane';

export interface TankPane {
  readonly id: TileId;
  readonly look: PaneLook;
}

interface Props {
  readonly panes: readonly TankPane[];
  /** What the picture says, for those who can’t see it. */
  readonly label: string;
  readonly caption: string;
  /** The pane that is spoken of; the others step back. */
  readonly chosen?: TileId | null;
  /** Panes that have just become whole. */
  readonly mended?: readonly TileId[];
  /** False when nobody lives in it. */
  readonly lobster?: boolean;
}

/** The one picture: six panes around the lobster. */
export function Tank({ panes, label, caption, chosen = null, mended = [], lobster = true }: Props) {
  const hot = panes.some((pane) => pane.look === 'attention');
  return (
    <figure className={chosen ? 'tank has-chosen' : 'tank'}>
      <svg viewBox="0 0 480 480" role="img" aria-label={label}>
        <path className="shade" d={ring(184, 26)} transform="translate(0 12)" />
        <path className="body" d={ring(184, 26)} />
        <path className="floor" d={ring(98, 18)} />
        <path
          className="ripple"
          d="M168 300c14-7 26-7 40 0s26 7 40 0M196 322c12-6 22-6 34 0s22 6 34 0s18-5 28-2M270 178c10-5 18-5 28 0s18 5 26 1"
        />
        {panes.map((pane, side) => (
          <g
            className={`side${pane.id === chosen ? ' chosen' : ''}${mended.includes(pane.id) ? ' mended' : ''}`}
            data-pane={pane.id}
            key={pane.id}
          >
            <Pane side={side} look={pane.look} />
          </g>
        ))}
        <path className="rim" d={ring(184, 26)} />
        {panes.map((pane, side) => pane.look === 'attention' && <Leak key={pane.id} side={side} />)}
        <g className="bubbles">
          <circle cx="302" cy="272" r="5" />
          <circle cx="312" cy="256" r="3.2" />
          <circle cx="301" cy="245" r="2.2" />
        </g>
        {lobster && (
          <g transform="translate(242 252) rotate(7) scale(.98)">
            <Lobster mood={hot ? 'hot' : 'calm'} />
          </g>
        )}
      </svg>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
