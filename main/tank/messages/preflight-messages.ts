import type { Messages } from '../../i18n/messages';

const en = {
  'tank.ways-tried': 'Tried on {system} with {program}.',
  'tank.ways-untried': 'Not yet tried with a real {name} on {system}.',
  'tank.ways-ready': '{name} is on this computer and can be used now.',
  'tank.ways-install':
    '{name} isn’t on this computer yet. It comes first: one command, about {megabytes} MB. No administrator is needed.',
  'tank.ways-install-admin':
    '{name} isn’t on this computer yet. It comes first: one command, about {megabytes} MB. The system asks for an administrator, for exactly that command.',
  'tank.ways-install-slow': '{install} Here it would be many times slower. {why}',
  'tank.ways-slow':
    'It works, but the processor can’t help it here, so that everything takes many times longer. {why}',
  'tank.ways-missing':
    '{name} isn’t on this computer, and no package manager that we know is here. Install it by hand, then look again.',
  'tank.ways-architecture': 'There is no base for this kind of processor yet (x64 and ARM 64 only).',
  'tank.ways-no-memory':
    'This computer has {has} GB of memory. That is too little to give some away: at least {needs} GB are needed.',
  'tank.ways-no-free-memory':
    'Only {has} GB of memory are free now; {needs} GB are needed. Close some programs, then look again.',
  'tank.ways-no-disk':
    'Only {has} GB are free on the disk; {needs} GB are needed. Make room, then look again.',
  'tank.ways-inside-machine':
    'This is itself a virtual machine ({name}). A machine in a machine gets no help from the processor: a container is the better wall here.',
  'tank.ways-no-virtualization': 'The processor of this computer can’t run virtual machines by itself.',
  'tank.ways-firmware-off': 'The processor could run virtual machines, but that is switched off. {steps}',
  'tank.ways-firmware-key':
    'Restart the computer ({maker}), press {key} again and again right after switching on, set “{name}” to Enabled, save, and look again here.',
  'tank.ways-firmware-surface':
    'Switch the Surface off, hold the volume-up button, press the power button, set “{name}” on, and look again here.',
  'tank.ways-firmware-any':
    'Restart the computer, open its firmware settings right after switching on (most often with F2 or Delete), set “{name}” to Enabled, save, and look again here.',
  'tank.ways-kvm-permission':
    'The processor can help, but your account may not ask it to. Type this once, sign out and in again, and look again here: sudo usermod -aG kvm {user}',
  'tank.ways-docker-permission':
    'Docker is here, but your account may not use it. Letting it in would make your account as strong as the administrator, so Tankmate doesn’t.',
  'tank.ways-hyperv-permission':
    'Hyper-V is on, and your account is let in by one command: the system asks for an administrator, for exactly that command. Then sign out and in again, and go on here.',
  'tank.ways-switch-on':
    '{name} is a part of this Windows that isn’t switched on yet. One command does it: the system asks for an administrator, for exactly that command. Windows restarts once, and making the tank goes on from there.',
  'tank.ways-daemon': '{name} is here, but it isn’t running. Start it, then look again.',
  'tank.ways-ids':
    'Containers without root need a range of account numbers, and your account has none. Type this once, then look again: sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 {user}',
  'tank.ways-user-namespaces':
    'Containers without root are switched off on this system (user namespaces). Its administrator can allow them: sysctl user.max_user_namespaces',
  'tank.ways-edition': 'This is a Home edition of Windows: Microsoft leaves Hyper-V out of it.',
  'tank.ways-reboot': 'Windows waits for a restart. Restart it, then look again.',
  'tank.ways-opens-qemu':
    'A kernel of its own: what breaks out of OpenClaw is still inside a machine of glass. A hole in QEMU itself stays possible.',
  'tank.ways-opens-podman':
    'No kernel of its own: a hole in this computer’s kernel would be a way out. It runs without root, so that even then it is no more than your account.',
  'tank.ways-opens-docker':
    'No kernel of its own: a hole in this computer’s kernel would be a way out. It runs without root, so that even then it is no more than your account.',
  'tank.ways-opens-rootful':
    'No kernel of its own, and this Docker runs as root: who breaks out is the boss of this computer.',
  'tank.ways-opens-lima': 'A kernel of its own. A hole in the Mac’s own virtualization stays possible.',
  'tank.ways-opens-multipass':
    'A kernel of its own. A helper program of Multipass runs as root, and every program of your account can ask it for things.',
  'tank.ways-opens-virtualbox':
    'A kernel of its own, with a larger surface than the others: keep VirtualBox up to date.',
  'tank.ways-opens-hyperv': 'A kernel of its own. A hole in Hyper-V itself stays possible.',
  'tank.ways-opens-wsl':
    'Tidy separation, not a wall: who becomes root in it can reach the drives of Windows. Other WSL systems share its network.',
} as const;

/** Words for the ways to make a tank here. */
export const preflightMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'tank.ways-tried': '已在 {system} 上用 {program} 实际试过。',
    'tank.ways-untried': '还没有在真正的 {system} 上用 {name} 试过。',
    'tank.ways-ready': '这台电脑上有 {name}，现在就能用。',
    'tank.ways-install': '这台电脑上还没有 {name}，要先装上：一条命令，大约 {megabytes} MB，不需要管理员。',
    'tank.ways-install-admin':
      '这台电脑上还没有 {name}，要先装上：一条命令，大约 {megabytes} MB。系统会为这一条命令请管理员点头。',
    'tank.ways-install-slow': '{install}在这里会慢很多倍。{why}',
    'tank.ways-slow': '能用，但是在这里处理器帮不上忙，什么都要慢很多倍。{why}',
    'tank.ways-missing':
      '这台电脑上没有 {name}，也没有我们认识的软件包管理器。请您自己装上，再回来检查一遍。',
    'tank.ways-architecture': '这种处理器还没有现成的底子（目前只有 x64 和 ARM 64）。',
    'tank.ways-no-memory': '这台电脑有 {has} GB 内存，再分出去就不够用了，至少要 {needs} GB。',
    'tank.ways-no-free-memory': '现在只有 {has} GB 内存空着，需要 {needs} GB。关掉几个程序，再检查一遍。',
    'tank.ways-no-disk': '硬盘只剩 {has} GB，需要 {needs} GB。腾出一些地方，再检查一遍。',
    'tank.ways-inside-machine':
      '这里本身就是一台虚拟机（{name}）。虚拟机里再套虚拟机，处理器帮不上忙，用容器更合适。',
    'tank.ways-no-virtualization': '这台电脑的处理器自己跑不了虚拟机。',
    'tank.ways-firmware-off': '处理器本来能跑虚拟机，但是这个功能关着。{steps}',
    'tank.ways-firmware-key':
      '重启电脑（{maker}），一开机就连按 {key}，把“{name}”设成 Enabled，保存，再回来检查一遍。',
    'tank.ways-firmware-surface': '把 Surface 关机，按住音量加键再按电源键，打开“{name}”，再回来检查一遍。',
    'tank.ways-firmware-any':
      '重启电脑，一开机就进固件设置（多半是按 F2 或 Delete），把“{name}”设成 Enabled，保存，再回来检查一遍。',
    'tank.ways-kvm-permission':
      '处理器帮得上忙，但是您的账户没有权限。输入一次这条命令，注销再登录，然后回来检查一遍：sudo usermod -aG kvm {user}',
    'tank.ways-docker-permission':
      '这里有 Docker，但是您的账户用不了。放开了，您的账户就和管理员一样大，所以龙虾缸管家不这么做。',
    'tank.ways-hyperv-permission':
      'Hyper-V 开着，您的账户还要放进去：一条命令，系统会为它请管理员点头。然后注销再登录，回到这里接着来。',
    'tank.ways-switch-on':
      '{name} 是这个 Windows 自带的，还没有打开。一条命令就能打开，系统会为它请管理员点头。Windows 重启一次，造缸从那里接着来。',
    'tank.ways-daemon': '这里有 {name}，但是没有运行。打开它，再检查一遍。',
    'tank.ways-ids':
      '不用 root 的容器需要一段账户编号，您的账户还没有。输入一次这条命令，再检查一遍：sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 {user}',
    'tank.ways-user-namespaces':
      '这个系统不许运行不用 root 的容器（用户命名空间关着）。系统管理员可以打开：sysctl user.max_user_namespaces',
    'tank.ways-edition': '这是 Windows 家庭版，微软没有给它 Hyper-V。',
    'tank.ways-reboot': 'Windows 在等重启。重启之后再检查一遍。',
    'tank.ways-opens-qemu': '有自己的内核：从 OpenClaw 里闯出来，还隔着一整台机器。QEMU 自己也可能有漏洞。',
    'tank.ways-opens-podman':
      '没有自己的内核：这台电脑的内核要是有漏洞，就可能闯出来。它不用 root，闯出来也只是您这个账户。',
    'tank.ways-opens-docker':
      '没有自己的内核：这台电脑的内核要是有漏洞，就可能闯出来。它不用 root，闯出来也只是您这个账户。',
    'tank.ways-opens-rootful': '没有自己的内核，而且这个 Docker 用 root 运行：闯出来就是整台电脑的主人。',
    'tank.ways-opens-lima': '有自己的内核。Mac 自带的虚拟化也可能有漏洞。',
    'tank.ways-opens-multipass':
      '有自己的内核。Multipass 有个帮手程序用 root 运行，您账户下的程序都能使唤它。',
    'tank.ways-opens-virtualbox': '有自己的内核，但是露在外面的地方比别的多：VirtualBox 要保持最新。',
    'tank.ways-opens-hyperv': '有自己的内核。Hyper-V 自己也可能有漏洞。',
    'tank.ways-opens-wsl':
      '隔得整齐，但不是墙：在里面变成 root，就能碰到 Windows 的硬盘。别的 WSL 系统和它共用一个网络。',
  },
};
