import type { Words } from '../language/words';
import { folderWords } from './folders/words';
import { openclawWords } from './openclaw/words';
import { permissionWords } from './permissions/words';
import { releaseWords } from './releases/words';

/** The words of every probe that has some of its own. */
export const probeWords: readonly Words[] = [folderWords, permissionWords, openclawWords, releaseWords];
