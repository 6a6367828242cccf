/** Names that Windows gives to devices (learn.microsoft.com, "Naming Files, Paths, and Namespaces"). */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;
/** Bytes; disks take 255, and a number may be added. */
const LONGEST = 200;

/**
 * A name of one file or folder that every system takes and that means nothing else anywhere: no folder signs, control or
 * direction characters, nothing hidden, no option of a program, no device. Never empty.
 */
export function safeName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029<>:"/\\|?*]/gu, '_')
    .replace(/^[\s.~-]+/, '_')
    .replace(/[\s.]+$/, '');
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
  return (name) => {
    const safe = plain(name);
    const dot = safe.lastIndexOf('.');
    const [stem, ending] = dot > 0 ? [safe.slice(0, dot), safe.slice(dot)] : [safe, ''];
    for (let number = 1; ; number++) {
      const told = number === 1 ? safe : `${stem} (${number})${ending}`;
      if (given.has(told.toLowerCase())) continue;
      given.add(told.toLowerCase());
      return told;
    }
  };
}
