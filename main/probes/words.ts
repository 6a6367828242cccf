import type { Words } from '../language/words';
import { contentWords } from './contents/words';
import { everydayWords } from './everyday/words';
import { folderWords } from './folders/words';
import { openclawWords } from './openclaw/words';
import { permissionWords } from './permissions/words';
import { releaseWords } from './releases/words';
import { settingsWords } from './settings/words';
import { wallWords } from './walls/words';

/** The words of every probe that has some of its own. */
export const probeWords: readonly Words[] = [
  contentWords,
  everydayWords,
  folderWords,
  openclawWords,
  permissionWords,
  releaseWords,
  settingsWords,
  wallWords,
];
