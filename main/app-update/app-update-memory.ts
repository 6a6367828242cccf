import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import { DateText, guardOf, type ShapeOf } from '../contract/shape';
import { type JsonFile, jsonFile } from '../system/write/json-file';
import { APP_UPDATE_PROBLEMS } from './app-update-error';
import { KeyListShape } from './key-list';
import { EnvelopeShape } from './metadata';

const MemoryFile = v.object({
  schema: v.literal(1),
  /** The highest counter that was accepted. */
  counter: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** The newest list of keys that was accepted; null: the one that came with the app. */
  keyList: v.nullable(KeyListShape),
  /** For the place in a roll-out. Never leaves this computer. */
  seed: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  /** What was accepted last, as it came: it is checked anew each time that something is done by it. */
  envelope: v.nullable(EnvelopeShape),
  answeredAt: v.nullable(DateText),
  /** Why the last answer was refused; null: it was not. */
  problem: v.nullable(v.picklist(APP_UPDATE_PROBLEMS)),
  /** The version that was put in place. */
  installed: v.nullable(v.string()),
});
/** What is kept of updates of the app itself. */
export type AppUpdateMemory = ShapeOf<typeof MemoryFile>;

/** The file, in the app's own folder, in which that is kept. */
export const appUpdateFile = (folder: string): JsonFile<AppUpdateMemory> =>
  jsonFile(join(folder, 'app-update.json'), guardOf(MemoryFile));

/** Before anything was asked. */
export const blankMemory = (): AppUpdateMemory => ({
  schema: 1,
  counter: 0,
  keyList: null,
  seed: randomBytes(16).toString('hex'),
  envelope: null,
  answeredAt: null,
  problem: null,
  installed: null,
});
