import type { Messages } from '../../i18n/messages';

const en = {
  'tank.receipt-title': 'The tank tried to break out',
  'tank.receipt-now': 'Letting the tank try to break out',
  'tank.receipt-account': 'The account inside',
  'tank.receipt-host-folders': 'Folders of this computer',
  'tank.receipt-host-loopback': 'Services of this computer',
  'tank.receipt-lan': 'This computer from the network',
  'tank.receipt-metadata': 'Papers of a cloud machine',
  'tank.receipt-engine-sockets': 'Controls of tanks',
  'tank.receipt-other-guests': 'Other machines beside it',
  'tank.receipt-sudo': 'Becoming the administrator',
  'tank.receipt-kernel-modules': 'Getting into the kernel',
  'tank.receipt-clipboard': 'Clipboard and screen',
  'tank.receipt-devices': 'Devices',
  'tank.receipt-engine-settings': 'Settings of the tank',
  'tank.receipt-mounts': 'What is laid into the tank',
  'tank.receipt-ports': 'Doors of the tank',
  'tank.receipt-limits': 'How much it may use',

  'tank.receipt-account-blocked':
    'OpenClaw runs as {name} (number {uid}), an ordinary account without special rights. {gateway}',
  'tank.receipt-account-open': 'OpenClaw runs as {name} (number {uid}): {found}.',
  'tank.receipt-account-untested': 'Which rights OpenClaw has inside could not be told. {because}',
  'tank.receipt-account-root': 'it is the administrator inside',
  'tank.receipt-account-rights': 'it has rights of the administrator ({rights})',
  'tank.receipt-account-group': 'it is in the group {group}, which leads to the administrator',
  'tank.receipt-account-gateway': 'a gateway (process {pid}) runs under another account, number {uid}',
  'tank.receipt-account-gateway-same': 'The gateway runs as the same account.',
  'tank.receipt-account-gateway-unseen': 'No running gateway could be seen from in there.',

  'tank.receipt-host-folders-blocked':
    'It went through its {mounts, plural, one {# mount} other {# mounts}} and tried {places, plural, one {# usual place} other {# usual places}}: no folder of this computer is in there.',
  'tank.receipt-host-folders-open': 'It found folders from outside: {found}.',
  'tank.receipt-host-folders-untested':
    'Whether it sees folders of this computer could not be told. {because}',
  'tank.receipt-folder-mounted':
    '{path} ({type}, {entries, plural, =0 {nothing could be listed} one {# entry could be listed} other {# entries could be listed}})',
  'tank.receipt-folder-there':
    '{path} ({entries, plural, one {# entry could be listed} other {# entries could be listed}})',

  'tank.receipt-host-loopback-blocked':
    'It tried to reach a listener on this computer’s own loopback by {addresses} (port {ports}): {refused, plural, one {# try was refused} other {# tries were refused}}, and nobody came to the listener. {web}',
  'tank.receipt-host-loopback-open':
    'It reached this computer’s own loopback by {found}. Whatever listens there only for this computer is open to it.',
  'tank.receipt-host-loopback-untested':
    'Whether it reaches services of this computer’s own loopback could not be told. {because}',
  'tank.receipt-lan-blocked':
    'It tried to reach a listener at this computer’s addresses {addresses} (port {ports}): {refused, plural, one {# try was refused} other {# tries were refused}}, and nobody came to the listener. {web}',
  'tank.receipt-lan-open': 'It reached this computer by its address in the network: {found}.',
  'tank.receipt-lan-untested': 'Whether it reaches this computer’s network could not be told. {because}',
  'tank.receipt-web-proved': 'Ports 80 and 443 of the web were listened on as well, where they were free.',
  'tank.receipt-web-turned-away': 'Ports 80 and 443 of the web were turned away on the way there too.',
  'tank.receipt-web-unproved':
    'Ports 80 and 443 of the web were tried too and nothing answered, but nothing of ours could listen there, so that proves less.',

  'tank.receipt-metadata-blocked':
    'It tried the addresses where clouds keep a machine’s papers ({addresses}): {refused, plural, one {# try was refused} other {# tries were refused}}, {silent, plural, one {# got no answer in time} other {# got no answer in time}}.',
  'tank.receipt-metadata-open':
    'It reached an address where clouds keep a machine’s papers and keys: {found}.',
  'tank.receipt-metadata-untested':
    'Whether it reaches the papers of a cloud machine could not be told. {because}',

  'tank.receipt-engine-sockets-blocked':
    'It tried {tried, plural, one {# place} other {# places}} where engines wait for orders and {doors, plural, one {# address} other {# addresses}} in the network: nobody took its call ({refused, plural, one {# was closed to it} other {# were closed to it}}).',
  'tank.receipt-engine-sockets-open': 'It could give orders to an engine by {found}.',
  'tank.receipt-engine-sockets-untested':
    'Whether it can give orders to an engine could not be told. {because}',
  'tank.receipt-sockets-interop': 'programs of Windows, which it may start',

  'tank.receipt-other-guests-blocked':
    'It tried {tried, plural, one {# address} other {# addresses}} around it in its networks: {refused, plural, one {# try was refused} other {# tries were refused}}, {silent, plural, one {# got no answer in time} other {# got no answer in time}}, and no neighbour showed up.',
  'tank.receipt-other-guests-open': 'It reached others beside it: {found}.',
  'tank.receipt-other-guests-untested': 'Whether it reaches other machines could not be told. {because}',
  'tank.receipt-wsl-shares': 'all of WSL shares one machine and one network',

  'tank.receipt-sudo-blocked':
    'It asked {programs} to make it the administrator and was turned down each time, and none of {files, plural, one {# file} other {# files}} that lead there is open to it.',
  'tank.receipt-sudo-open': 'It can become the administrator inside: {found}.',
  'tank.receipt-sudo-untested': 'Whether it can become the administrator could not be told. {because}',
  'tank.receipt-sudo-ran': '{program} let it, without a password',
  'tank.receipt-sudo-readable': 'it may read {path}',
  'tank.receipt-sudo-writable': 'it may write to {path}',

  'tank.receipt-kernel-modules-blocked':
    '{module} None of {files, plural, one {# switch} other {# switches}} of the kernel could be written.',
  'tank.receipt-kernel-modules-open': 'It gets at the kernel: {found}.',
  'tank.receipt-kernel-modules-untested': 'Whether it gets at the kernel could not be told. {because}',
  'tank.receipt-kernel-refused': 'It handed an empty module to the kernel, which refused to look at it.',
  'tank.receipt-kernel-none': 'It handed an empty module to the kernel, which takes none at all.',
  'tank.receipt-kernel-took': 'the kernel took a module from it to look at (answer {number})',

  'tank.receipt-clipboard-blocked': 'It found no way to a clipboard or a screen. {inside} {outside}',
  'tank.receipt-clipboard-open': 'There is a way to a clipboard or a screen. {inside} {outside}',
  'tank.receipt-clipboard-untested':
    'Whether there is a way to the clipboard could not be told for sure. {inside} {outside}',
  'tank.receipt-inside-clipboard-blocked':
    'Inside, {tried, plural, one {# place} other {# places}} were tried and no channel is there ({refused, plural, one {# was closed to it} other {# were closed to it}}).',
  'tank.receipt-inside-clipboard-open': 'Inside there is {found}.',
  'tank.receipt-devices-blocked': 'No device of this computer is handed in. {inside} {outside}',
  'tank.receipt-devices-open': 'It can use devices that it should not have. {inside} {outside}',
  'tank.receipt-devices-untested': 'Which devices it has could not be told for sure. {inside} {outside}',
  'tank.receipt-inside-devices-blocked':
    'Inside there are {all, plural, one {# device} other {# devices}}, and none that leads out is open to OpenClaw.',
  'tank.receipt-inside-devices-open': 'Inside there is {found}.',
  'tank.receipt-engine-settings-blocked': 'The engine holds it as it should. {inside} {outside}',
  'tank.receipt-engine-settings-open': 'The engine holds it too loosely. {inside} {outside}',
  'tank.receipt-engine-settings-untested':
    'How the engine holds it could not be told for sure. {inside} {outside}',
  'tank.receipt-inside-settings-blocked':
    'Inside, no right can be gained, calls to the kernel are filtered, and processes are its own.',
  'tank.receipt-inside-settings-open': 'Inside: {found}.',
  'tank.receipt-inside-new-rights': 'programs may gain rights',
  'tank.receipt-inside-no-seccomp': 'calls to the kernel are not filtered',
  'tank.receipt-inside-bound': 'rights of the administrator can be had ({rights})',
  'tank.receipt-inside-shares': 'it shares this computer’s own {namespace} space',
  'tank.receipt-mounts-blocked': 'Nothing of this computer is laid into it. {inside} {outside}',
  'tank.receipt-mounts-open': 'Something of this computer is laid into it. {inside} {outside}',
  'tank.receipt-mounts-untested': 'What is laid into it could not be told for sure. {inside} {outside}',
  'tank.receipt-inside-mounts-blocked':
    'Inside, none of {mounts, plural, one {# mount} other {# mounts}} opens a part of the kernel.',
  'tank.receipt-inside-mounts-open': 'Inside, parts of the kernel lie open: {found}.',
  'tank.receipt-ports-blocked': 'Its doors lead to this computer alone. {inside} {outside}',
  'tank.receipt-ports-open': 'A door of it can be reached by others. {inside} {outside}',
  'tank.receipt-ports-untested': 'Who can reach its doors could not be told for sure. {inside} {outside}',
  'tank.receipt-ports-exposed': 'From outside it answers at {found}.',
  'tank.receipt-inside-gateway-wide': 'Inside, the gateway listens for every network.',
  'tank.receipt-inside-ports-blocked':
    'Its ports don’t answer at this computer’s addresses in the network; inside there {listening, plural, one {is # listener} other {are # listeners}}.',
  'tank.receipt-limits-blocked': 'It can’t take more of this computer than it was given. {inside} {outside}',
  'tank.receipt-limits-open': 'It can take more of this computer than it was given. {inside} {outside}',
  'tank.receipt-limits-untested':
    'What it can take of this computer could not be told for sure. {inside} {outside}',
  'tank.receipt-inside-unlimited': 'Inside, its memory is not held to {limit, number} MiB.',
  'tank.receipt-inside-memory': 'Inside, its memory is held to {memory, number} MiB.',
  'tank.receipt-inside-limits':
    'Inside it sees {memory, number} MiB of memory and {processors, plural, one {# processor} other {# processors}}.',
  'tank.receipt-inside-over':
    'Inside it sees {memory, number} MiB of memory and {processors, plural, one {# processor} other {# processors}}; {memoryLimit, number} MiB and {processorLimit, number} were meant.',
  'tank.receipt-inside-nothing': 'The inside can’t see anything of it.',
} as const;

/** Words for the tries to break out. */
export const attestationMessages = {
  en,
  'zh-CN': {
    'tank.receipt-title': '缸里试着往外闯',
    'tank.receipt-now': '正在让缸里试着往外闯',
    'tank.receipt-account': '里面的账户',
    'tank.receipt-host-folders': '这台电脑的文件夹',
    'tank.receipt-host-loopback': '这台电脑上的服务',
    'tank.receipt-lan': '从网络找到这台电脑',
    'tank.receipt-metadata': '云主机的证件',
    'tank.receipt-engine-sockets': '操控鱼缸的开关',
    'tank.receipt-other-guests': '旁边的其他机器',
    'tank.receipt-sudo': '变成管理员',
    'tank.receipt-kernel-modules': '钻进内核',
    'tank.receipt-clipboard': '剪贴板和屏幕',
    'tank.receipt-devices': '设备',
    'tank.receipt-engine-settings': '鱼缸的设置',
    'tank.receipt-mounts': '放进鱼缸的东西',
    'tank.receipt-ports': '鱼缸的门',
    'tank.receipt-limits': '能用多少资源',

    'tank.receipt-account-blocked':
      'OpenClaw 以 {name}（编号 {uid}）运行，是普通账户，没有特殊权限。{gateway}',
    'tank.receipt-account-open': 'OpenClaw 以 {name}（编号 {uid}）运行：{found}。',
    'tank.receipt-account-untested': '没能弄清 OpenClaw 在里面有什么权限。{because}',
    'tank.receipt-account-root': '它在里面就是管理员',
    'tank.receipt-account-rights': '它有管理员的权限（{rights}）',
    'tank.receipt-account-group': '它在 {group} 组里，能由此变成管理员',
    'tank.receipt-account-gateway': '有一个网关（进程 {pid}）用另一个账户（编号 {uid}）运行',
    'tank.receipt-account-gateway-same': '网关也用这个账户运行。',
    'tank.receipt-account-gateway-unseen': '从里面没看到正在运行的网关。',

    'tank.receipt-host-folders-blocked':
      '它查了里面的 {mounts, number} 个挂载，又试了 {places, number} 个常见位置：没有这台电脑的文件夹。',
    'tank.receipt-host-folders-open': '它找到了外面的文件夹：{found}。',
    'tank.receipt-host-folders-untested': '没能弄清它是否看得到这台电脑的文件夹。{because}',
    'tank.receipt-folder-mounted':
      '{path}（{type}，{entries, plural, =0 {什么也列不出来} other {列出了 # 项}}）',
    'tank.receipt-folder-there': '{path}（列出了 {entries, number} 项）',

    'tank.receipt-host-loopback-blocked':
      '它试着经 {addresses}（端口 {ports}）连到这台电脑只给自己用的本机地址，那里有我们在等：{refused, number} 次都被拒绝，等的那一头谁也没来。{web}',
    'tank.receipt-host-loopback-open':
      '它经 {found} 连到了这台电脑的本机地址。只给这台电脑自己用的服务，它也用得到。',
    'tank.receipt-host-loopback-untested': '没能弄清它是否连得到这台电脑本机地址上的服务。{because}',
    'tank.receipt-lan-blocked':
      '它试着连到这台电脑在网络里的地址 {addresses}（端口 {ports}），那里有我们在等：{refused, number} 次都被拒绝，等的那一头谁也没来。{web}',
    'tank.receipt-lan-open': '它经网络地址连到了这台电脑：{found}。',
    'tank.receipt-lan-untested': '没能弄清它是否连得到这台电脑所在的网络。{because}',
    'tank.receipt-web-proved': '上网用的 80 和 443 端口，凡是空着的，我们也在那里等过。',
    'tank.receipt-web-turned-away': '上网用的 80 和 443 端口，在半路上也被拦下了。',
    'tank.receipt-web-unproved':
      '上网用的 80 和 443 端口也试过，没有回应；不过我们没法在那里等，所以这一点说明不了太多。',

    'tank.receipt-metadata-blocked':
      '它试了各家云存放主机证件的地址（{addresses}）：{refused, number} 次被拒绝，{silent, number} 次没等到回应。',
    'tank.receipt-metadata-open': '它连到了云存放主机证件和密钥的地址：{found}。',
    'tank.receipt-metadata-untested': '没能弄清它是否拿得到云主机的证件。{because}',

    'tank.receipt-engine-sockets-blocked':
      '它试了 {tried, number} 个引擎等候指令的位置，又试了网络上的 {doors, number} 个地址：没有谁理它（其中 {refused, number} 个对它关着）。',
    'tank.receipt-engine-sockets-open': '它能经 {found} 给引擎下指令。',
    'tank.receipt-engine-sockets-untested': '没能弄清它是否能给引擎下指令。{because}',
    'tank.receipt-sockets-interop': 'Windows 程序（它可以直接启动）',

    'tank.receipt-other-guests-blocked':
      '它试了自己网络里周围的 {tried, number} 个地址：{refused, number} 次被拒绝，{silent, number} 次没等到回应，也没有发现邻居。',
    'tank.receipt-other-guests-open': '它连到了旁边的机器：{found}。',
    'tank.receipt-other-guests-untested': '没能弄清它是否连得到其他机器。{because}',
    'tank.receipt-wsl-shares': 'WSL 里的系统都共用一台机器、一个网络',

    'tank.receipt-sudo-blocked':
      '它请 {programs} 让自己变成管理员，每次都被回绝；能通向那里的 {files, number} 个文件也都对它关着。',
    'tank.receipt-sudo-open': '它在里面能变成管理员：{found}。',
    'tank.receipt-sudo-untested': '没能弄清它是否能变成管理员。{because}',
    'tank.receipt-sudo-ran': '{program} 没要密码就答应了',
    'tank.receipt-sudo-readable': '它能读 {path}',
    'tank.receipt-sudo-writable': '它能写 {path}',

    'tank.receipt-kernel-modules-blocked': '{module}内核的 {files, number} 个开关，它一个也写不了。',
    'tank.receipt-kernel-modules-open': '它碰得到内核：{found}。',
    'tank.receipt-kernel-modules-untested': '没能弄清它是否碰得到内核。{because}',
    'tank.receipt-kernel-refused': '它把一个空模块递给内核，内核看都不看就拒绝了。',
    'tank.receipt-kernel-none': '它把一个空模块递给内核，而这个内核什么模块都不收。',
    'tank.receipt-kernel-took': '内核收下了它递的模块去看（回答 {number}）',

    'tank.receipt-clipboard-blocked': '它找不到通往剪贴板或屏幕的路。{inside}{outside}',
    'tank.receipt-clipboard-open': '有一条路通往剪贴板或屏幕。{inside}{outside}',
    'tank.receipt-clipboard-untested': '没能完全弄清有没有路通往剪贴板。{inside}{outside}',
    'tank.receipt-inside-clipboard-blocked':
      '在里面试了 {tried, number} 个位置，没有这样的通道（其中 {refused, number} 个对它关着）。',
    'tank.receipt-inside-clipboard-open': '里面有 {found}。',
    'tank.receipt-devices-blocked': '没有把这台电脑的设备交给它。{inside}{outside}',
    'tank.receipt-devices-open': '它能用不该有的设备。{inside}{outside}',
    'tank.receipt-devices-untested': '没能完全弄清它有哪些设备。{inside}{outside}',
    'tank.receipt-inside-devices-blocked': '里面有 {all, number} 个设备，通向外面的没有一个让 OpenClaw 用。',
    'tank.receipt-inside-devices-open': '里面有 {found}。',
    'tank.receipt-engine-settings-blocked': '引擎把它管得好好的。{inside}{outside}',
    'tank.receipt-engine-settings-open': '引擎把它管得太松。{inside}{outside}',
    'tank.receipt-engine-settings-untested': '没能完全弄清引擎怎样管它。{inside}{outside}',
    'tank.receipt-inside-settings-blocked':
      '在里面得不到新的权限，对内核的调用有过滤，进程也是它自己的一套。',
    'tank.receipt-inside-settings-open': '在里面：{found}。',
    'tank.receipt-inside-new-rights': '程序可以得到新的权限',
    'tank.receipt-inside-no-seccomp': '对内核的调用没有过滤',
    'tank.receipt-inside-bound': '还拿得到管理员的权限（{rights}）',
    'tank.receipt-inside-shares': '它和这台电脑共用 {namespace} 空间',
    'tank.receipt-mounts-blocked': '没有把这台电脑的东西放进去。{inside}{outside}',
    'tank.receipt-mounts-open': '这台电脑有东西放在里面。{inside}{outside}',
    'tank.receipt-mounts-untested': '没能完全弄清里面放了什么。{inside}{outside}',
    'tank.receipt-inside-mounts-blocked': '里面的 {mounts, number} 个挂载，没有一个露出内核的部分。',
    'tank.receipt-inside-mounts-open': '在里面，内核的一些部分敞开着：{found}。',
    'tank.receipt-ports-blocked': '它的门只通向这台电脑。{inside}{outside}',
    'tank.receipt-ports-open': '它有一扇门，别人也走得到。{inside}{outside}',
    'tank.receipt-ports-untested': '没能完全弄清谁走得到它的门。{inside}{outside}',
    'tank.receipt-ports-exposed': '从外面，它在 {found} 有回应。',
    'tank.receipt-inside-gateway-wide': '在里面，网关对所有网络都开着。',
    'tank.receipt-inside-ports-blocked':
      '在这台电脑的网络地址上，它的端口没有回应；里面有 {listening, number} 处在等人来连。',
    'tank.receipt-limits-blocked': '分给它多少，它就只能用多少。{inside}{outside}',
    'tank.receipt-limits-open': '它能占用的比分给它的多。{inside}{outside}',
    'tank.receipt-limits-untested': '没能完全弄清它能占用多少。{inside}{outside}',
    'tank.receipt-inside-unlimited': '在里面，它的内存没有限制在 {limit, number} MiB。',
    'tank.receipt-inside-memory': '在里面，它的内存限制在 {memory, number} MiB。',
    'tank.receipt-inside-limits': '它在里面看到 {memory, number} MiB 内存和 {processors, number} 个处理器。',
    'tank.receipt-inside-over':
      '它在里面看到 {memory, number} MiB 内存和 {processors, number} 个处理器；本来只给 {memoryLimit, number} MiB 和 {processorLimit, number} 个。',
    'tank.receipt-inside-nothing': '这一点从里面看不到。',
  },
} satisfies Messages<typeof en>;
