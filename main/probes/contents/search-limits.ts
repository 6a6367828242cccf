import { type Host, isAbsentReading } from '../../system/read';
import { timeLimit } from '../../system/read/time-limit';
import type { Gap } from '../partial-result';
import { readingFailure } from '../reading-failure';

const MIB = 1024 * 1024;

/**
 * How much of one setup is looked through: what a large home holds. What counts is this process's own work
 * (`timeLimit`), so that a busy computer gets an answer too; a hundred thousand files or a gibibyte take two seconds of it.
 */
const MOST = { files: 500_000, bytes: 8192 * MIB, milliseconds: 20_000 };

/** Largest file that is taken into memory whole: an archive, a document, a database. In bytes. */
export const LARGEST_WHOLE = 64 * MIB;
export const LARGEST_DATABASE = 64 * MIB;

/** Longest stretch of work without a turn for others, in milliseconds: a scan of megabytes must not freeze the app. */
const LONGEST_TURN = 25;

/** Where a look stands: what it has used of its bounds, and what it could not look into. */
export class SearchLimits {
  readonly gaps: Gap[] = [];
  private readonly ofKeys = new Set<string>();
  files = 0;
  private bytes = 0;
  private exceeded = false;
  private turned = performance.now();
  private readonly isLate: () => boolean;

  constructor(
    private readonly host: Host,
    private readonly most = MOST,
  ) {
    this.isLate = timeLimit(most.milliseconds);
  }

  /** True once a bound is reached; `where` is then named as not looked through, the first one only. */
  spent(where: string): boolean {
    this.host.signal.throwIfAborted();
    if (this.exceeded) return true;
    if (this.files >= this.most.files || this.bytes >= this.most.bytes || this.isLate()) this.exceed(where);
    return this.exceeded;
  }

  /** What comes after this is not looked through. */
  exceed(where: string): void {
    if (!this.exceeded) this.gaps.push({ where, because: { id: 'contents.too-much' } });
    this.exceeded = true;
  }

  /** Counts bytes that were read, and lets others have their turn now and then. */
  async read(bytes: number): Promise<void> {
    this.bytes += bytes;
    if (performance.now() - this.turned < LONGEST_TURN) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.turned = performance.now();
  }

  /** Notes a failure; what isn't there is no failure. `keysOnly`: nobody looks for private data there. */
  failed(where: string, error: unknown, keysOnly = false): void {
    this.host.signal.throwIfAborted();
    if (isAbsentReading(error)) return;
    const isKnown = this.gaps.some((each) => each.where === where);
    if (!isKnown) this.gaps.push({ where, because: readingFailure(error) });
    if (keysOnly && !isKnown) this.ofKeys.add(where);
  }

  /** Notes what could not be looked into; that it matters for private data as well. */
  also(gap: Gap): void {
    this.ofKeys.delete(gap.where);
    if (!this.gaps.some(({ where }) => where === gap.where)) this.gaps.push(gap);
  }

  /** Gaps that matter for private data. */
  get personal(): readonly Gap[] {
    return this.gaps.filter(({ where }) => !this.ofKeys.has(where));
  }
}
