import { fillIn } from '../../openclaw/settings';
import { type Host, isAbsent } from '../host';
import type { Setup } from '../openclaw';
import { couldNot, type Unseen } from '../seen';
import type { Settings } from '../settings';

/** Collects what could not be looked at. */
export class Trouble {
  readonly unseen: Unseen[] = [];
  constructor(private readonly host: Host) {}

  /** Takes a failure for what is given; what isn't there is no failure. A look that was ended goes on failing. */
  readonly instead =
    <T>(where: string, empty: T) =>
    (error: unknown): T => {
      this.host.signal.throwIfAborted();
      if (!isAbsent(error)) this.unseen.push({ where, because: couldNot(error) });
      return empty;
    };
}

/**
 * The texts of a list in the settings as absolute paths, `~` and variables filled in. One that stays relative can't be
 * placed and counts as unseen; so does a list of the wrong type.
 */
export function pathsIn(
  list: unknown,
  name: string,
  host: Host,
  setup: Setup,
  settings: Settings | null,
  trouble: Trouble,
): readonly string[] {
  const environment = (settings && 'environment' in settings && settings.environment) || {};
  if (list === undefined) return [];
  return (Array.isArray(list) ? list : [list]).flatMap((each) => {
    const filled = typeof each === 'string' ? (fillIn(each.trim(), environment) ?? each) : '';
    const path = filled.replace(/^~(?=$|[\\/])/, () => setup.home);
    if (host.path.isAbsolute(path)) return [host.path.normalize(path)];
    trouble.unseen.push({ where: name, because: { id: 'contents.which-folder' } });
    return [];
  });
}
