/** What may stand where something else should. */
const OTHERS: readonly unknown[] = [
  ...[null, true, false, 0, 1, -1, 1.5, '', 'x', 'a\nb', '2026-11-22', '2026-11-22T01:02:03.000Z', 'low'],
  ...[[], [null], [{}], ['x'], {}, { id: 'x' }],
];

/** Every value that differs from a JSON value in one place: something else there, a part left out, a part more. */
export function* damaged(whole: unknown): Generator<unknown> {
  yield* OTHERS;
  if (Array.isArray(whole)) {
    for (const [place, item] of whole.entries()) {
      yield whole.toSpliced(place, 1);
      for (const other of damaged(item)) yield whole.with(place, other);
    }
    yield [...whole, ...whole];
    for (const other of OTHERS) yield [...whole, other];
  } else if (typeof whole === 'object' && whole !== null) {
    for (const [name, part] of Object.entries(whole)) {
      yield Object.fromEntries(Object.entries(whole).filter(([each]) => each !== name));
      for (const other of damaged(part)) yield { ...whole, [name]: other };
    }
    yield { ...whole, more: { of: [1] } };
  }
}
