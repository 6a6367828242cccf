import type { Find, Place } from '.';
import type { Heard } from './numbers';

/** Counts different values by kind in one file. The values live only as long as that file is looked into. */
export class Tally {
  private readonly kinds = new Map<string, Set<string>>();

  /** The first finder to name a value gives it its kind; a part of a value that is known counts as the same. */
  readonly heard: Heard = (kind, value) => {
    for (const values of this.kinds.values()) {
      for (const known of values) {
        if (known === value || (value.length >= 8 && (known.includes(value) || value.includes(known))))
          return;
      }
    }
    const values = this.kinds.get(kind) ?? new Set();
    this.kinds.set(kind, values.add(value));
  };

  finds(file: string, place: Place): readonly Find[] {
    return [...this.kinds].map(([kind, values]) => ({ file, place, kind, count: values.size }));
  }
}
