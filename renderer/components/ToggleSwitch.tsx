import { useId } from 'react';

interface Props {
  readonly label: string;
  readonly note: string;
  readonly on: boolean;
  readonly onSwitch: (on: boolean) => void;
}

/** Something that is on or off. */
export function ToggleSwitch({ label, note, on, onSwitch }: Props) {
  const id = useId();
  return (
    <div className="choices">
      <label>
        <input
          type="checkbox"
          role="switch"
          checked={on}
          aria-checked={on}
          aria-describedby={id}
          onChange={(event) => onSwitch(event.target.checked)}
        />
        <span>{label}</span>
      </label>
      <p className="note" id={id}>
        {note}
      </p>
    </div>
  );
}
