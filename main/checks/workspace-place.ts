import type { Evidence, Observation, Severity } from '../contract/finding';
import type { Workspace } from '../probes/folders';
import type { OpenClawSettings } from '../probes/settings';
import { defineCheck } from './define/define-check';
import moveWorkspace from './fixes/move-workspace';
import { presenceOf } from './presence/runners';

const en = {
  good: 'It works in a folder of its own',
  attention: 'It works in the midst of your own files',
  unknown: 'We can’t tell which folder it works in',
  'not-applicable': 'There is no OpenClaw here with a folder to work in',
  why: 'The workspace is what OpenClaw reads, changes and deletes without asking. Only what it needs should lie there.',
  'by-hand':
    'Make an empty folder for it, for instance the default: workspace inside its state folder.\nName it in the settings: agents.defaults.workspace, or workspace of the agent.\nMove only what it needs, and no files with keys.\n[unknown] Mend the settings file first if it can’t be read.',
  home: 'The workspace of {agent} is the whole home folder: {path}.',
  'above-home': 'The workspace of {agent} holds the whole home folder: {path}.',
  root: 'The workspace of {agent} is a whole drive: {path}.',
  desktop: 'The workspace of {agent} is your Desktop: {path}.',
  documents: 'The workspace of {agent} is your Documents folder: {path}.',
  downloads: 'The workspace of {agent} is your Downloads folder: {path}.',
  pictures: 'The workspace of {agent} is your Pictures folder: {path}.',
  synced:
    'The workspace of {agent} is copied to {cloud}: {path}. What OpenClaw writes there goes out, and what it deletes is gone everywhere.',
  repository:
    'The workspace of {agent} is a code repository with {count, plural, one {# file} other {# files}} that usually hold keys: {path} ({names}).',
  secrets:
    'In the workspace of {agent} {count, plural, one {lies # file} other {lie # files}} that usually hold keys: {path} ({names}).',
  apart:
    '{agent} works in {path}: not your home, Desktop, Documents, Downloads or Pictures, no drive, no cloud folder that is known by name, no files named like keys.',
  'not-made': 'No workspace of the set-up in {folder} has been made yet.',
  untold: 'What kind of place the workspace {path} is can’t be told: {reason}.',
  broken: 'The settings file can’t be read, so the workspace isn’t known: {file} ({reason}).',
  hidden: 'One place could not be searched for OpenClaw: {where} ({reason}).',
  nowhere: 'No settings of OpenClaw were found on this computer.',
  place: 'workspace of {agent}',
} as const;

const SEVERITY: Readonly<Record<Exclude<Workspace['is'], 'apart'>, Severity>> = {
  root: 'high',
  'above-home': 'high',
  home: 'high',
  desktop: 'high',
  documents: 'high',
  downloads: 'high',
  pictures: 'high',
};

export default defineCheck({
  id: 'workspace-place',
  tile: 'private-data',
  clause: 'guide-5',
  article: 'https://docs.openclaw.ai/concepts/agent-workspace',
  fixes: [moveWorkspace],
  messages: {
    en,
    'zh-CN': {
      good: '它在自己的文件夹里干活',
      attention: '它就在您自己的文件堆里干活',
      unknown: '它在哪个文件夹里干活，说不准',
      'not-applicable': '这里没有要用工作区的 OpenClaw',
      why: '工作区里的东西，龙虾不用问您就能读、改、删。那里只该放它用得上的东西。',
      'by-hand':
        '给它建一个空文件夹，比如默认的那个：状态文件夹里的 workspace。\n在设置里写上：agents.defaults.workspace，或者那个智能体自己的 workspace。\n只搬它用得上的东西，带密钥的文件不要放。\n[unknown] 如果设置文件读不出来，先把它修好。',
      home: '{agent} 的工作区就是整个主目录：{path}。',
      'above-home': '{agent} 的工作区把整个主目录都包了进去：{path}。',
      root: '{agent} 的工作区是一整个盘：{path}。',
      desktop: '{agent} 的工作区就是您的桌面：{path}。',
      documents: '{agent} 的工作区就是您的文档文件夹：{path}。',
      downloads: '{agent} 的工作区就是您的下载文件夹：{path}。',
      pictures: '{agent} 的工作区就是您的图片文件夹：{path}。',
      synced: '{agent} 的工作区会同步到{cloud}：{path}。龙虾写进去的会传出去，它删掉的到处都会没了。',
      repository: '{agent} 的工作区是代码仓库，里面有 {count} 个通常存密钥的文件：{path}（{names}）。',
      secrets: '{agent} 的工作区里有 {count} 个通常存密钥的文件：{path}（{names}）。',
      apart:
        '{agent} 在 {path} 里干活：不是主目录、桌面、文档、下载、图片，不是整个盘，不是认得名字的云盘文件夹，也没有看名字像密钥的文件。',
      'not-made': '{folder} 这一套的工作区还没有建。',
      untold: '工作区 {path} 是什么地方，看不出来：{reason}。',
      broken: '设置文件读不出来，所以不知道工作区在哪里：{file}（{reason}）。',
      hidden: '有个地方没能查找 OpenClaw：{where}（{reason}）。',
      nowhere: '这台电脑上没有找到 OpenClaw 的设置。',
      place: '{agent} 的工作区',
    },
  },

  async inspect(probes, say) {
    const settings = await probes.settings.all();
    const hidden = settings.gaps.map(({ where, because }) =>
      say.unknown(say('hidden', { where, reason: because })),
    );
    if (settings.items.length === 0) {
      if (hidden.length > 0) return hidden;
      const { here, gaps } = await presenceOf(probes);
      const elsewhere = gaps.map(({ where, because }) =>
        say.unknown(say('hidden', { where, reason: because })),
      );
      return !here && elsewhere.length > 0 ? elsewhere : [say.notApplicable(say('nowhere'))];
    }

    const place = ({ agent, path, is, syncedBy, repository, secrets }: Workspace): readonly Observation[] => {
      const evidence: Evidence[] = [{ kind: 'folder', where: path, saw: say('place', { agent }) }];
      const found: Observation[] = [];
      if (is !== 'apart') found.push(say.attention(SEVERITY[is], say(is, { agent, path }), evidence));
      if (syncedBy !== null)
        found.push(say.attention('medium', say('synced', { agent, path, cloud: syncedBy }), evidence));
      if (secrets.length > 0) {
        const values = { agent, path, count: secrets.length, names: secrets.slice(0, 5) };
        const because = repository ? say('repository', values) : say('secrets', values);
        found.push(say.attention(repository ? 'high' : 'medium', because, evidence));
      }
      return found.length > 0 ? found : [say.good(say('apart', { agent, path }), evidence)];
    };
    const judge = async (each: OpenClawSettings): Promise<readonly Observation[]> => {
      if (each.state === 'broken' || each.state === 'unreadable') {
        const { file, because: reason } = each;
        return [say.unknown(say('broken', { file, reason }), [{ kind: 'file', where: file, saw: reason }])];
      }
      const { items, gaps } = await probes.folders.workspaces(each);
      const untold = gaps.map(({ where, because }) =>
        say.unknown(say('untold', { path: where, reason: because }), [
          { kind: 'folder', where, saw: because },
        ]),
      );
      const judged = [...items.flatMap(place), ...untold];
      return judged.length > 0
        ? judged
        : [
            say.good(say('not-made', { folder: each.setup.stateDir }), [
              { kind: 'folder', where: each.setup.stateDir, saw: { id: 'look.not-there' } },
            ]),
          ];
    };
    return [...(await Promise.all(settings.items.map(judge))).flat(), ...hidden];
  },
});
