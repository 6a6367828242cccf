import type { Evidence, Observation } from '../contract/finding';
import { cloudOf, isOnShare } from '../openclaw/cloud-folders';
import { defineCheck } from './define/define-check';
import { eachSetup } from './setups/evaluate-setups';

/** Whether what OpenClaw keeps is copied elsewhere by somebody else, or lies behind a link. */
export default defineCheck({
  id: 'synced-state',
  tile: 'private-data',
  clause: 'guide-5',
  article: 'https://docs.openclaw.ai/gateway/security/secrets-and-storage',
  messages: {
    en: {
      good: 'What it keeps stays on this computer',
      attention: 'What it keeps is copied or lies elsewhere',
      unknown: 'We can’t tell if what it keeps stays here',
      'not-applicable': 'There is nothing here that OpenClaw keeps',
      why: 'Its folder holds your keys and what you told it. Where a cloud copies it, they lie on other people’s computers and on all of your devices.',
      'by-hand':
        'Stop OpenClaw: openclaw gateway stop\nMove its folder out of the cloud or the share, to your own home.\nTell OpenClaw where it is now: OPENCLAW_STATE_DIR\nReplace a link by the folder or file itself.\nChange the keys that were copied.',
      here: '{path} lies on this computer, and in no cloud folder that is known by name.',
      synced: '{path} is copied to {cloud}, with all keys and conversations in it.',
      shared: '{path} lies on a share, so another computer can read and change it.',
      linked: '{path} is a link. Whoever can change where it leads decides what OpenClaw reads.',
      untold: 'Where {path} really lies can’t be told.',
      leads: 'leads to {target}',
    },
    'zh-CN': {
      good: '它存的东西只在这台电脑上',
      attention: '它存的东西会被复制，或者放在别处',
      unknown: '它存的东西是不是只在这里，说不准',
      'not-applicable': '这里没有 OpenClaw 存的东西',
      why: '它的文件夹里有您的密钥，还有您跟它说过的话。云盘一同步，这些就到了别人的电脑上，也到了您的每一台设备上。',
      'by-hand':
        '先停下 OpenClaw：openclaw gateway stop\n把它的文件夹从云盘或共享里移到您自己的主目录。\n告诉 OpenClaw 现在在哪里：OPENCLAW_STATE_DIR\n如果是链接，换成文件夹或文件本身。\n把同步出去过的密钥换掉。',
      here: '{path} 在这台电脑上，不在认得名字的云盘文件夹里。',
      synced: '{path} 会同步到{cloud}，里面的密钥和对话也一起。',
      shared: '{path} 放在共享上，别的电脑也能读、能改。',
      linked: '{path} 是个链接。谁能改它指向哪里，谁就决定 OpenClaw 读什么。',
      untold: '{path} 到底在哪里，看不出来。',
      leads: '指向 {target}',
    },
  },

  inspect: (probes, say) =>
    eachSetup(probes, async ({ stateDir, configPath }) => {
      const observations: Observation[] = [];
      for (const path of [stateDir, configPath]) {
        const facts = await probes.files.lstat(path).catch(() => null);
        // Settings that aren't there are nobody's.
        if (facts === null && path === configPath) continue;
        const real = await probes.files.realpath(path).catch(() => null);
        const evidence: Evidence[] = [
          {
            kind: path === stateDir ? 'folder' : 'file',
            where: path,
            saw: real === null || real === path ? say('here', { path }) : say('leads', { target: real }),
          },
        ];
        const add = (observation: Observation) => observations.push(observation);
        const cloud = cloudOf(real ?? path) ?? cloudOf(path);
        if (cloud !== null) add(say.attention('high', say('synced', { path, cloud }), evidence));
        else if (isOnShare(real ?? path)) add(say.attention('medium', say('shared', { path }), evidence));
        else if (facts?.kind === 'link') add(say.attention('low', say('linked', { path }), evidence));
        else if (real === null) add(say.unknown(say('untold', { path }), evidence));
      }
      if (observations.length > 0) return observations;
      const path = stateDir;
      return [say.good(say('here', { path }), [{ kind: 'folder', where: path, saw: say('here', { path }) }])];
    }),
});
