import { type ReactNode, useEffect, useRef } from 'react';

interface TitleProps {
  readonly children: string;
  /** Another value means another screen: the focus comes here, so that reading starts at its beginning. */
  readonly screen: string;
}

/** The heading of a screen; takes the focus when the screen changes. */
export function Title({ children, screen }: TitleProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect is about arriving at a screen
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [screen]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

interface ButtonProps {
  readonly children: ReactNode;
  readonly onClick: () => void;
  /** The one thing to do on this screen. */
  readonly main?: boolean;
  /** It deletes for good: coral instead of ink, so that it looks like nothing else. */
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Key that does the same, as aria-keyshortcuts names it. */
  readonly shortcut?: string;
}

/** Something to press: dark when it is the main thing to do, otherwise a line of text. */
export function Button({
  children,
  onClick,
  main = false,
  danger = false,
  disabled = false,
  shortcut,
}: ButtonProps) {
  return (
    <button
      type="button"
      className={`${main ? 'main' : 'line'}${danger ? ' danger' : ''}`}
      aria-disabled={disabled || undefined}
      aria-keyshortcuts={shortcut}
      onClick={() => !disabled && onClick()}
    >
      {children}
    </button>
  );
}
