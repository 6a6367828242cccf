import type { Entry } from './journal';

/** Raised when a version writes entries that an older one would misread. */
export const SCHEMA = 1;

const STATES: readonly unknown[] = ['open', 'done', 'undone', 'rolled-back', 'left-changed', 'final'];
type Fields = Partial<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNull = (value: unknown) => value === null || isText(value);
const areTexts = (value: unknown) => Array.isArray(value) && value.every(isText);
const isMessage = (value: unknown) => isObject(value) && isText(value.id);

/** Enough of a shape that taking it back can't be misled by a file that was cut off or mixed up. */
function isChange(value: unknown): boolean {
  if (!isObject(value)) return false;
  switch (value.kind) {
    case 'edit':
      return isText(value.path) && isTextOrNull(value.before) && isTextOrNull(value.after);
    case 'mode':
      return isText(value.path) && isText(value.before) && isText(value.after);
    case 'move':
      return isText(value.from) && isText(value.to);
    case 'command':
      return (
        isText(value.program) &&
        areTexts(value.args) &&
        typeof value.admin === 'boolean' &&
        (value.undo === null ||
          (isObject(value.undo) && isText(value.undo.program) && areTexts(value.undo.args)))
      );
    case 'end':
      return Number.isInteger(value.pid) && isText(value.program) && isTextOrNull(value.startedAt);
    default:
      return false;
  }
}

const isShown = (value: unknown) =>
  isObject(value) &&
  isText(value.kind) &&
  isText(value.where) &&
  isTextOrNull(value.before) &&
  isTextOrNull(value.after);

/** True for what this version of the journal writes. */
export function isEntry(value: unknown): value is Entry {
  if (!isObject(value) || value.schema !== SCHEMA) return false;
  const { changes, shown, live } = value;
  return (
    isText(value.id) &&
    Number.isInteger(value.number) &&
    isText(value.fix) &&
    isTextOrNull(value.finding) &&
    isMessage(value.does) &&
    isText(value.at) &&
    STATES.includes(value.state) &&
    Array.isArray(changes) &&
    changes.every(isChange) &&
    Array.isArray(shown) &&
    shown.every(isShown) &&
    Array.isArray(live) &&
    live.every((place) => Number.isInteger(place) && place >= 0 && place < changes.length)
  );
}
