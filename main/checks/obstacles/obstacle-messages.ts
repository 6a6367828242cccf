import type { Messages } from '../../i18n/messages';

const en = {
  'obstacle.store':
    '{where} lies in a store that nobody may write to ({store}): the configuration of your system or home makes it.',
  'obstacle.store-helps':
    'Change it where it comes from, in your configuration of NixOS, Home Manager or Guix, and rebuild that. Then look again here.',
  'obstacle.read-only': '{where} lies on a drive that can only be read.',
  'obstacle.read-only-helps':
    'Make that drive writable. In a container: change how the folder is handed in, where the container is started. Then look again here.',
  'obstacle.immutable': '{where} is marked so that nobody may change it (immutable).',
  'obstacle.immutable-helps': 'Take that mark away as administrator: {command}\nThen look again here.',
  'obstacle.administrators':
    '{where} belongs to the administrator (root), perhaps because OpenClaw was once started with sudo.',
  'obstacle.administrators-helps':
    'Give it back to your own account: sudo chown {account} {where}\nThen look again here.',
  'obstacle.elsewhere-helps':
    'Ask whoever looks after this computer to change it there. Then look again here.',
  'obstacle.another': '{where} belongs to another account.',
  'obstacle.another-helps': 'Sign in as that account, and look and mend there.',
  'obstacle.folder': 'This account may not put a file into {where}.',
  'obstacle.folder-helps': 'Give yourself the right: chmod u+rwx {where}\nThen look again here.',
  'obstacle.closed': 'Its own account may not read {where}.',
  'obstacle.closed-helps': 'Give yourself the right: chmod u+rw {where}\nThen look again here.',
  'obstacle.encoding':
    '{where} isn’t written in UTF-8, but perhaps in GBK: changing it could spoil what stands there.',
  'obstacle.encoding-helps': 'Open it in an editor and save it as UTF-8. Then look again here.',
  'obstacle.large': '{where} is larger than 1 MB, and Tankmate changes no file of that size.',
  'obstacle.large-helps':
    'Take out of it what are no settings, or put long parts into files of their own with $include. Then look again here.',
  'obstacle.of-app': '{where} belongs to an app that carries OpenClaw and writes its settings itself.',
  'obstacle.of-app-helps': 'Change it in that app, or ask whoever makes it. Then look again here.',
  'obstacle.shared': '{where} is included by several setups, so mending one would change the others.',
  'obstacle.shared-helps': 'Give each setup a file of its own. Then look again here.',
  'obstacle.wording': '{where} is written in a way that can’t be changed without changing more than this.',
  'obstacle.group':
    '{where} hands its group on to new files (setgid), and your account isn’t in that group: it would be lost for good.',
  'obstacle.group-helps': 'Close it as administrator: sudo chmod o-rwx,g-rwx {where}\nThen look again here.',
} as const;

/** Why something can't be mended by a program here, and what would help. */
export const obstacleMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'obstacle.store': '{where} 放在谁都不能改写的仓库（{store}）里，是系统或个人环境的配置生成的。',
    'obstacle.store-helps':
      '请到生成它的地方去改：NixOS、Home Manager 或 Guix 的配置，改好以后重新生成，再回到这里检查一遍。',
    'obstacle.read-only': '{where} 所在的磁盘只能读，不能写。',
    'obstacle.read-only-helps':
      '把那个磁盘改成可写的。如果在容器里：到启动容器的地方，改一下这个文件夹的挂载方式。然后回到这里检查一遍。',
    'obstacle.immutable': '{where} 带有不可更改（immutable）的标记，谁都改不了它。',
    'obstacle.immutable-helps': '请以管理员身份去掉这个标记：{command}\n然后回到这里检查一遍。',
    'obstacle.administrators': '{where} 属于管理员（root），可能是以前用 sudo 启动过 OpenClaw。',
    'obstacle.administrators-helps':
      '把它还给您自己的账户：sudo chown {account} {where}\n然后回到这里检查一遍。',
    'obstacle.elsewhere-helps': '请管理这台电脑的人在那里修改，然后回到这里检查一遍。',
    'obstacle.another': '{where} 属于另一个账户。',
    'obstacle.another-helps': '请登录那个账户，在那里检查和修复。',
    'obstacle.folder': '当前账户不能往 {where} 里放文件。',
    'obstacle.folder-helps': '给自己加上权限：chmod u+rwx {where}\n然后回到这里检查一遍。',
    'obstacle.closed': '{where} 连它自己的账户都读不了。',
    'obstacle.closed-helps': '给自己加上权限：chmod u+rw {where}\n然后回到这里检查一遍。',
    'obstacle.encoding': '{where} 不是 UTF-8 编码，可能是 GBK：改动它可能会弄坏里面的文字。',
    'obstacle.encoding-helps': '用编辑器打开，另存为 UTF-8，再回到这里检查一遍。',
    'obstacle.large': '{where} 超过 1 MB，这么大的文件管家不改。',
    'obstacle.large-helps':
      '把不是设置的内容拿出去，或者用 $include 把长的部分放到单独的文件里，再回到这里检查一遍。',
    'obstacle.of-app': '{where} 是一个自带 OpenClaw 的应用的设置，由那个应用自己写。',
    'obstacle.of-app-helps': '请在那个应用里修改，或者问问它的开发者，再回到这里检查一遍。',
    'obstacle.shared': '{where} 被好几份配置引用，改一份就会动到另外几份。',
    'obstacle.shared-helps': '给每份配置一个自己的文件，再回到这里检查一遍。',
    'obstacle.wording': '{where} 的写法比较特别，没法只改这一处而不动别的。',
    'obstacle.group':
      '{where} 会把自己的用户组传给新文件（setgid），而您的账户不在这个组里：一改就再也恢复不了。',
    'obstacle.group-helps': '请以管理员身份关上它：sudo chmod o-rwx,g-rwx {where}\n然后回到这里检查一遍。',
  },
};
