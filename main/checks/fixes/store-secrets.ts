import type { Change, EditChange } from '../../contract/change';
import { editJson5 } from '../../openclaw/json5';
import { type FoundKey, keysToRenew } from '../../openclaw/key-pages';
import type { Json } from '../../openclaw/read-settings';
import { TAKES_FILES } from '../../openclaw/secret-surface';
import type { Probes } from '../../probes';
import type { Find } from '../../probes/contents';
import type { OpenClawSettings } from '../../probes/settings';
import { defineFix, type FixMessages, type Proposal } from '../define/define-fix';
import { placeObstacle } from '../obstacles';
import { canQuarantine, containsPath } from '../quarantine/can-quarantine';
import { quarantinePath } from '../quarantine/quarantine-path';
import { sortFinds } from '../secrets/misplaced-secrets';
import { movableSecrets, secretStoreEdits } from '../secrets/movable-secrets';
import { planSettingsEdits } from '../settings/edit-settings';

const en = {
  does: 'Move {count, plural, one {# key} other {# keys}} out of the settings into OpenClaw’s file for secrets',
  cost: 'The keys then lie in {file}, unencrypted, where only this account can read them. OpenClaw and what it runs can still open that file.',
  afterwards:
    'They were readable in clear text before the change. Renew those that somebody may have seen: {names}.',
  'does-copies':
    'Put {count, plural, one {# old copy} other {# old copies}} of the settings with keys in {count, plural, one {it } other {them }}away',
  'cost-copies': 'OpenClaw can’t fall back to these old settings any more.',
  'afterwards-copies':
    'Their new place is {place}, where only this account can read them. Once you have renewed their keys, delete them there: {names}.',
  'start-again':
    'Start OpenClaw again: openclaw gateway run. It was told not to notice changed settings by itself.',
} as const;
type Say = FixMessages<typeof en>;
type Read = OpenClawSettings & { readonly state: 'read' };

const providers = (finds: readonly FoundKey[]) => keysToRenew(finds).map(({ provider }) => provider);

/** What the file of secrets holds, and its text. Null where OpenClaw wouldn't read it: no plain file, open to others, no JSON. */
async function storeAt(
  { files }: Probes,
  file: string,
): Promise<{ value: Json; text: string | null } | null> {
  const facts = await files.lstat(file).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (facts === null) return { value: {}, text: null };
  if (facts.kind !== 'file' || (facts.mode & 0o077) !== 0) return null;
  const text = (await files.exact(file))?.text ?? null;
  return text === null ? null : { value: JSON.parse(text) as Json, text };
}

/** Moves the keys of one setup into `<state folder>/secrets.json` (docs/gateway/secrets/secretref-contract.md, "File provider"). */
async function store(
  probes: Probes,
  settings: Read,
  finds: readonly Find[],
  say: Say,
): Promise<readonly Proposal[]> {
  const { files } = probes;
  const { setup, value } = settings;
  // There OpenClaw holds the file's access list against rules of its own, which nobody could try here.
  if (files.platform === 'win32') return [];
  const inSettings = finds.filter(({ place }) => place === 'settings');
  const secrets = movableSecrets(
    value,
    inSettings.map(({ kind }) => kind),
  );
  if (secrets.length === 0) return [];
  const file = files.path.join(setup.stateDir, 'secrets.json');
  const known = await storeAt(probes, file).catch(() => null);
  const obstacle = await placeObstacle(files, file);
  if (obstacle) return [{ does: say('does', { count: secrets.length }), changes: [], cannot: [obstacle] }];
  if (known === null) return [];
  // With `~` it holds in a container as well, where the home has another name.
  const written = containsPath(probes, setup.home, file)
    ? `~/${files.path.relative(setup.home, file)}`
    : file;
  const plan = secretStoreEdits(value, known.value, written, secrets);
  if (plan === null) return [];
  const mended = await planSettingsEdits(
    probes,
    (each) =>
      each.settings.setup.stateDir === setup.stateDir && each.versions.atLeast(TAKES_FILES)
        ? plan.settings
        : [],
    { inPlace: true },
  );
  if (mended === null) return [];
  const { cannot } = mended;
  const count = new Set(secrets.map(({ secret }) => secret)).size;
  if (mended.setups.length === 0) return [{ does: say('does', { count }), changes: [], cannot }];
  const made: EditChange = {
    kind: 'edit',
    path: file,
    before: known.text,
    after: editJson5(known.text ?? '{}\n', plan.store),
    mode: 0o600,
    format: 'json5',
  };
  const names = providers(secrets.map(({ path }) => ({ file, kind: path.join('.'), count: 1 })));
  return [
    {
      about: setup.stateDir,
      does: say('does', { count }),
      cost: say('cost', { file }),
      afterwards: mended.endsGateway ? say('start-again') : say('afterwards', { names }),
      // The file first: a reference to what isn't there yet would leave OpenClaw without its keys.
      changes: [made, ...mended.changes],
      settleMs: mended.settleMs,
      influences: mended.influences,
      // The last word on the settings: what another fix writes there is taken along.
      needs: [
        { kind: 'closed', path: file },
        ...mended.needs,
        ...mended.changes.flatMap((change) =>
          change.kind === 'edit'
            ? [{ kind: 'settled', what: { kind: 'setting', file: change.path, key: '' } } as const]
            : [],
        ),
      ],
    },
  ];
}

/** Old copies of the settings (`openclaw.json.bak`, `.bak.1`, …) that still hold keys: nothing reads them but OpenClaw's own rescue. */
async function putCopiesAway(
  probes: Probes,
  { setup }: Read,
  finds: readonly Find[],
  say: Say,
  quarantine: string,
): Promise<readonly Proposal[]> {
  const inCopies = finds.filter(({ place }) => place === 'backup');
  const changes: Change[] = [];
  for (const file of [...new Set(inCopies.map((find) => find.file))].sort()) {
    const to = await quarantinePath(probes.files, quarantine, 'settings', file);
    if (to !== null && (await canQuarantine(probes, file, quarantine)))
      changes.push({ kind: 'move', from: file, to });
  }
  if (changes.length === 0) return [];
  return [
    {
      about: `${setup.configPath}.bak`,
      does: say('does-copies', { count: changes.length }),
      cost: say('cost-copies'),
      afterwards: say('afterwards-copies', { place: quarantine, names: providers(inCopies) }),
      changes,
    },
  ];
}

/**
 * Takes keys out of the settings and their old copies. Those in workspaces, shell start files and `.env` stay: only
 * the user knows what else reads them there.
 */
export default defineFix({
  id: 'store-secrets',
  messages: {
    en,
    'zh-CN': {
      does: '把设置里的 {count} 个密钥搬到 OpenClaw 专门放密钥的文件里',
      cost: '密钥会放在 {file}，没有加密，只有这个账户读得到。OpenClaw 和它运行的东西仍然打得开这个文件。',
      afterwards: '改动之前它们是明文，可能被别人看到过的，请换成新的：{names}。',
      'does-copies': '把 {count} 份带密钥的旧设置收起来',
      'cost-copies': 'OpenClaw 就不能再退回这些旧设置了。',
      'afterwards-copies':
        '新位置：{place}，只有这个账户读得到。换好里面的密钥以后，就到那里把它们删掉：{names}。',
      'start-again': '请重新启动 OpenClaw：openclaw gateway run。它的设置让它不会自己留意改动。',
    },
  },
  async plan(probes, { say, quarantine }) {
    const { items } = await probes.settings.all();
    const all = await Promise.all(
      items
        .filter((each): each is Read => each.state === 'read')
        .map(async (settings) => {
          const { items: all } = await probes.contents.secrets(settings.setup);
          const finds = await sortFinds(probes, all);
          return [
            // The gateway's own token goes along, but nothing is done for it alone.
            ...(finds.astray.some(({ place }) => place === 'settings')
              ? await store(probes, settings, all, say)
              : []),
            ...(await putCopiesAway(probes, settings, finds.astray, say, quarantine)),
          ];
        }),
    );
    return all.flat();
  },
});
