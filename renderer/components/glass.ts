/** The tank is a six-sided glass tank seen from above, one corner up. Units are those of its 480 × 480 picture. */
const CENTRE = 240;
const SLOPE = Math.tan(Math.PI / 6);
/** Distance from the middle to the upper and lower edge of a pane. */
const RIM = 168;
const FLOOR = 104;
/** Half of the gap between two panes. */
const GAP = 4.5;

/** Along a pane from −1 to 1, and down it from 0 (rim) to 1 (floor). */
export type Spot = readonly [along: number, down: number];
type Point = readonly [x: number, y: number];

const direction = (side: number) => (Math.PI / 3) * side - Math.PI / 3;

function place(side: number, [along, down]: Spot): Point {
  const out = RIM + (FLOOR - RIM) * down;
  const across = along * (out * SLOPE - GAP);
  const [cos, sin] = [Math.cos(direction(side)), Math.sin(direction(side))];
  return [CENTRE + out * cos - across * sin, CENTRE + out * sin + across * cos];
}

const write = ([x, y]: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`;
const towards = ([x, y]: Point, [tx, ty]: Point, by: number): Point => {
  const share = Math.min(0.5, by / Math.hypot(tx - x, ty - y));
  return [x + (tx - x) * share, y + (ty - y) * share];
};

/** SVG path of a closed shape on one side of the tank, its corners rounded by `radius`. */
export function glassShape(side: number, spots: readonly Spot[], radius = 0): string {
  const points = spots.map((spot) => place(side, spot));
  const corners = points.map((point, index) => {
    const before = points.at(index - 1) ?? point;
    const after = points[(index + 1) % points.length] ?? point;
    return `${write(towards(point, before, radius))}Q${write(point)} ${write(towards(point, after, radius))}`;
  });
  return `M${corners.join('L')}Z`;
}

/** SVG path of an open line on one side of the tank; smooth when `soft`. */
export function line(side: number, spots: readonly Spot[], soft = false): string {
  const points = spots.map((spot) => place(side, spot));
  if (!soft) return `M${points.map(write).join('L')}`;
  const [first, ...rest] = points;
  if (!first) return '';
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? point;
    return `Q${write(point)} ${write(towards(point, next, Math.hypot(next[0] - point[0], next[1] - point[1]) / 2))}`;
  });
  const last = rest.at(-1);
  return `M${write(first)}${bends.join('')}${last ? `L${write(last)}` : ''}`;
}

/** Middle of a spot, for drops and marks. */
export const spot = (side: number, at: Spot): { readonly cx: string; readonly cy: string } => {
  const [x, y] = place(side, at);
  return { cx: x.toFixed(1), cy: y.toFixed(1) };
};

/** Path of a six-sided line around the tank at a distance from its middle, corners rounded. */
export function ring(distance: number, radius: number): string {
  const corner = distance / Math.cos(Math.PI / 6);
  const points = [0, 1, 2, 3, 4, 5].map((side): Point => {
    const angle = direction(side) + Math.PI / 6;
    return [CENTRE + corner * Math.cos(angle), CENTRE + corner * Math.sin(angle)];
  });
  const corners = points.map((point, index) => {
    const before = points.at(index - 1) ?? point;
    const after = points[(index + 1) % points.length] ?? point;
    return `${write(towards(point, before, radius))}Q${write(point)} ${write(towards(point, after, radius))}`;
  });
  return `M${corners.join('L')}Z`;
}
