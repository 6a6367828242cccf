import type { Messages } from '../../i18n/messages';

const en = {
  'tank.guest-title': 'Setting up the inside',
  'tank.guest-make-keys': 'Making the tank’s own keys',
  'tank.guest-make-seed': 'Writing the tank’s first instructions',
  'tank.guest-wait': 'Waiting for the tank to finish its first start',
  'tank.guest-finish': 'Closing the first start',
  'tank.guest-put-packages': 'Putting in the programs that OpenClaw needs',
  'tank.guest-put-node': 'Putting Node in',
  'tank.guest-put-npm': 'Putting npm in',
  'tank.guest-put-openclaw': 'Putting OpenClaw {version} in',
  'tank.guest-close-network': 'Closing the tank’s network, but for the public web',
  'tank.guest-start-gateway': 'Starting OpenClaw in the tank',
  'tank.guest-waiting-network': 'No network. It goes on by itself once there is one.',
  'tank.guest-waiting-turn': 'Another window or terminal is fetching this. It goes on once that is done.',
  'tank.guest-waiting-sources': 'No source answers now. It tries again by itself.',
  'tank.guest-checking': 'Checking {file} against its known digest',
  'tank.guest-no-source':
    'None of the sources gave {file} as it has to be. Choose the other mirror in the settings, or try again later.',
  'tank.guest-no-disk':
    'The disk is full. The tank needs {megabytes, number} MB more for {file}. What was fetched is kept.',
  'tank.guest-unwritable': 'The folder for downloads can’t be written to: {folder}.',
  'tank.guest-no-ssh':
    'The programs of OpenSSH are not on this computer. Install its client; on Windows it is among the optional features.',
  'tank.guest-keys-failed': 'The tank’s keys could not be made. The log has what ssh-keygen said.',
  'tank.guest-seed-failed': 'The tank’s first instructions could not be written. The log says why.',
  'tank.guest-unreached':
    'The tank started, but its inside did not answer within 20 minutes. Try again; if that doesn’t help, remove the tank and make a new one.',
  'tank.guest-too-slow': 'The tank took too long over this. Try again: it goes on where it was.',
  'tank.guest-cloud-failed':
    'The tank’s first start ended with faults. Remove the tank and make a new one. The log has what it said.',
  'tank.guest-finish-failed': 'The tank’s first start could not be closed. Try again. The log says why.',
  'tank.guest-packages-failed':
    'The programs that OpenClaw needs could not be put in. Look whether the network works, then try again.',
  'tank.guest-not-sent': 'Something could not be sent into the tank. Try again: it goes on where it was.',
  'tank.guest-unpack-failed': 'Node could not be put into the tank. Try again. The log says why.',
  'tank.guest-install-failed':
    'OpenClaw could not be put in. Look whether the network works, or choose the other mirror, then try again.',
  'tank.guest-registry':
    'Your npm asks a registry on this computer itself, which the tank can’t reach. Choose npmmirror in the settings.',
  'tank.guest-close-failed':
    'The tank’s network could not be closed, so OpenClaw was not started. Try again. The log says why.',
  'tank.guest-start-failed': 'OpenClaw could not be started in the tank. Try again. The log says why.',
} as const;

/** Words for downloads and for setting up the inside. */
export const guestMessages = {
  en,
  'zh-CN': {
    'tank.guest-title': '正在布置缸里',
    'tank.guest-make-keys': '正在为鱼缸配一套专用的钥匙',
    'tank.guest-make-seed': '正在写鱼缸第一次启动的说明',
    'tank.guest-wait': '正在等鱼缸第一次启动完',
    'tank.guest-finish': '正在收尾第一次启动',
    'tank.guest-put-packages': '正在装 OpenClaw 要用的程序',
    'tank.guest-put-node': '正在放进 Node',
    'tank.guest-put-npm': '正在放进 npm',
    'tank.guest-put-openclaw': '正在放进 OpenClaw {version}',
    'tank.guest-close-network': '正在关上鱼缸的网络，只留公共网站',
    'tank.guest-start-gateway': '正在缸里启动 OpenClaw',
    'tank.guest-waiting-network': '没有网络。网络恢复后会自动继续。',
    'tank.guest-waiting-turn': '另一个窗口或终端正在下载这个。等它下完就会继续。',
    'tank.guest-waiting-sources': '现在没有一个下载源有回应。会自动再试。',
    'tank.guest-checking': '正在核对 {file} 的校验值',
    'tank.guest-no-source': '没有一个下载源给出正确的 {file}。请在设置里换一个镜像，或者过一会儿再试。',
    'tank.guest-no-disk': '磁盘满了。{file} 还需要 {megabytes, number} MB。已经下载的部分会留着。',
    'tank.guest-unwritable': '下载用的文件夹写不进去：{folder}。',
    'tank.guest-no-ssh': '这台电脑上没有 OpenSSH。请先安装它的客户端；在 Windows 上它在“可选功能”里。',
    'tank.guest-keys-failed': '鱼缸的钥匙没能配好。ssh-keygen 的回应在日志里。',
    'tank.guest-seed-failed': '鱼缸第一次启动的说明没能写好。原因在日志里。',
    'tank.guest-unreached':
      '鱼缸启动了，但 20 分钟里缸内一直没有回应。可以再试一次；还是不行，就删掉这个鱼缸重新造一个。',
    'tank.guest-too-slow': '鱼缸在这一步上花的时间太长。再试一次，会从停下的地方继续。',
    'tank.guest-cloud-failed': '鱼缸第一次启动出了错。请删掉这个鱼缸重新造一个。详情在日志里。',
    'tank.guest-finish-failed': '鱼缸第一次启动没能收尾。请再试一次。原因在日志里。',
    'tank.guest-packages-failed': 'OpenClaw 要用的程序没能装好。请看看网络是否正常，然后再试一次。',
    'tank.guest-not-sent': '有东西没能送进鱼缸。再试一次，会从停下的地方继续。',
    'tank.guest-unpack-failed': 'Node 没能放进鱼缸。请再试一次。原因在日志里。',
    'tank.guest-install-failed': 'OpenClaw 没能放进去。请看看网络是否正常，或者换一个镜像，然后再试一次。',
    'tank.guest-registry': '您的 npm 用的是这台电脑自己的仓库，鱼缸连不到它。请在设置里选择 npmmirror。',
    'tank.guest-close-failed': '鱼缸的网络没能关上，所以没有启动 OpenClaw。请再试一次。原因在日志里。',
    'tank.guest-start-failed': 'OpenClaw 没能在缸里启动。请再试一次。原因在日志里。',
  },
} satisfies Messages<typeof en>;
