/** Names that Windows gives to devices (learn.microsoft.com, "Naming Files, Paths, and Namespaces"). */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;
/** Bytes; disks take 255, and a number may be added. */
const LONGEST = 200;
/** Letters of a name's beginning and of its end that are looked at: a guest's may have a hundred thousand. */
const [HEAD, TAIL] = [4 * LONGEST, 16];
const bounded = (name: string) =>
  name.length > HEAD + TAIL ? name.slice(0, HEAD) + name.slice(-TAIL) : name;

/**
 * A name of one file or folder that every system takes and that means nothing else anywhere: no folder signs, control or
 * direction characters, nothing hidden, no option of a program, no device. Never empty.
 */
export function safeName(name: string): string {
  const plain = bounded(name)
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029<>:"/\\|?*]/gu, '_')
    .replace(/^[\s.~-]+/, '_')
    .replace(/(?<![\s.])[\s.]+$/, '');
  const known = DEVICES.test(plain) ? `_${plain}` : plain;
  const dot = known.lastIndexOf('.');
  const ending = dot > 0 && known.length - dot <= 12 ? known.slice(dot) : '';
  const letters = [...(ending ? known.slice(0, dot) : known)];
  while (Buffer.byteLength(letters.join('') + ending) > LONGEST) letters.pop();
  const stem = letters.join('');
  return stem + ending || '_';
}

/** As `plain`, different from all names given before, also where capitals count for nothing. */
export function uniqueNames(plain = safeName): (name: string) => string {
  const given = new Set<string>();
  /** The number to try next for a name that came before: a guest may send ten thousand of one name. */
  const numbers = new Map<string, number>();
  return (name) => {
    const safe = plain(name);
    const dot = safe.lastIndexOf('.');
    const [stem, ending] = dot > 0 ? [safe.slice(0, dot), safe.slice(dot)] : [safe, ''];
    const key = safe.toLowerCase();
    for (let number = numbers.get(key) ?? 1; ; number++) {
      const unique = number === 1 ? safe : `${stem} (${number})${ending}`;
      if (given.has(unique.toLowerCase())) continue;
      given.add(unique.toLowerCase());
      numbers.set(key, number + 1);
      return unique;
    }
  };
}
