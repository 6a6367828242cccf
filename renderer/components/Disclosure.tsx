import { type ReactNode, useState } from 'react';

interface Props {
  readonly title: string;
  /** What is said instead of the title, where the same title stands several times. */
  readonly label?: string;
  /** As a function: drawn once it is opened, as it is much. */
  readonly children: ReactNode | (() => ReactNode);
}

/** A line that opens what not everybody wants to read. */
export function Disclosure({ title, label, children }: Props) {
  const [opened, setOpened] = useState(false);
  return (
    <details className="fold" onToggle={() => setOpened(true)}>
      <summary aria-label={label}>
        <span>{title}</span>
      </summary>
      <div className="folded">{typeof children === 'function' ? opened && children() : children}</div>
    </details>
  );
}
