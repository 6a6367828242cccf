import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** What is said instead of the title, where the same title stands several times. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** A line that opens what not everybody wants to read. */
export function Disclosure({ title, label, children }: Props) {
  return (
    <details className="fold">
      <summary aria-label={label}>
        <span>{title}</span>
      </summary>
      <div className="folded">{children}</div>
    </details>
  );
}
