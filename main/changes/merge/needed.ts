import type { EditChange } from '../../contract/change';
import { readJson5 } from '../../openclaw/json5';
import { isMap } from '../../openclaw/json5/apply-edits';
import type { Json } from '../../openclaw/read-settings';

/** JSON pointers (RFC 6901) of everything that stands in `after` and not in `before`. */
function added(before: Json | undefined, after: Json, at = ''): readonly string[] {
  if (!isMap(after)) return [];
  return Object.entries(after).flatMap(([name, value]) => {
    const here = `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const was = isMap(before) && Object.hasOwn(before, name) ? before[name] : undefined;
    return [...(was === undefined ? [here] : []), ...added(was, value, here)];
  });
}

/**
 * True when one of these texts, in which something of the same entry was left, still refers to what `change` added: a
 * key that settings read from a file of secrets must not go while they do (docs/gateway/secrets/secretref-contract.md).
 */
export function isStillNeeded(change: EditChange, texts: readonly string[]): boolean {
  if (texts.length === 0 || change.after === null || change.format !== 'json5') return false;
  try {
    const before = change.before === null ? undefined : readJson5(change.before);
    const pointers = added(before, readJson5(change.after));
    return pointers.some((pointer) =>
      texts.some((text) => text.includes(JSON.stringify(pointer)) || text.includes(`'${pointer}'`)),
    );
  } catch {
    return false;
  }
}
