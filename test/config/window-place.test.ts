import { expect, test } from 'vitest';
import { placeWithin, readWindowPlace } from '../../main/config/window-place';

const stood = { x: 100, y: 80, width: 820, height: 900, maximized: false };
const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const beside = { x: 1440, y: 0, width: 1920, height: 1080 };

test('only a place that makes sense is read', () => {
  expect(readWindowPlace(stood)).toEqual(stood);
  for (const odd of [
    undefined,
    null,
    'x',
    {},
    { ...stood, x: '1' },
    { ...stood, width: 0 },
    { ...stood, y: 1.5 },
  ])
    expect(readWindowPlace(odd)).toBeNull();
});

test('it stands where it stood, no larger than the screen that shows it', () => {
  expect(placeWithin(stood, [laptop])).toEqual({ ...stood, height: 875 });
  expect(placeWithin({ ...stood, x: 2000 }, [laptop, beside])).toEqual({ ...stood, x: 2000 });
});

test('on a screen that is gone, or where its upper edge can’t be taken hold of, it stands nowhere', () => {
  expect(placeWithin({ ...stood, x: 2000 }, [laptop])).toBeNull();
  expect(placeWithin({ ...stood, y: 0 }, [laptop])).toBeNull();
  expect(placeWithin({ ...stood, y: 890 }, [laptop])).toBeNull();
  expect(placeWithin({ ...stood, x: 1300 }, [laptop])).toBeNull();
  expect(placeWithin(stood, [])).toBeNull();
});
