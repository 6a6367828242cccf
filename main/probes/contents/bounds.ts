import type { Message } from '../../contract/finding';
import { errorCode, type Host, isAbsent } from '../host';
import { couldNot, type Unseen } from '../seen';

const MIB = 1024 * 1024;

/** How much of one setup is looked through: enough for a home in ordinary use, little enough to take a moment. */
const MOST = { files: 2000, bytes: 64 * MIB, milliseconds: 2000 };

/** Largest single file, in bytes. */
export const LARGEST_TEXT = 16 * MIB;
export const LARGEST_DATABASE = 48 * MIB;

/** Where a look stands: what it has used of its bounds, and what it could not look into. */
export class Bounds {
  readonly unseen: Unseen[] = [];
  files = 0;
  private bytes = 0;
  private exceeded = false;
  private readonly until: number;

  constructor(
    private readonly host: Host,
    private readonly most = MOST,
  ) {
    this.until = performance.now() + most.milliseconds;
  }

  /** True once a bound is reached; `where` is then named as not looked through, the first one only. */
  spent(where: string): boolean {
    this.host.signal.throwIfAborted();
    if (this.exceeded) return true;
    this.exceeded =
      this.files >= this.most.files || this.bytes >= this.most.bytes || performance.now() >= this.until;
    if (this.exceeded) this.unseen.push({ where, because: { id: 'contents.too-much' } });
    return this.exceeded;
  }

  /** Counts one file that was read, and lets the window draw. */
  async read(bytes: number): Promise<void> {
    this.files++;
    this.bytes += bytes;
    await breathe();
  }

  /** Notes a failure; what isn't there is no failure. */
  failed(where: string, error: unknown): void {
    this.host.signal.throwIfAborted();
    if (isAbsent(error) || this.unseen.some((each) => each.where === where)) return;
    this.unseen.push({ where, because: reason(error) });
  }
}

function reason(error: unknown): Message {
  const code = errorCode(error);
  if (code === 'EBUSY') return { id: 'contents.changing' };
  return code === 'SQLITE' || code === 'ZSTD' ? { id: 'contents.broken' } : couldNot(error);
}

/** Gives the event loop a turn: a scan of megabytes must not freeze the app. */
export const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
