import { createHash } from 'node:crypto';
import { publicRegistry } from '../../../main/probes/releases/npm-settings';
import { COPY, type Files } from '../whole-scan';

export const OWN = await publicRegistry();
export const MIRROR = 'https://registry.npmmirror.com';
export const V = '2026.9.6';
export const SUM = `sha512-${'a'.repeat(86)}==`;
const GENUINE = {
  name: 'openclaw',
  version: V,
  repository: { type: 'git', url: 'git+https://github.com/openclaw/openclaw.git' },
};
export const tarball = (registry = OWN, name = 'openclaw', version = V) =>
  `${registry}/${name}/-/${name.split('/').at(-1)}-${version}.tgz`;

export const packageAt = (manifest: object = {}, at = COPY): Files => ({
  [`${at}/package.json`]: JSON.stringify({ ...GENUINE, ...manifest }),
  [`${at}/openclaw.mjs`]: '#!/usr/bin/env node\n',
});
/** npm's note of an archive that it fetched, as cacache 6 writes it. */
export function fetched(
  address: string,
  entry: object = { integrity: SUM },
  cache = '/home/lin/.npm/_cacache',
): Files {
  const key = `make-fetch-happen:request-cache:${address}`;
  const digest = createHash('sha256').update(key).digest('hex');
  const line = JSON.stringify({ key, ...entry, time: 1, size: 1 });
  const text = `\n${createHash('sha1').update(line).digest('hex')}\t${line}`;
  return { [`${cache}/index-v5/${digest.slice(0, 2)}/${digest.slice(2, 4)}/${digest.slice(4)}`]: text };
}
const PROJECT = '/home/lin/node_modules';
const locked = (entry: object): Files => ({
  ...packageAt({}, `${PROJECT}/openclaw`),
  [`${PROJECT}/.package-lock.json`]: JSON.stringify({
    packages: { 'node_modules/openclaw': { version: V, ...entry } },
  }),
});
export const remote = (url: string, more = ''): Files => ({
  ...packageAt({}, '/home/lin/openclaw'),
  '/home/lin/openclaw/.git/config': `[core]\n\tbare = false\n${more}[remote "origin"]\n\turl = ${url}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`,
});
const BUN = '/home/lin/.bun/install/global';
const YARN = '/home/lin/.config/yarn/global';
const PNPM = '/home/lin/.local/share/pnpm/global/5';
const pnpm = (lock: string, modules = ''): Files => ({
  [`${PNPM}/node_modules/openclaw`]: { link: `../.pnpm/openclaw@${V}/node_modules/openclaw` },
  ...packageAt({}, `${PNPM}/.pnpm/openclaw@${V}/node_modules/openclaw`),
  [`${PNPM}/.pnpm/lock.yaml`]: lock,
  ...(modules && { [`${PNPM}/node_modules/.modules.yaml`]: modules }),
});
const yarn = (resolved: string): Files => ({
  ...packageAt({}, `${YARN}/node_modules/openclaw`),
  [`${YARN}/yarn.lock`]: `# yarn lockfile v1\n\n\nopenclaw@latest:\n  version "${V}"\n  resolved "${resolved}"\n  integrity ${SUM}\n`,
});

/** What lies there, and what must be said of it. */
export const CASES: Readonly<Record<string, readonly [files: Files, said: string]>> = {
  'good: npm fetched it from its own registry': [{ ...packageAt(), ...fetched(tarball()) }, 'good published'],
  'good: from a known mirror': [{ ...packageAt(), ...fetched(tarball(MIRROR)) }, 'good mirror'],
  'good: an old package without a repository': [
    {
      ...packageAt({ version: '2026.1.30', repository: undefined }),
      ...fetched(tarball(OWN, 'openclaw', '2026.1.30')),
    },
    'good published',
  ],
  'good: its old name, from the same registry': [
    {
      ...packageAt(
        { name: 'clawdbot', version: '2026.1.24', repository: undefined },
        `${COPY.replace(/openclaw$/, 'clawdbot')}`,
      ),
      ...fetched(tarball(OWN, 'clawdbot', '2026.1.24')),
    },
    'good published',
  ],
  'good: the lock of a project': [locked({ resolved: tarball(), integrity: SUM }), 'good published'],
  'good: what npm 6 wrote into it': [packageAt({ _resolved: tarball(), _integrity: SUM }), 'good published'],
  'good: yarn': [yarn(`https://registry.yarnpkg.com/openclaw/-/openclaw-${V}.tgz#abc`), 'good mirror'],
  'good: pnpm': [
    pnpm(
      `packages:\n\n  openclaw@${V}:\n    resolution: {integrity: ${SUM}}\n`,
      `registries:\n  default: ${OWN}/\n`,
    ),
    'good published',
  ],
  'good: bun from a mirror': [
    {
      ...packageAt({}, `${BUN}/node_modules/openclaw`),
      [`${BUN}/bun.lock`]: `{"packages": {\n"openclaw": ["openclaw@${V}", "${tarball(MIRROR)}", {}, "${SUM}"],\n}}`,
    },
    'good mirror',
  ],
  'good: a checkout of the makers’': [remote('https://github.com/openclaw/openclaw.git'), 'good repository'],
  'good: the same by ssh': [remote('git@github.com:openclaw/openclaw.git'), 'good repository'],
  'good: a fork as a second remote': [
    remote(
      'https://github.com/openclaw/openclaw',
      '[remote "mine"]\n\turl = https://github.com/lin/openclaw\n',
    ),
    'good repository',
  ],
  'bad: a package of another name': [packageAt({ name: 'openclaw-cn' }), 'medium renamed'],
  'bad: one of somebody’s scope': [packageAt({ name: '@lin/openclaw' }), 'medium renamed'],
  'bad: its source lies elsewhere': [
    packageAt({ repository: 'github:evil/openclaw' }),
    'medium other-repository',
  ],
  'bad: elsewhere, though it was fetched from npm’s registry': [
    { ...packageAt({ repository: { url: 'https://gitee.com/openclaw/openclaw' } }), ...fetched(tarball()) },
    'medium other-repository',
  ],
  'bad: a checkout of a fork': [remote('https://github.com/lin/openclaw.git'), 'medium fork'],
  'bad: another host of the same path': [remote('https://gitee.com/openclaw/openclaw'), 'medium fork'],
  'bad: installed from a fork by npm': [
    locked({ resolved: 'git+ssh://git@github.com/evil/openclaw.git#abc' }),
    'medium fork',
  ],
  'bad: fetched from a strange registry': [
    locked({ resolved: tarball('https://npm.evil.example'), integrity: SUM }),
    'low elsewhere',
  ],
  'bad: another package under its name': [
    locked({ resolved: tarball(OWN, 'openclaw-evil'), integrity: SUM }),
    'medium other-package',
  ],
  'borderline: an address from before the renaming': [
    remote('https://github.com/clawdbot/clawdbot'),
    'low former',
  ],
  'borderline: nothing was kept': [packageAt(), 'unknown no-record'],
  'borderline: only another version was fetched': [
    { ...packageAt(), ...fetched(tarball(OWN, 'openclaw', '2026.9.5')) },
    'unknown no-record',
  ],
  'borderline: a file of this computer': [
    locked({ resolved: 'file:../openclaw.tgz', integrity: SUM }),
    'unknown local-file',
  ],
  'borderline: a linked folder': [locked({ resolved: '../openclaw', link: true }), 'unknown local-file'],
  'borderline: the lock is of another version': [
    locked({ version: '2026.3.13', resolved: tarball(OWN, 'openclaw', '2026.3.13'), integrity: SUM }),
    'unknown other-version',
  ],
  'borderline: pnpm does not say from where': [
    pnpm(`packages:\n\n  openclaw@${V}:\n    resolution: {integrity: ${SUM}}\n`),
    'unknown no-record',
  ],
  'borderline: an app of another maker': [
    packageAt({}, '/home/lin/Applications/Qclaw/resources/openclaw'),
    'low carried',
  ],
  'borderline: an app of its own name': [packageAt({}, '/opt/OpenClaw/resources/openclaw'), 'unknown app'],
  'broken: package.json is no JSON': [
    { ...packageAt(), [`${COPY}/package.json`]: '{"name":' },
    'unknown no-record',
  ],
  'broken: the lock is cut off': [
    { ...locked({}), [`${PROJECT}/.package-lock.json`]: '{"pack' },
    'unknown no-record',
  ],
  'broken: npm’s note can’t be read': [
    {
      ...packageAt(),
      ...Object.fromEntries(
        Object.keys(fetched(tarball())).map((path) => [path, { text: '', denied: true as const }]),
      ),
    },
    'unknown no-record',
  ],
  'broken: its line is cut off': [
    {
      ...packageAt(),
      ...Object.fromEntries(
        Object.entries(fetched(tarball())).map(([path, text]) => [path, String(text).slice(0, -9)]),
      ),
    },
    'unknown no-record',
  ],
  'broken: a checkout without a remote': [
    { ...remote('x'), '/home/lin/openclaw/.git/config': '[core]\n' },
    'unknown no-record',
  ],
  'hostile: the note was taken away again': [
    { ...packageAt(), ...fetched(tarball(), { integrity: null }) },
    'unknown no-record',
  ],
  'hostile: a note whose own sum is wrong': [
    {
      ...packageAt(),
      ...Object.fromEntries(
        Object.entries(fetched(tarball())).map(([path, text]) => [
          path,
          String(text).replace('"time":1', '"time":2'),
        ]),
      ),
    },
    'unknown no-record',
  ],
  'hostile: a note without a checksum': [
    { ...packageAt(), ...fetched(tarball(), { integrity: 'sha1-abc' }) },
    'unknown no-record',
  ],
  'hostile: npm’s name as a part of another': [
    locked({ resolved: tarball(`${OWN}.evil.example`), integrity: SUM }),
    'low elsewhere',
  ],
  'hostile: npm’s name as a user': [
    locked({ resolved: tarball(OWN.replace('https://', 'https://x@evil.example/')), integrity: SUM }),
    'low elsewhere',
  ],
  'hostile: the repository’s name in a longer one': [
    packageAt({ repository: 'https://evil.example/github.com/openclaw/openclaw' }),
    'medium other-repository',
  ],
  'hostile: a repository that only begins alike': [
    remote('https://github.com/openclaw/openclaw-evil'),
    'medium fork',
  ],
  'hostile: the remote in a remark': [
    remote(
      'https://github.com/evil/openclaw',
      '# [remote "origin"]\n#\turl = https://github.com/openclaw/openclaw\n',
    ),
    'medium fork',
  ],
  'hostile: fetched from two places, one of them strange': [
    {
      ...packageAt({ _resolved: tarball('https://npm.evil.example'), _integrity: SUM }),
      ...fetched(tarball()),
    },
    'low elsewhere',
  ],
};
