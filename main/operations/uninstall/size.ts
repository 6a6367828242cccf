const KILO = 1000;
const UNITS = ['kB', 'MB', 'GB', 'TB'];

/** Bytes as people read them: `12 kB`, `3.4 MB`. */
export function sizeText(bytes: number): string {
  let size = bytes / KILO;
  let unit = 0;
  while (size >= 100 && unit < UNITS.length - 1) {
    size /= KILO;
    unit++;
  }
  return `${unit === 0 ? Math.ceil(size) : size.toFixed(1)} ${UNITS[unit]}`;
}
