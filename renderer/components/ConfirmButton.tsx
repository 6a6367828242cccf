import { useEffect, useId, useRef, useState } from 'react';

interface Props {
  /** What opens the question. */
  readonly text: string;
  /** What is said instead, where the same word stands several times. */
  readonly label?: string;
  /** What is asked: what would be lost, above all. */
  readonly sure: string;
  readonly yes: string;
  readonly no: string;
  /** It loses what nothing brings back. */
  readonly danger?: boolean;
  /** Esc opens the question, wherever the focus is. */
  readonly onEscape?: true;
  readonly onYes: () => void;
}

/** Something that loses what can’t be brought back: asked once more, in the same place. Esc takes the question away. */
export function ConfirmButton({ text, label, sure, yes, no, danger = false, onEscape, onYes }: Props) {
  const [asking, setAsking] = useState(false);
  const asked = useRef(false);
  const question = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const keeper = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asking) keeper.current?.focus();
    else if (asked.current) opener.current?.focus();
    asked.current = asking;
  }, [asking]);
  useEffect(() => {
    if (!onEscape) return;
    const open = ({ key }: KeyboardEvent) => key === 'Escape' && setAsking(true);
    window.addEventListener('keydown', open);
    return () => window.removeEventListener('keydown', open);
  }, [onEscape]);
  if (!asking)
    return (
      <button
        type="button"
        className="line"
        ref={opener}
        aria-label={label}
        aria-keyshortcuts={onEscape && 'Escape'}
        onClick={() => setAsking(true)}
      >
        {text}
      </button>
    );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and this asks a question
    <div
      role="group"
      className="confirm"
      aria-labelledby={question}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        setAsking(false);
      }}
    >
      <p id={question}>{sure}</p>
      <div className="after">
        <button type="button" className={`line deed${danger ? ' danger' : ''}`} onClick={onYes}>
          {yes}
        </button>
        <button type="button" className="line" ref={keeper} onClick={() => setAsking(false)}>
          {no}
        </button>
      </div>
    </div>
  );
}
