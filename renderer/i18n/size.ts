import type { Language } from '../../main/contract/report';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A number of bytes as a reader would say it: `312 MB`, in steps of a thousand as the systems' file windows count. */
export function saySize(bytes: number, language: Language): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const size = bytes / 1000 ** step;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[step] ?? 'byte',
    // Whole gibibytes are no whole gigabytes: of those one digit behind the point is all that anybody wants.
    ...(step === 3 ? { maximumFractionDigits: size < 10 ? 1 : 0 } : { maximumSignificantDigits: 3 }),
  }).format(size);
}
