import type { Messages } from '../../i18n/messages';

const en = {
  'openclaw.broken-package': 'its package.json can’t be read as one',
  'openclaw.no-version': 'its package.json holds no version',
  'openclaw.no-package': 'no package.json of OpenClaw was found inside',
  'openclaw.unfollowed': 'this program doesn’t show which copy it starts',
  'openclaw.image-tag': 'neither the image’s tag nor its labels say the version',
  'openclaw.container-engine': 'the container program didn’t answer',
  'openclaw.asleep': 'it would have to be started to look inside',
  'openclaw.other-system': 'it is a system of its own, and Tankmate doesn’t look inside',
  'openclaw.tasks': 'Windows didn’t list its tasks',
  'openclaw.unread-start': 'it starts OpenClaw in a way that can’t be read to the end',
} as const;

/** Why something about a copy, a setup or a service could not be told. */
export const openclawMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'openclaw.broken-package': '它的 package.json 读不出内容',
    'openclaw.no-version': '它的 package.json 里没有版本号',
    'openclaw.no-package': '里面没有找到 OpenClaw 的 package.json',
    'openclaw.unfollowed': '看不出这个程序启动的是哪一份 OpenClaw',
    'openclaw.image-tag': '镜像的标签和标注里都没有写版本号',
    'openclaw.container-engine': '容器程序没有回应',
    'openclaw.asleep': '要先启动它才能看到里面',
    'openclaw.other-system': '它是一个独立的系统，管家没有进去看',
    'openclaw.tasks': 'Windows 没有给出计划任务列表',
    'openclaw.unread-start': '它启动 OpenClaw 的写法没能全部看懂',
  },
};
