import type { Words } from '../../language/words';

const en = {
  'tank.moves-packing': 'Putting together what goes along',
  'tank.moves-carrying': 'Carrying it into the tank',
  'tank.moves-unpacking': 'Unpacking it inside',
  'tank.moves-waiting': 'Waiting for OpenClaw to answer from its new home',
  'tank.moves-retiring': 'Putting the OpenClaw outside away',
  'tank.moves-why-personal': 'Private numbers are in it.',
  'tank.moves-why-secret': 'Keys or passwords are in it.',
  'tank.moves-why-unread': 'It could not be looked into: a picture, a document, an archive, or too large.',
  'tank.moves-left-settings':
    'These settings stay behind, because they mean something else in a tank or name places on this computer: {names}.',
  'tank.moves-left-files':
    '{count, plural, one {# thing stays} other {# things stay}} behind: links, very large files, and what can’t be read.',
  'tank.moves-left-always':
    'Keys, sign-ins, old conversations, skills and plugins stay behind. Set them up anew in the tank.',
  'tank.moves-failed-inside': 'Something failed inside of the tank. Nothing outside was changed.',
  'tank.moves-odd-inside': 'What the tank answered makes no sense. Nothing outside was changed.',
  'tank.moves-no-answer':
    'OpenClaw did not answer with the settings that came along. The tank is as it was before, and so is the home outside.',
  'tank.moves-gone': 'The home that was to move in isn’t there any more. Look again.',
  'tank.moves-not-well':
    'The tank doesn’t answer now. Start it first; nobody moves into a home that isn’t well.',
  'tank.moves-moved':
    'OpenClaw lives in the tank now. {files, plural, one {# file} other {# files}} went along.',
  'tank.moves-moved-does': 'Move OpenClaw into the tank',
  'tank.moves-renew': 'Enter the keys that it needs in the tank’s control page. Renew those that lay open.',
  'tank.moves-out': 'Its workspaces and memory were copied to {folder}.',
  'tank.moves-out-does': 'Bring its workspaces and memory out',
} as const;

/** Words for moving in and out. */
export const movesWords: Words<typeof en> = {
  en,
  'zh-CN': {
    'tank.moves-packing': '正在收拾要带走的东西',
    'tank.moves-carrying': '正在搬进缸里',
    'tank.moves-unpacking': '正在缸里拆包',
    'tank.moves-waiting': '等 OpenClaw 在新家应一声',
    'tank.moves-retiring': '正在把外面的 OpenClaw 收起来',
    'tank.moves-why-personal': '里面有隐私号码。',
    'tank.moves-why-secret': '里面有密钥或密码。',
    'tank.moves-why-unread': '没法看里面是什么：图片、文档、压缩包，或者太大。',
    'tank.moves-left-settings': '这些设置不带走：在缸里意思不一样，或者写的是这台电脑上的位置：{names}。',
    'tank.moves-left-files': '有 {count} 样不带走：链接、特别大的文件、读不了的东西。',
    'tank.moves-left-always': '密钥、登录、以前的对话、技能和插件都不带走，请在缸里重新设置。',
    'tank.moves-failed-inside': '缸里有一步没成功。外面什么都没有动。',
    'tank.moves-odd-inside': '缸里的回答看不懂。外面什么都没有动。',
    'tank.moves-no-answer': '带过去的设置让 OpenClaw 应不了声。缸里已经恢复原样，外面的家也没有动。',
    'tank.moves-gone': '要搬的那个家已经不在了。再看一遍。',
    'tank.moves-not-well': '鱼缸现在没有回应。先打开它，家里没安顿好不搬。',
    'tank.moves-moved': 'OpenClaw 现在住在缸里了，带过去 {files} 个文件。',
    'tank.moves-moved-does': '把 OpenClaw 搬进缸里',
    'tank.moves-renew': '它要用的密钥，请在缸的控制页面里填。暴露过的，请换成新的。',
    'tank.moves-out': '它的工作区和记忆已经拷贝到 {folder}。',
    'tank.moves-out-does': '把它的工作区和记忆取出来',
  },
};
