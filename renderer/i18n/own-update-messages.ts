import type { Messages } from '../../main/i18n/messages';

const en = {
  'own-update': 'New versions of Tankmate',
  'own-update.ask': 'Ask for a new version of Tankmate, once a day',
  'own-update.ask.so':
    'Nothing about this computer is sent with the question. What comes is believed only when Tankmate’s makers signed it.',
  'own-update.current': 'There was no newer Tankmate when it was asked for on {date}.',
  'own-update.offered.replace':
    'Tankmate {version} is out. It is downloaded, checked against its makers’ signature, tried once, and put in the place of this one.',
  'own-update.offered.link':
    'Tankmate {version} is out. Get it from its page and install it as you did this one.',
  'own-update.notes': 'What is new',
  'own-update.install': 'Download and put in place ({size})',
  'own-update.open': 'Open its page',
  'own-update.installed': 'Tankmate {version} is in place and runs from the next start on.',
  'own-update.restart': 'Start it now',
  'own-update.news': 'Tankmate {version} is out.',
  'own-update.see': 'See what is new',
  'own-update.later': 'Later',
} as const;

/** Newer versions of Tankmate itself. */
export const pageOwnUpdateMessages = {
  en,
  'zh-CN': {
    'own-update': '管家的新版本',
    'own-update.ask': '每天打听一次管家有没有新版本',
    'own-update.ask.so':
      '打听的时候，这台电脑上的任何情况都不会传出去。收到的消息，只有开发者签过名的才会采信。',
    'own-update.current': '{date}问过，管家没有更新的版本。',
    'own-update.offered.replace':
      '管家 {version} 已经发布。下载之后，会先核对开发者的签名，再试着启动一次，然后换下现在这一份。',
    'own-update.offered.link': '管家 {version} 已经发布。请到它的页面下载，再照当初的办法安装。',
    'own-update.notes': '有什么新东西',
    'own-update.install': '下载并换上（{size}）',
    'own-update.open': '打开它的页面',
    'own-update.installed': '管家 {version} 已经换上，下次启动就是它。',
    'own-update.restart': '现在就启动它',
    'own-update.news': '管家 {version} 已经发布。',
    'own-update.see': '看看有什么新东西',
    'own-update.later': '以后再说',
  },
} as const satisfies Messages<typeof en>;
