import { readSettings } from '../../openclaw/settings';
import type { Probes } from '../../probes';
import type { Workspace } from '../../probes/folders';
import type { Settings } from '../../probes/settings';
import { defineFix, type Proposal, type SayFix } from '../fix';
import { holds } from '../quarantine/movable';
import { mendSettings } from '../settings/mend';
import { freePlace, movesOf } from '../workspace/moves';
import { type Site, sitesOf } from '../workspace/sites';

const en = {
  does: 'Give {agent} a folder of its own to work in: {place}',
  'does-cwd': 'Let {agent} start in its own folder, not in {place}',
  cost: 'OpenClaw no longer works in the midst of your files. It finds one of them when you tell it the whole path, if it may look there.',
  afterwards:
    '{goes, plural, =0 {Nothing moved.} one {# of OpenClaw’s own files or folders moved along.} other {# of OpenClaw’s own files and folders moved along.}}{stays, plural, =0 {} one { One of yours stays in {folder}: {names}.} other { # of yours stay in {folder}: {names}.}}',
  'start-again':
    'Start OpenClaw again: openclaw gateway run. It was told not to notice changed settings by itself.',
} as const;

type Read = Settings & { readonly state: 'read' };

const isInTheWay = ({ is, syncedBy, secrets }: Workspace) =>
  is !== 'apart' || syncedBy !== null || secrets.length > 0;

/** The settings that name one folder put right: another folder for a workspace, nothing in place of a working folder. */
async function propose(
  probes: Probes,
  { setup }: Read,
  sites: readonly [Site, ...Site[]],
  workspaces: readonly Workspace[],
  say: SayFix<typeof en>,
  quarantine: string,
): Promise<readonly Proposal[]> {
  const [{ root }] = sites;
  const isShared = sites.some(({ agent, is }) => agent === null && is === 'workspace');
  const below = workspaces.filter(({ path }) => path === root || (isShared && holds(probes, root, path)));
  const bad = below.filter(isInTheWay);
  const [first] = bad;
  // What lies in the state folder already is where it belongs: there it is for the user to take the keys out.
  if (!first || holds(probes, setup.stateDir, root)) return [];
  const agent = sites.find((each) => each.agent !== null)?.agent ?? first.agent;
  const place = sites.some(({ is }) => is === 'workspace')
    ? await freePlace(probes, setup.stateDir, agent)
    : root;
  const there = place === root ? [] : below.filter((each) => each.there).map(({ path }) => path);
  const along = place && (await movesOf(probes, [...new Set(there)], root, place, quarantine));
  const mended =
    along &&
    (await mendSettings(probes, (each) =>
      each.settings.setup.stateDir === setup.stateDir
        ? sites.map(({ path, is }) => ({ path: [...path], to: is === 'cwd' ? undefined : place }))
        : [],
    ));
  if (!mended) return [];
  const { moves, stays } = along;
  const told = { goes: moves.length, stays: stays.length, folder: root, names: stays.slice(0, 5) };
  const done =
    place === root
      ? { does: say('does-cwd', { agent, place }) }
      : { does: say('does', { agent, place }), afterwards: say('afterwards', told) };
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
    },
  ];
}

/**
 * Gives OpenClaw an empty folder in its state folder and takes its own files there, its memory among them. Documents
 * of the user are never moved, and neither are files with keys.
 */
export default defineFix({
  id: 'move-workspace',
  words: {
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
    const { found } = await probes.settings.all();
    const readable = found.filter((each): each is Read => each.state === 'read');
    const all = await Promise.all(
      readable.map(async (settings) => {
        const workspaces = await probes.folders.workspaces(settings);
        const reader = readSettings(settings.value, settings.environment);
        const byRoot = new Map<string, [Site, ...Site[]]>();
        for (const site of sitesOf(reader, settings.setup, probes.files.path)) {
          const same = byRoot.get(site.root);
          if (same) same.push(site);
          else byRoot.set(site.root, [site]);
        }
        return Promise.all(
          [...byRoot].map(([root, sites]) => {
            // A folder in this one that another setting names is mended there.
            const own = workspaces.found.filter(({ path }) => path === root || !byRoot.has(path));
            return propose(probes, settings, sites, own, say, quarantine);
          }),
        );
      }),
    );
    return all.flat(2);
  },
});
