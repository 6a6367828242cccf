import type { ReactNode } from 'react';
import { Title } from './TitleAndButton';

interface Props {
  /** Names it for styles and tests. */
  readonly name: string;
  /** What tells this screen from the one before it; its name, when left out. */
  readonly at?: string;
  readonly title: string;
  readonly lead?: string;
  /** The picture. */
  readonly tank: ReactNode;
  /** Said above the heading. */
  readonly before?: ReactNode;
  /** What has to be known before anything is pressed. */
  readonly promises?: ReactNode;
  /** What to do here, the main thing first. */
  readonly actions?: ReactNode;
  /** What can be done only once all of the screen was read: it stands below everything. */
  readonly last?: ReactNode;
  readonly children?: ReactNode;
}

/** Every screen: one column of words beside one picture. The words come first for those who listen; narrow, the picture comes between head and rest. */
export function ScreenLayout({
  name,
  at = name,
  title,
  lead,
  tank,
  before,
  promises,
  actions,
  last,
  children,
}: Props) {
  return (
    <main className={`screen ${name}`} data-testid={`screen-${name}`}>
      <div className="words">
        <div className="head">
          {before}
          <Title screen={at}>{title}</Title>
          {lead && <p className="lead">{lead}</p>}
          {promises}
          {actions && <div className="actions">{actions}</div>}
        </div>
        <div className="body">
          {children}
          {last && <div className="actions">{last}</div>}
        </div>
      </div>
      {tank}
    </main>
  );
}
