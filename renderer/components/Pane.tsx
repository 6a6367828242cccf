import type { Severity, State } from '../../main/contract/finding';
import { glassShape, line, type Spot, spot } from './glass';

/** How a pane looks: one of the four states of a tile, or how far a look at it has come. */
export type PaneLook = State | 'waiting' | 'wiping' | 'seen';

const WHOLE: readonly Spot[] = [
  [-1, 0],
  [1, 0],
  [1, 1],
  [-1, 1],
];
const BROKEN: readonly Spot[] = [
  [-1, 0],
  [-0.02, 0],
  [0.12, 0.2],
  [-0.06, 0.36],
  [0.2, 0.52],
  [0.5, 0.44],
  [0.62, 0.66],
  [1, 0.6],
  [1, 1],
  [-1, 1],
];
const PIECE: readonly Spot[] = [
  [0.24, -0.66],
  [0.5, -0.72],
  [0.68, -0.56],
  [0.6, -0.38],
  [0.42, -0.46],
];
const CRACKS: readonly (readonly Spot[])[] = [
  [
    [-0.06, 0.36],
    [-0.34, 0.5],
    [-0.5, 0.3],
    [-0.82, 0.36],
  ],
  [
    [-0.34, 0.5],
    [-0.28, 0.76],
    [-0.44, 1],
  ],
  [
    [0.2, 0.52],
    [0.14, 0.76],
    [0.3, 1],
  ],
];
const FOG: readonly (readonly Spot[])[] = [
  [
    [-0.66, 0.3],
    [-0.4, 0.2],
    [-0.1, 0.38],
    [0.2, 0.22],
    [0.44, 0.3],
  ],
  [
    [-0.4, 0.54],
    [-0.15, 0.44],
    [0.15, 0.62],
    [0.5, 0.46],
    [0.74, 0.54],
  ],
  [
    [-0.62, 0.78],
    [-0.35, 0.68],
    [-0.05, 0.84],
    [0.25, 0.72],
  ],
];
const CLOTH: readonly Spot[] = [
  [-0.82, 0.2],
  [-0.62, 0.82],
  [-0.34, 0.16],
  [-0.1, 0.84],
  [0.16, 0.16],
  [0.4, 0.84],
  [0.62, 0.16],
  [0.82, 0.8],
];
/** Where light falls on the glass: always from the upper left, whichever way the pane stands. */
const GLINTS: readonly (readonly (readonly Spot[])[])[] = [
  [
    [
      [-0.86, 0.62],
      [-0.7, 0.18],
    ],
    [
      [-0.7, 0.86],
      [-0.5, 0.3],
    ],
  ],
  [
    [
      [-0.84, 0.7],
      [-0.6, 0.2],
    ],
    [
      [-0.66, 0.84],
      [-0.5, 0.5],
    ],
  ],
  [
    [
      [0.84, 0.2],
      [0.62, 0.72],
    ],
    [
      [0.66, 0.18],
      [0.52, 0.5],
    ],
  ],
  [
    [
      [0.5, 0.76],
      [0.74, 0.26],
    ],
    [
      [0.36, 0.7],
      [0.46, 0.46],
    ],
  ],
  [
    [
      [0.5, 0.2],
      [0.74, 0.74],
    ],
    [
      [0.42, 0.52],
      [0.52, 0.78],
    ],
  ],
  [
    [
      [0.84, 0.62],
      [0.68, 0.18],
    ],
    [
      [0.66, 0.84],
      [0.5, 0.34],
    ],
  ],
];

/** How far a pane is damaged: by the severity of the worst that was found behind it. */
export type Damage = 'hairline' | 'crack' | 'hole';
const DAMAGE: Readonly<Record<Severity, Damage>> = {
  critical: 'hole',
  high: 'hole',
  medium: 'crack',
  low: 'hairline',
};
export const damageOf = (severity: Severity | undefined): Damage =>
  severity === undefined ? 'hole' : DAMAGE[severity];

/** One thin line across. */
const HAIRLINE: readonly Spot[] = [
  [-0.3, 0],
  [-0.16, 0.3],
  [-0.28, 0.52],
  [-0.08, 0.78],
];
/** A crack from edge to edge, with its branches, in a pane that still holds. */
const SPLIT: readonly Spot[] = [
  [-0.02, 0],
  [0.12, 0.2],
  [-0.06, 0.36],
  [0.2, 0.52],
  [0.5, 0.44],
  [0.62, 0.66],
  [1, 0.6],
];

/** Every other broken pane breaks the other way round, as no two break alike. */
const turned = (spots: readonly Spot[], side: number): readonly Spot[] =>
  side % 2 === 0 ? spots : spots.map(([along, down]) => [-along, down] as const);

/** One pane of the tank: 0 is the upper right side, and on clockwise. */
export function Pane({ side, look, damage = 'hole' }: { side: number; look: PaneLook; damage?: Damage }) {
  if (look === 'attention' && damage !== 'hole') {
    const lines = damage === 'hairline' ? [HAIRLINE] : [SPLIT, ...CRACKS];
    return (
      <g className={`pane attention ${damage}`}>
        <path className="glass" d={glassShape(side, WHOLE, 9)} />
        {lines.map((each) => (
          <path className="crack" key={String(each)} d={line(side, turned(each, side))} />
        ))}
      </g>
    );
  }
  if (look === 'attention') {
    return (
      <g className="pane attention">
        <path className="glass" d={glassShape(side, turned(BROKEN, side), 3)} />
        {CRACKS.map((crack) => (
          <path className="crack" key={String(crack)} d={line(side, turned(crack, side))} />
        ))}
        <path className="glass piece" d={glassShape(side, turned(PIECE, side), 2)} />
      </g>
    );
  }
  return (
    <g className={`pane ${look}`}>
      <path className="glass" d={glassShape(side, WHOLE, 9)} />
      {look === 'good' &&
        GLINTS[side]?.map((glint) => <path className="glint" key={String(glint)} d={line(side, glint)} />)}
      {look === 'unknown' &&
        FOG.map((wisp) => <path className="wisp" key={String(wisp)} d={line(side, wisp, true)} />)}
      {look === 'wiping' && <path className="cloth" pathLength="100" d={line(side, CLOTH)} />}
    </g>
  );
}

/** Drops beyond the rim, and how large they are. */
const DROPS: readonly (readonly [Spot, number])[] = [
  [[0.06, -0.52], 5],
  [[-0.1, -0.74], 3.2],
  [[0.2, -0.84], 2.4],
];
/** Where the rim stands open, behind the hole. */
const OPENING: readonly Spot[] = [
  [0.02, -0.25],
  [0.56, -0.25],
];

/** Water finding its way out behind a broken pane; drawn over the rim. */
export function Leak({ side }: { side: number }) {
  return (
    <g className="leak">
      <path d={line(side, turned(OPENING, side))} />
      {DROPS.map(([at, r]) => (
        <circle key={r} r={r} {...spot(side, turned([at], side)[0] ?? at)} />
      ))}
    </g>
  );
}
