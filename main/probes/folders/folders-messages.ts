import type { Messages } from '../../i18n/messages';

const en = {
  'folders.macos-decides':
    'macOS decides this for each program, so what Tankmate may open says nothing about OpenClaw',
  'folders.not-told': 'the system didn’t say where this folder is',
  'folders.special': 'it is neither a file nor a folder',
  'folders.too-many': 'more than {limit} names lie here, and the rest weren’t looked at',
  'folders.depends': 'it depends on the folder or the environment that OpenClaw is started with',
} as const;

/** Why a folder could not be told of. */
export const folderMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'folders.macos-decides': 'macOS 按程序分别授权，本程序能不能打开，说明不了 OpenClaw 能不能打开',
    'folders.not-told': '系统没有说出这个文件夹在哪里',
    'folders.special': '它既不是文件也不是文件夹',
    'folders.too-many': '这里的名字超过 {limit} 个，剩下的没有看',
    'folders.depends': '要看 OpenClaw 是从哪个文件夹、带着什么环境变量启动的',
  },
};
