/** Parts of somebody's JSON, empty where they are of another kind. */
export const listOrEmpty = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const textOrEmpty = (value: unknown): string => (typeof value === 'string' ? value : '');

/** An object of JSON, empty where the value is another kind. */
export const recordOrEmpty = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** An object of JSON; null for anything else. */
export function parseRecord(source: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(source);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? recordOrEmpty(value) : null;
  } catch {
    return null;
  }
}
