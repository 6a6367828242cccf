import type { Messages } from '../../i18n/messages';

const en = {
  'node.says-none': 'nothing in it or beside it says which version it is',
  'node.disagree': 'what lies beside it and the folder that it lies in name different versions',
  'node.other': '{program} runs it, and not Node.js',
  'node.app': '{program} runs it, an app with a Node.js of its own inside',
  'node.none': 'no Node.js was found that would run it',
  'node.not-said': 'its package.json doesn’t say so',
  'node.odd': '“{range}” is no range of versions',
  'node.inside': 'it is inside another system, and what is in there doesn’t say so to the outside',
} as const;

/** Why it could not be told which Node runs a copy, or which one it asks for. */
export const runtimeMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'node.says-none': '它自己和旁边的文件都没有写版本号',
    'node.disagree': '旁边的文件和所在的文件夹写的版本不一样',
    'node.other': '运行它的是 {program}，不是 Node.js',
    'node.app': '运行它的是 {program}，里面自带一个 Node.js',
    'node.none': '没有找到能运行它的 Node.js',
    'node.not-said': '它的 package.json 里没有写',
    'node.odd': '“{range}”不是版本范围',
    'node.inside': '它在另一个系统里，从外面看不到',
  },
};
