import { readSettings } from '../../openclaw/read-settings';
import type { Probes } from '../../probes';
import type { Workspace } from '../../probes/folders';
import type { OpenClawSettings } from '../../probes/settings';
import { defineFix, type FixMessages, type Proposal } from '../define/define-fix';
import { containsPath } from '../quarantine/can-quarantine';
import { planSettingsEdits } from '../settings/edit-settings';
import { freePlace, movesOf } from '../workspace/workspace-moves';
import { type WorkspacePath, workspacePaths } from '../workspace/workspace-paths';

const en = {
  does: 'Give {agent} a folder of its own to work in: {place}',
  'does-cwd': 'Let {agent} start in its own folder, not in {place}',
  cost: 'OpenClaw no longer works in the midst of your files. It finds one of them when you tell it the whole path, if it may look there.',
  afterwards:
    '{goes, plural, =0 {Nothing moved.} one {# of OpenClaw’s own files or folders moved along.} other {# of OpenClaw’s own files and folders moved along.}}{stays, plural, =0 {} one { One of yours stays in {folder}: {names}.} other { # of yours stay in {folder}: {names}.}}',
  'start-again':
    'Start OpenClaw again: openclaw gateway run. It was told not to notice changed settings by itself.',
} as const;

type Read = OpenClawSettings & { readonly state: 'read' };

const isInTheWay = ({ is, syncedBy, secrets }: Workspace) =>
  is !== 'apart' || syncedBy !== null || secrets.length > 0;

/** A setup whose settings name the folder. */
interface Use {
  readonly settings: Read;
  readonly sites: readonly [WorkspacePath, ...WorkspacePath[]];
  /** What lies at the folder and below it, as that setup sees it. */
  readonly workspaces: readonly Workspace[];
}

/**
 * The settings that name one folder put right: another folder for a workspace, nothing in place of a working folder.
 * Setups that share it share the new one too, since its files can only move once.
 */
async function proposeFor(
  probes: Probes,
  uses: readonly [Use, ...Use[]],
  say: FixMessages<typeof en>,
  quarantine: string,
): Promise<readonly Proposal[]> {
  const sites = uses.flatMap((use) => use.sites);
  const [{ setup }, { root }] = [uses[0].settings, uses[0].sites[0]];
  const isShared = sites.some(({ agent, is }) => agent === null && is === 'workspace');
  const below = uses
    .flatMap(({ workspaces }) => workspaces)
    .filter(({ path }) => path === root || (isShared && containsPath(probes, root, path)));
  const bad = below.filter(isInTheWay);
  const [first] = bad;
  if (!first) return [];
  const agent = sites.find((each) => each.agent !== null)?.agent ?? first.agent;
  const place = sites.some(({ is }) => is === 'workspace')
    ? await freePlace(probes, setup.stateDir, agent)
    : root;
  const there = place === root ? [] : below.filter((each) => each.there).map(({ path }) => path);
  const along = place && (await movesOf(probes, [...new Set(there)], root, place, quarantine));
  const mended =
    along &&
    (await planSettingsEdits(probes, (each) => {
      const use = uses.find(({ settings }) => settings.setup.configPath === each.settings.setup.configPath);
      return (use?.sites ?? []).map(({ path, is }) => ({
        path: [...path],
        to: is === 'cwd' ? undefined : place,
      }));
    }));
  if (!mended) return [];
  const { cannot } = mended;
  // Another setup would look for its files in vain.
  const isHalf = uses.length > 1 && cannot.length > 0;
  if (mended.setups.length === 0 || isHalf)
    return [{ does: say('does', { agent, place }), changes: [], cannot }];
  const { moves, stays } = along;
  const named = { goes: moves.length, stays: stays.length, folder: root, names: stays.slice(0, 5) };
  const done =
    place === root
      ? { does: say('does-cwd', { agent, place }) }
      : { does: say('does', { agent, place }), afterwards: say('afterwards', named) };
  return [
    {
      about: `${setup.stateDir}\0${root}`,
      // Who lets it work on code beside keys chose that; nobody means to hand over a home or a cloud.
      recommended: bad.some(({ is, syncedBy }) => is !== 'apart' || syncedBy !== null),
      cost: say('cost'),
      ...done,
      ...(mended.endsGateway && { afterwards: say('start-again') }),
      // The files first: the gateway looks into the new folder as soon as the setting names it.
      changes: [...moves, ...mended.changes],
      settleMs: mended.settleMs,
      influences: mended.influences,
      needs: mended.needs,
    },
  ];
}

/**
 * Gives OpenClaw an empty folder in its state folder and takes its own files there, its memory among them. Documents
 * of the user are never moved, and neither are files with keys.
 */
export default defineFix({
  id: 'move-workspace',
  messages: {
    en,
    'zh-CN': {
      does: '给 {agent} 一个自己的文件夹干活：{place}',
      'does-cwd': '让 {agent} 从自己的文件夹开始，不再从 {place} 开始',
      cost: 'OpenClaw 不再在您的文件堆里干活。您把完整路径告诉它，而且它有权看那里，它才找得到您的文件。',
      afterwards:
        '{goes, plural, =0 {没有要搬的。} other {OpenClaw 自己的 # 个文件或文件夹一起搬了过去。}}{stays, plural, =0 {} other {您的 # 个还留在 {folder}：{names}。}}',
      'start-again': '请重新启动 OpenClaw：openclaw gateway run。它的设置让它不会自己留意改动。',
    },
  },
  async plan(probes, { say, quarantine }) {
    const { items } = await probes.settings.all();
    const readable = items.filter((each): each is Read => each.state === 'read');
    const byRoot = new Map<string, [Use, ...Use[]]>();
    for (const settings of readable) {
      const { setup, value, environment } = settings;
      const all = (await probes.folders.workspaces(settings)).items;
      const own = new Map<string, [WorkspacePath, ...WorkspacePath[]]>();
      for (const site of workspacePaths(readSettings(value, environment), setup, probes.files.path)) {
        const same = own.get(site.root);
        if (same) same.push(site);
        else own.set(site.root, [site]);
      }
      for (const [root, sites] of own) {
        // What lies in the state folder already is where it belongs: there it is for the user to take the keys out.
        if (containsPath(probes, setup.stateDir, root)) continue;
        // A folder in this one that another setting names is mended there.
        const workspaces = all.filter(({ path }) => path === root || !own.has(path));
        const use = { settings, sites, workspaces };
        const same = byRoot.get(root);
        if (same) same.push(use);
        else byRoot.set(root, [use]);
      }
    }
    const all = await Promise.all(
      [...byRoot.values()].map((uses) => proposeFor(probes, uses, say, quarantine)),
    );
    return all.flat();
  },
});
