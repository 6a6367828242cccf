import { useId } from 'react';

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  /** A word behind the label. */
  readonly mark?: string | undefined;
  /** What speaks for or against it. */
  readonly note?: string | null | undefined;
}

interface Props<T extends string> {
  readonly legend: string;
  /** The legend is said, but not shown: a heading above shows it. */
  readonly quiet?: boolean;
  readonly choices: readonly Choice<T>[];
  readonly chosen: T;
  readonly onChoose: (value: T) => void;
}

/** One of several, in plain words. */
export function RadioGroup<T extends string>({ legend, quiet = false, choices, chosen, onChoose }: Props<T>) {
  const name = useId();
  return (
    <fieldset className="choices">
      <legend className={quiet ? 'unseen' : undefined}>{legend}</legend>
      {choices.map(({ value, label, mark, note }) => (
        <label key={value}>
          <input type="radio" name={name} checked={value === chosen} onChange={() => onChoose(value)} />
          <span>
            {label}
            {mark && <small> · {mark}</small>}
            {note && <span className="note">{note}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
