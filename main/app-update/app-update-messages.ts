import type { Messages } from '../i18n/messages';

const en = {
  'app-update.no-key':
    'Tankmate looks for no newer version of itself: no key to check one with is built into this copy.',
  'app-update.from-source':
    'This copy runs from its source code or an unpacked folder, and looks for no newer version of itself.',
  'app-update.unreachable': 'Nobody could be asked for a newer Tankmate. It tries again at the next look.',
  'app-update.malformed': 'What came as news of a newer Tankmate makes no sense, so it was not believed.',
  'app-update.unsigned':
    'What came as news of a newer Tankmate carries no signature, so it was not believed.',
  'app-update.other-key':
    'What came as news of a newer Tankmate is signed by a key that this copy doesn’t know, so it was not believed.',
  'app-update.changed':
    'What came as news of a newer Tankmate was changed after it was signed, so it was not believed.',
  'app-update.other-app':
    'What came as news of a newer Tankmate was signed for something else, so it was not believed.',
  'app-update.replayed':
    'What came as news of Tankmate is older than what was seen before, so it was not believed.',
  'app-update.expired':
    'What came as news of a newer Tankmate is past its time, so it was not believed; a clock that is wrong can be the reason too.',
  'app-update.older': 'Only versions older than this one were offered, so nothing is replaced.',
  'app-update.other-system': 'There is a newer Tankmate, but none for this system and kind of processor.',
  'app-update.wrong-size': 'The file has another size than the makers signed, so it was thrown away.',
  'app-update.wrong-hash': 'The file is not the one that the makers signed, so it was thrown away.',
  'app-update.no-file': 'The file that Tankmate was started from is no longer there.',
  'app-update.not-ours': 'This account can’t write to the folder that Tankmate’s file lies in.',
  'app-update.does-not-start': 'The new version was tried and doesn’t start on this computer.',
  'app-update.disk-full': 'There is not enough room beside Tankmate’s file for the new one.',
  'app-update.failed': 'The new version could not be put in place.',
  'app-update.cancelled': 'You stopped it. What has been downloaded is kept.',
  'app-update.nothing': 'There is no newer Tankmate to put in place just now.',
  'app-update.does': 'Bring Tankmate to {version}',
  'app-update.does-any': 'Bring Tankmate up to date',
  'app-update.downloading': 'Downloading Tankmate {version}',
  'app-update.checking': 'Checking the file and trying it once',
  'app-update.done': 'The file was checked, tried once, and put in the place of the old one.',
  'app-update.next-start': 'Tankmate {version} runs from the next start on.',
  'app-update.stays': 'Tankmate stays as it is.',
} as const;

/** Updates of Tankmate itself. */
export const appUpdateMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'app-update.no-key': '这一份管家没有内置用来核对新版本的公钥，所以不会查找自己的新版本。',
    'app-update.from-source': '这一份管家是从源代码或解压后的文件夹运行的，不会查找自己的新版本。',
    'app-update.unreachable': '没能打听到管家有没有新版本，下次检查时会再试。',
    'app-update.malformed': '收到的新版本消息读不懂，没有采信。',
    'app-update.unsigned': '收到的新版本消息没有签名，没有采信。',
    'app-update.other-key': '收到的新版本消息，签名用的是这一份管家不认识的密钥，没有采信。',
    'app-update.changed': '收到的新版本消息在签名之后被改动过，没有采信。',
    'app-update.other-app': '收到的新版本消息是签给别的东西的，没有采信。',
    'app-update.replayed': '收到的版本消息比以前见过的还旧，没有采信。',
    'app-update.expired': '收到的新版本消息已经过期，没有采信；电脑的时钟不准，也会这样。',
    'app-update.older': '对方只给出了比现在更旧的版本，所以什么都没有替换。',
    'app-update.other-system': '管家有了新版本，但没有适合这个系统和处理器的。',
    'app-update.wrong-size': '文件大小和开发者签过名的不一样，已经丢弃。',
    'app-update.wrong-hash': '这不是开发者签过名的那个文件，已经丢弃。',
    'app-update.no-file': '管家启动时所用的文件已经不在了。',
    'app-update.not-ours': '管家的文件所在的文件夹，这个账户写不进去。',
    'app-update.does-not-start': '试着启动了新版本，它在这台电脑上起不来。',
    'app-update.disk-full': '管家的文件所在的磁盘放不下新版本。',
    'app-update.failed': '新版本没能放到位。',
    'app-update.cancelled': '您停下了它。已经下载的部分会留着。',
    'app-update.nothing': '现在没有可以换上的新版管家。',
    'app-update.does': '把管家升级到 {version}',
    'app-update.does-any': '把管家升级到新版本',
    'app-update.downloading': '正在下载管家 {version}',
    'app-update.checking': '正在核对文件，并试着启动一次',
    'app-update.done': '文件核对过，也试着启动过，已经换下了旧的。',
    'app-update.next-start': '下次启动时，运行的就是管家 {version}。',
    'app-update.stays': '管家还是原来的样子。',
  },
};
