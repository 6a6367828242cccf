import { useId } from 'react';
import { PathText } from './PathText';

interface Props {
  readonly title: string;
  readonly note: string;
  readonly items: readonly { readonly id: string; readonly path: string; readonly note: string }[];
  readonly ticked: readonly string[];
  readonly onTick: (ids: readonly string[]) => void;
}

/** Files, each to be ticked on its own: nothing ticks them all. */
export function FileChecklist({ title, note, items, ticked, onTick }: Props) {
  const id = useId();
  const tick = (item: string, on: boolean) =>
    onTick(on ? [...ticked, item] : ticked.filter((each) => each !== item));
  return (
    <>
      <h2 id={id}>{title}</h2>
      <p className="reading">{note}</p>
      <ul className="ticks" aria-labelledby={id}>
        {items.map((item) => (
          <li key={item.id}>
            <label className="tick">
              <input
                type="checkbox"
                checked={ticked.includes(item.id)}
                onChange={(event) => tick(item.id, event.target.checked)}
              />
              <span>
                <PathText>{item.path}</PathText>
                <span className="note">{item.note}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </>
  );
}
