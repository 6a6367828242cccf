interface Props {
  /** How many there were at each look, the oldest first; at least two. */
  readonly counts: readonly number[];
  /** The same in a sentence, for those who don’t see it. */
  readonly label: string;
}

const WIDTH = 480;
const HEIGHT = 96;
/** Room for the numbers at both ends, and for half a line above and below. */
const SIDE = 28;
const EDGE = 12;

/** How a number went from look to look: a line in steps, since nobody looked in between, with its first and last value. */
export function TrendChart({ counts, label }: Props) {
  const most = Math.max(1, ...counts);
  const x = (index: number) => SIDE + ((WIDTH - 2 * SIDE) * index) / (counts.length - 1);
  const y = (count: number) => HEIGHT - EDGE - ((HEIGHT - 2 * EDGE) * count) / most;
  const [first = 0] = counts;
  const last = counts.at(-1) ?? 0;
  const line = counts
    .slice(1)
    .reduce((path, count, index) => `${path} H${x(index + 1)} V${y(count)}`, `M${x(0)} ${y(first)}`);
  return (
    <svg className="trend" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path className="ground" d={`M${SIDE} ${y(0)} H${WIDTH - SIDE}`} />
      <path className="line" d={line} />
      <circle cx={x(counts.length - 1)} cy={y(last)} r="4" />
      <text x={SIDE - 8} y={y(first) + 5} textAnchor="end">
        {first}
      </text>
      <text x={WIDTH - SIDE + 10} y={y(last) + 5}>
        {last}
      </text>
    </svg>
  );
}
