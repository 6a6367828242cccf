import * as v from 'valibot';

const Whole = v.pipe(v.number(), v.integer());
const Place = v.object({
  x: Whole,
  y: Whole,
  width: v.pipe(Whole, v.minValue(1)),
  height: v.pipe(Whole, v.minValue(1)),
  /** It filled its screen; the other numbers say where it stood before. */
  maximized: v.boolean(),
});
/** Where the window stood, in device-independent pixels of the whole desktop. */
export type WindowPlace = Readonly<v.InferOutput<typeof Place>>;
type Area = Omit<WindowPlace, 'maximized'>;

/** What was kept; null where there is nothing, or nothing that makes sense. */
export const readWindowPlace = (value: unknown): WindowPlace | null =>
  v.parse(v.fallback(v.nullable(Place), null), value ?? null);

/** So much of the window's upper edge must be seen that it can be taken hold of, in pixels. */
const GRIP = { width: 160, height: 32 };

/** How much of a line lies on another one. */
const shared = (from: number, length: number, other: number, others: number) =>
  Math.min(from + length, other + others) - Math.max(from, other);

/**
 * Where the window can stand now: where it stood if one of the screens' work areas still shows enough of its upper edge,
 * and no larger than that one. Null: nowhere, since the screen it stood on is gone.
 */
export function placeWithin(place: WindowPlace, areas: readonly Area[]): WindowPlace | null {
  const area = areas.find(
    (each) =>
      shared(place.x, place.width, each.x, each.width) >= GRIP.width &&
      place.y >= each.y &&
      place.y + GRIP.height <= each.y + each.height,
  );
  return area
    ? { ...place, width: Math.min(place.width, area.width), height: Math.min(place.height, area.height) }
    : null;
}
