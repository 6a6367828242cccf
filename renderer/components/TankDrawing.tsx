import type { KeyboardEvent } from 'react';
import type { Severity, TileId } from '../../main/contract/finding';
import { ring } from './glass';
import { Lobster, type Mood } from './Lobster';
import { damageOf, Leak, Pane, type PaneLook } from './Pane';

export interface TankPane {
  readonly id: TileId;
  readonly look: PaneLook;
  /** How bad it is, where it needs attention. */
  readonly severity?: Severity | undefined;
  /** What a pane that can be pressed says. */
  readonly label?: string;
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
  /** Makes buttons of the panes. */
  readonly onOpen?: ((tile: TileId) => void) | undefined;
}

const FORWARD = ['ArrowRight', 'ArrowDown'];
const BACK = ['ArrowLeft', 'ArrowUp'];

/** Never calm where something is damaged or could not be seen. */
function moodOf(panes: readonly TankPane[]): Mood {
  const damage = panes.flatMap(({ look, severity }) => (look === 'attention' ? [damageOf(severity)] : []));
  if (damage.includes('hole')) return 'hot';
  if (damage.length > 0) return 'uneasy';
  return panes.some(({ look }) => look === 'unknown') ? 'hidden' : 'calm';
}

/** Arrow keys go around the tank (WAI-ARIA Authoring Practices, roving focus); Enter and Space press. */
function onKey(event: KeyboardEvent<SVGGElement>, open: () => void) {
  const sides = [...(event.currentTarget.parentElement?.querySelectorAll<SVGGElement>('.side') ?? [])];
  const step = FORWARD.includes(event.key) ? 1 : BACK.includes(event.key) ? -1 : 0;
  if (step !== 0) sides.at((sides.indexOf(event.currentTarget) + step) % sides.length)?.focus();
  else if (event.key === 'Enter' || event.key === ' ') open();
  else return;
  event.preventDefault();
}

/** The one picture: six panes around the lobster. */
export function TankDrawing({ panes, label, caption, ...more }: Props) {
  const { chosen = null, mended = [], lobster = true, onOpen } = more;
  const button = (pane: TankPane, side: number) =>
    onOpen && {
      role: 'button',
      tabIndex: side === 0 ? 0 : -1,
      'aria-label': pane.label,
      onClick: () => onOpen(pane.id),
      onKeyDown: (event: KeyboardEvent<SVGGElement>) => onKey(event, () => onOpen(pane.id)),
    };
  return (
    <figure className={chosen ? 'tank has-chosen' : 'tank'}>
      <svg viewBox="0 0 480 480" role={onOpen ? 'group' : 'img'} aria-label={label}>
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
            {...button(pane, side)}
          >
            <Pane side={side} look={pane.look} damage={damageOf(pane.severity)} />
          </g>
        ))}
        <path className="rim" d={ring(184, 26)} />
        {panes.map(
          (pane, side) =>
            pane.look === 'attention' &&
            damageOf(pane.severity) === 'hole' && <Leak key={pane.id} side={side} />,
        )}
        <g className="bubbles">
          <circle cx="302" cy="272" r="5" />
          <circle cx="312" cy="256" r="3.2" />
          <circle cx="301" cy="245" r="2.2" />
        </g>
        {lobster && (
          <g transform="translate(242 252) rotate(7) scale(.98)">
            <Lobster mood={moodOf(panes)} />
          </g>
        )}
      </svg>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
