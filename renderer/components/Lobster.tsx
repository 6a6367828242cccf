const PETAL = 'M0 0C10 5 13 19 4 31C2 33-2 33-4 31C-13 19-10 5 0 0Z';
const RINGS = [4, 3, 2, 1, 0];

/** Claw, from its wrist at 0 0; the thumb points inwards. */
const CLAW = 'M5 3C19-3 27-20 25-37C24-50 16-61 4-67C8-56 7-49 1-41C-1-48-7-54-15-55C-20-40-18-16-5 3Z';

/** One half of what a lobster has twice. */
function Half({ claw }: { claw: number }) {
  return (
    <>
      <path className="feeler" d="M6-45C22-66 66-52 84-18C94 2 95 26 88 46" />
      <path className="feeler short" d="M4-47C6-58 10-66 17-73" />
      <path className="leg" d="M22-6C36-13 44-10 50 2C52 8 53 12 52 17" />
      <path className="leg" d="M23 4C36 0 44 6 48 18C49 24 49 29 47 33" />
      <path className="leg" d="M21 14C33 14 39 22 41 34C41 39 40 44 38 48" />
      <path className="leg" d="M18 22C27 25 31 34 31 45C31 50 29 54 27 58" />
      <path className="arm" d="M14-27C26-30 35-37 39-49" />
      <path className="arm" d="M39-49C41-55 42-59 44-63" />
      <g transform={`translate(45 -66) rotate(10) scale(${claw})`}>
        <path className="shell" d={CLAW} />
        <path className="seam" d="M-4-6C2-9 8-9 13-5" />
      </g>
      <g transform="translate(0 86) rotate(-62)">
        <path className="shell" d={PETAL} />
      </g>
      <g transform="translate(0 87) rotate(-31)">
        <path className="shell" d={PETAL} />
      </g>
    </>
  );
}

/** Blue when all is whole, uneasy at small cracks, red when the water is hot, hidden where nothing could be seen. */
export type Mood = 'calm' | 'uneasy' | 'hot' | 'hidden';

/** The lobster from above, about 230 units tall around 0 0. */
export function Lobster({ mood }: { mood: Mood }) {
  return (
    <g className={`lobster ${mood}`}>
      <Half claw={1.06} />
      <g transform="scale(-1 1)">
        <Half claw={0.94} />
      </g>
      <g transform="translate(0 86)">
        <path className="shell" d={PETAL} />
      </g>
      {RINGS.map((ring) => {
        const [y, w] = [34 + ring * 11, 18.5 - ring * 1.7];
        return (
          <path
            className="shell"
            key={ring}
            d={`M${-w} ${y}C${-w / 2} ${y - 5} ${w / 2} ${y - 5} ${w} ${y}C${w + 5} ${y + 4} ${w + 3} ${y + 12} ${w - 2} ${y + 13}C${w / 2} ${y + 17} ${-w / 2} ${y + 17} ${2 - w} ${y + 13}C${-w - 3} ${y + 12} ${-w - 5} ${y + 4} ${-w} ${y}Z`}
          />
        );
      })}
      <path
        className="shell"
        d="M0-52C3-44 8-38 14-32C24-20 26 4 21 26C15 37 7 40 0 40C-7 40-15 37-21 26C-26 4-24-20-14-32C-8-38-3-44 0-52Z"
      />
      <path className="seam" d="M-20-2C-12 11 12 11 20-2M0 9V37" />
      <circle className="eye" cx="-10" cy="-38" r="4" />
      <circle className="eye" cx="10" cy="-38" r="4" />
    </g>
  );
}
