import type { Evidence, Observation, State } from '../contract/finding';
import { isLegacyPackage } from '../openclaw/install-places';
import type { Copy, Service, Setup } from '../probes/openclaw';
import { defineCheck } from './define/define-check';
import retireCopy from './fixes/retire-copy';
import { untraced } from './presence/untraced';

/** A copy as the reader will recognise it: its version, or that it has none to tell. */
const seen = (copy: Copy, state?: State): Evidence => ({
  kind: 'package',
  where: copy.where === 'this-computer' ? copy.path : `${copy.where} ${copy.path}`,
  saw: `${copy.package} ${copy.version ?? '?'}`,
  ...(state && { state }),
});
const isForgotten = (copy: Copy) => isLegacyPackage(copy.package);
/** Two copies that this account may start by mistake for each other; what an app or a container carries is apart. */
const isOnItsOwn = (copy: Copy) => !copy.bundledIn && copy.where === 'this-computer' && !isForgotten(copy);
/** An app's own copy of OpenClaw, in an app that isn't OpenClaw's. */
const isCarried = (copy: Copy) =>
  copy.bundledIn !== undefined && !/openclaw/i.test(copy.bundledIn.split(/[\\/]/).at(-1) ?? '');

const folder = ({ stateDir }: Setup): Evidence => ({
  kind: 'folder',
  where: stateDir,
  saw: { id: 'forgotten-copies.old-folder' },
});
const starter = ({ file, name }: Service): Evidence => ({ kind: 'service', where: file, saw: name });

/** Copies, folders and services that nobody thinks of any more: they get no updates, or only one of them does. */
export default defineCheck({
  id: 'forgotten-copies',
  tile: 'updates',
  clause: 'guide-6',
  article: 'https://docs.openclaw.ai/install/uninstall',
  fixes: [retireCopy],
  messages: {
    en: {
      good: 'No forgotten copy lies around',
      attention: 'There are forgotten copies of OpenClaw',
      unknown: 'We can’t tell if a forgotten copy lies around',
      'not-applicable': 'There is no copy of OpenClaw here',
      why: 'A copy that nobody thinks of gets no updates. Its known holes stay open, and old folders may hold keys that still work.',
      'by-hand':
        'Look at the paths listed here and decide which copy you use.\nRemove each other one with the tool that installed it, such as “npm rm -g openclaw” or “npm rm -g clawdbot”.\nFor a copy inside another app, update or remove that app.\nBefore you delete an old folder such as .clawdbot, move what you want to keep, then change the keys that were in it.\n[unknown] Where a place could not be read, look again from the account that owns it.',
      'old-copy':
        '{count, plural, one {# copy is} other {# copies are}} from before OpenClaw got its name: {names}. No fixed version will come.',
      'old-service': 'Still started by itself, from before OpenClaw got its name: {names}.',
      several: '{count} copies of OpenClaw are installed here, with different versions: {versions}.',
      'several-same':
        '{count} copies of OpenClaw are installed here, all of version {versions}. An update changes only one of them.',
      'several-unknown':
        '{count} copies of OpenClaw are installed here, and not every version could be told.',
      carried: '{app} carries its own copy, OpenClaw {version}. It is updated only with that app.',
      'carried-unknown':
        '{app} carries its own copy of OpenClaw, whose version could not be told. It is updated only with that app.',
      'old-folders':
        '{count, plural, one {# old folder} other {# old folders}} from before OpenClaw got its name: {names}. Keys and conversations may still be in there.',
      'old-folder': 'left by an older version',
      'could-not-look': '{count, plural, one {# place} other {# places}} could not be looked at.',
      one: 'There is one copy, {version}, and nothing left of older ones.',
      'one-unknown': 'There is one copy, whose version could not be told, and nothing left of older ones.',
      apart:
        '{count} copies are here, each in a container or app of its own, and nothing is left of older ones.',
      none: 'No copy of OpenClaw was found.',
    },
    'zh-CN': {
      good: '没有被遗忘的旧版本',
      attention: '电脑里有被遗忘的 OpenClaw',
      unknown: '无法确定有没有被遗忘的旧版本',
      'not-applicable': '这里没有安装 OpenClaw',
      why: '没人记得的那一份不会更新，已知漏洞会一直开着；旧文件夹里的密钥也可能还能用。',
      'by-hand':
        '看看列出的路径，想好您平时用的是哪一份。\n其余的用当初安装它的工具卸载，例如“npm rm -g openclaw”或“npm rm -g clawdbot”。\n装在别的软件里的那一份，请更新或卸载那个软件。\n删除 .clawdbot 这类旧文件夹之前，先把要留的内容移走，再更换里面存过的密钥。\n[unknown] 有读不到的位置时，请换到拥有它的账户再检查一次。',
      'old-copy': '有 {count} 份改名前的旧版：{names}，以后不会再有修复。',
      'old-service': '改名前的旧版还在自动启动：{names}。',
      several: '这里装了 {count} 份 OpenClaw，版本各不相同：{versions}。',
      'several-same': '这里装了 {count} 份 OpenClaw，都是 {versions}。更新时只会更新其中一份。',
      'several-unknown': '这里装了 {count} 份 OpenClaw，其中有的看不出版本。',
      carried: '{app} 自带了一份 OpenClaw {version}，只有更新那个软件，它才会更新。',
      'carried-unknown': '{app} 自带了一份 OpenClaw，看不出版本。只有更新那个软件，它才会更新。',
      'old-folders': '有 {count} 个改名前留下的旧文件夹：{names}。里面可能还有密钥和聊天记录。',
      'old-folder': '旧版本留下的',
      'could-not-look': '有 {count} 个位置没能查看。',
      one: '只有一份，版本 {version}，没有旧版留下的东西。',
      'one-unknown': '只有一份，看不出版本，没有旧版留下的东西。',
      apart: '有 {count} 份，各在自己的容器或软件里，没有旧版留下的东西。',
      none: '没有找到 OpenClaw。',
    },
  },
  async inspect(probes, say) {
    const { openclaw } = probes;
    const [copies, setups, services] = await Promise.all([
      openclaw.copies(),
      openclaw.setups(),
      openclaw.services(),
    ]);
    // The same place may hide copies, settings and services.
    const hidden = [...copies.gaps, ...setups.gaps, ...services.gaps];
    const gaps = [...new Map(hidden.map((each) => [each.where, each])).values()];
    const observations: Observation[] = [];

    const old = copies.items.filter(isForgotten);
    if (old.length > 0) {
      const names = old.map((copy) => `${copy.package} ${copy.version ?? ''}`.trim());
      const evidence = old.map((copy) => seen(copy));
      observations.push(say.attention('high', say('old-copy', { count: old.length, names }), evidence));
    }
    const oldServices = services.items.filter(({ legacy }) => legacy);
    if (oldServices.length > 0) {
      const names = oldServices.map(({ name }) => name);
      observations.push(say.attention('high', say('old-service', { names }), oldServices.map(starter)));
    }

    const own = copies.items.filter(isOnItsOwn);
    if (own.length > 1) {
      const versions = [...new Set(own.map(({ version }) => version))].filter((version) => version !== null);
      const evidence = own.map((copy) => seen(copy));
      const count = own.length;
      if (own.some(({ version }) => version === null))
        observations.push(say.attention('medium', say('several-unknown', { count }), evidence));
      else if (versions.length > 1)
        observations.push(say.attention('medium', say('several', { count, versions }), evidence));
      else observations.push(say.attention('low', say('several-same', { count, versions }), evidence));
    }
    for (const copy of copies.items.filter(isCarried)) {
      const app = copy.bundledIn ?? '';
      const because =
        copy.version === null
          ? say('carried-unknown', { app })
          : say('carried', { app, version: copy.version });
      observations.push(say.attention('low', because, [seen(copy)]));
    }
    const oldSetups = setups.items.filter(({ legacy }) => legacy);
    if (oldSetups.length > 0) {
      const names = oldSetups.map(({ stateDir }) => stateDir);
      const because = say('old-folders', { count: oldSetups.length, names });
      observations.push(say.attention('medium', because, oldSetups.map(folder)));
    }

    if (gaps.length > 0) {
      const evidence = gaps.map(({ where, because }): Evidence => ({ kind: 'folder', where, saw: because }));
      observations.push(say.unknown(say('could-not-look', { count: gaps.length }), evidence));
    }
    observations.push(...(await untraced(probes, 'copy')));
    if (observations.length > 0) return observations;

    const [only, ...more] = copies.items;
    if (!only) return [say.notApplicable(say('none'))];
    const evidence = copies.items.map((copy) => seen(copy));
    if (more.length > 0) return [say.good(say('apart', { count: copies.items.length }), evidence)];
    const because = only.version === null ? say('one-unknown') : say('one', { version: only.version });
    return [say.good(because, evidence)];
  },
});
