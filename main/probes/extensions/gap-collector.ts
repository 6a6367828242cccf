import { fillIn } from '../../openclaw/read-settings';
import { type Host, isAbsentReading } from '../../system/read';
import type { Setup } from '../openclaw/types';
import { type Gap, readFailure } from '../partial-result';
import type { OpenClawSettings } from '../settings/types';

/** Collects what could not be looked at. */
export class GapCollector {
  readonly gaps: Gap[] = [];
  constructor(private readonly host: Host) {}

  /** Takes a failure for what is given; what isn't there is no failure. A look that was ended goes on failing. */
  readonly orElse =
    <T>(where: string, empty: T) =>
    (error: unknown): T => {
      this.host.signal.throwIfAborted();
      if (!isAbsentReading(error)) this.gaps.push({ where, because: readFailure(error) });
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
  settings: OpenClawSettings | null,
  gaps: GapCollector,
): readonly string[] {
  const environment = (settings && 'environment' in settings && settings.environment) || {};
  if (list === undefined) return [];
  return (Array.isArray(list) ? list : [list]).flatMap((each) => {
    const filled = typeof each === 'string' ? (fillIn(each.trim(), environment) ?? each) : '';
    const path = filled.replace(/^~(?=$|[\\/])/, () => setup.home);
    if (host.path.isAbsolute(path)) return [host.path.normalize(path)];
    gaps.gaps.push({ where: name, because: { id: 'contents.which-folder' } });
    return [];
  });
}
