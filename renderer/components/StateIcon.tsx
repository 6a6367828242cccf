import type { PaneLook } from './Pane';

const SQUARE = <rect x="3" y="3" width="20" height="20" rx="5.5" />;
/** The look of a pane, or that something was put back as it was. */
export type IconState = PaneLook | 'back';

const SHAPES: Readonly<Record<IconState, React.ReactNode>> = {
  good: (
    <>
      {SQUARE}
      <path className="sign" d="M8 13.6l3.5 3.5 7-7.6" />
    </>
  ),
  attention: (
    <>
      <path d="M8.5 3H14l-1.8 4.2 3 2.4-2 3.2 9.8-1.4v6.1a5.5 5.5 0 0 1-5.5 5.5h-9A5.5 5.5 0 0 1 3 17.5V8.5A5.5 5.5 0 0 1 8.5 3Z" />
      <path className="crack" d="M13.2 12.8 9.5 15l1.2 3.2L8.6 22" />
      <path className="sign" d="M20.2 2.8v4.4M20.2 9.9v.1" />
    </>
  ),
  unknown: (
    <>
      <rect x="3" y="3" width="20" height="20" rx="5.5" strokeDasharray="4.2 3.1" />
      <path className="sign" d="M10 10.6c.3-3.5 6.1-3.3 6 .2-.1 2.2-3 2.4-3 4.5M13 18.7v.1" />
    </>
  ),
  'not-applicable': (
    <>
      <rect className="thin" x="3" y="3" width="20" height="20" rx="5.5" />
      <path className="thin" d="M9.5 13h7" />
    </>
  ),
  waiting: <rect className="thin" x="3" y="3" width="20" height="20" rx="5.5" strokeDasharray="1 3.5" />,
  wiping: (
    <>
      {SQUARE}
      <path className="arc" d="M7.5 18.5C7.5 12 12 7.5 18.5 7.5M12.5 18.5c0-3.5 2.5-6 6-6" />
    </>
  ),
  seen: (
    <>
      {SQUARE}
      <circle className="dot" cx="13" cy="13" r="2.6" />
    </>
  ),
  back: (
    <>
      <rect className="thin" x="3" y="3" width="20" height="20" rx="5.5" />
      <path className="sign" d="M11 8l-3.5 3.5L11 15M7.5 11.5h7a3.5 3.5 0 0 1 0 7H11" />
    </>
  ),
};

/** The shape of a state, small; the same shapes as the panes. With words for those who can’t see it; without any when words beside it say the same. */
export function StateIcon({ look, label }: { look: IconState; label: string }) {
  const className = `mark ${look}`;
  if (label === '')
    return (
      <svg className={className} viewBox="0 0 26 26" aria-hidden="true">
        {SHAPES[look]}
      </svg>
    );
  return (
    <svg className={className} viewBox="0 0 26 26" role="img" aria-label={label}>
      {SHAPES[look]}
    </svg>
  );
}
