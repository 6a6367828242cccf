import { type Ui, useUi } from './uiState';

interface Place {
  readonly scrolled: number;
  /** What had the focus: its place among all that can have it, and its words. */
  readonly at: number;
  readonly text: string;
}

const places = new Map<string, Place>();
const keyOf = ({ screen, tile }: Pick<Ui, 'screen' | 'tile'>) => `${screen} ${tile}`;
const focusable = () => [...document.querySelectorAll<HTMLElement>('main :is(button, summary, input)')];
const textOf = (element: HTMLElement | undefined) => element?.textContent ?? '';

/** Remembers where the reader was on a screen when another one takes its place. Returns a function that stops it. */
export function subscribeToPlaces(): () => void {
  return useUi.subscribe((now, before) => {
    if (keyOf(now) === keyOf(before)) return;
    const all = focusable();
    const at = all.indexOf(document.activeElement as HTMLElement);
    places.set(keyOf(before), { scrolled: window.scrollY, at, text: textOf(all[at]) });
  });
}

/** Forgets where the reader was: another computer is shown. */
export const forgetPlaces = () => places.clear();

/** Puts the reader back where they were on the screen that they came back to, as far as that is still there. */
export function restorePlace(): void {
  const ui = useUi.getState();
  const place = ui.returned ? places.get(keyOf(ui)) : undefined;
  if (!place) return;
  const element = focusable()[place.at];
  if (element && textOf(element) === place.text) element.focus({ preventScroll: true });
  window.scrollTo(0, place.scrolled);
}
