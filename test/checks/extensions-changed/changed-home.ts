import { createProbes } from '../../../main/probes/create-probes';
import { KEPT_FILE, keepFingerprints } from '../../../main/probes/fingerprints';
import { type FakeFile, type FakeMachine, fakeHost } from '../../fakes/host';
import { type Files, PASSWD, STATE, settingsAt } from '../whole-scan';

export const OWN = '/home/lin/.config/Tankmate';
export const KEPT = `${OWN}/${KEPT_FILE}`;
export const day = (number: number) => `2026-12-0${number}T08:00:00.000Z`;
export const HUB = `${STATE}/skills/weather`;
export const LOCK = `${STATE}/.clawhub/lock.json`;
export const PLUGIN = `${STATE}/extensions/thing`;
export const HOOK = `${STATE}/hooks/greet`;

/** A skill from ClawHub with OpenClaw's entry for it, one of one's own, a plugin from npm with its record, and a hook. */
export const lock = (version = '1.0.0', installedAt = 1) =>
  JSON.stringify({
    version: 1,
    skills: { weather: { version, installedAt, registry: 'https://clawhub.ai' } },
  });
export const origin = (version = '1.0.0') =>
  JSON.stringify({
    version: 1,
    registry: 'https://clawhub.ai',
    slug: 'weather',
    installedVersion: version,
    installedAt: 1,
  });
export const installs = (version = '1.0.0', installedAt = 'a') =>
  JSON.stringify({
    version: 1,
    installRecords: {
      thing: {
        source: 'npm',
        spec: 'thing@1.0.0',
        installPath: PLUGIN,
        version,
        installedAt,
        integrity: 'sha512-x',
      },
    },
  });
export const HOME_FILES: Files = {
  ...settingsAt(),
  [`${HUB}/SKILL.md`]: '---\nname: weather\n---\nTell the weather.\n',
  [`${HUB}/scripts/get.py`]: 'print(1)\n',
  [`${HUB}/cache.json`]: '{}',
  [`${HUB}/.clawhub/origin.json`]: origin(),
  [LOCK]: lock(),
  [`${STATE}/skills/mine/SKILL.md`]: 'My own.\n',
  [`${STATE}/plugins/installs.json`]: installs(),
  [`${PLUGIN}/openclaw.plugin.json`]: '{"id":"thing"}',
  [`${PLUGIN}/package.json`]: '{"name":"thing","version":"1.0.0"}',
  [`${PLUGIN}/index.js`]: 'export default 1;\n',
  [`${PLUGIN}/node_modules/left/index.js`]: 'x',
  [`${HOOK}/HOOK.md`]: '---\nname: greet\n---\n',
  [`${HOOK}/handler.ts`]: 'export default () => {};\n',
};

export const probesOf = (files: Files, machine: FakeMachine = {}) =>
  createProbes(
    fakeHost({
      env: { PATH: '/usr/bin', HOME: '/home/lin' },
      ...machine,
      files: { '/etc/passwd': PASSWD, ...files },
    }),
    { offline: true, folder: OWN },
  );
/** What would be kept after a look at these files, on that day. */
export async function keptAfter(files: Files, at: string, acceptedAt: string | null = null): Promise<string> {
  const probes = probesOf(files);
  const { items } = await probes.openclaw.setups();
  const found = (await Promise.all(items.map((each) => probes.fingerprints.now(each)))).flatMap(
    (each) => each.items,
  );
  const before = await probes.fingerprints.before();
  return JSON.stringify(
    keepFingerprints(before.state === 'kept' ? before.kept : undefined, found, at, acceptedAt),
  );
}

export type Edit = Readonly<Record<string, string | FakeFile | null>>;
export function edited(files: Files, edit: Edit): Files {
  const result = { ...files };
  for (const [path, file] of Object.entries(edit))
    if (file === null) delete result[path];
    else result[path] = file;
  return result;
}
