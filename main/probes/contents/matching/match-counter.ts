import type { ContentPlace, Find } from '../types';
import type { MatchHandler } from './match-handler';

/** Beyond this many, values are only told apart, not searched for in each other. */
const FEW = 200;

/** Counts different values by kind in one file. The values live only as long as that file is looked into. */
export class MatchCounter {
  private readonly counts = new Map<string, number>();
  private readonly values = new Set<string>();

  /** The first finder to name a value gives it its kind; a part of a value that is known counts as the same. */
  readonly heard: MatchHandler = (kind, value) => {
    if (this.values.has(value)) return;
    const part = (known: string) => value.length >= 8 && (known.includes(value) || value.includes(known));
    if (this.values.size < FEW && [...this.values].some(part)) return;
    this.values.add(value);
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  };

  finds(file: string, place: ContentPlace): readonly Find[] {
    return [...this.counts].map(([kind, count]) => ({ file, place, kind, count }));
  }
}
