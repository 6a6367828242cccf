import type { Messages } from '../../i18n/messages';

const en = {
  'tank.making-does-create': 'Make a tank',
  'tank.making-does-start': 'Start the tank',
  'tank.making-does-stop': 'Stop the tank',
  'tank.making-does-settle': 'Bring the tank’s update that was cut off to an end',
  'tank.making-settled': 'An update of the tank was cut off. OpenClaw {version} runs in it now.',
  'tank.making-nothing-to-settle': 'No update of the tank was cut off.',
  'tank.making-does-remove': 'Remove the tank',
  'tank.making-does-receipt': 'Let the tank try to break out',
  'tank.making-does-snapshot': 'Keep the tank as it is now',
  'tank.making-does-restore': 'Bring the tank back to how it was',
  'tank.making-does-drop': 'Delete a snapshot of the tank',
  'tank.making-does-update': 'Update OpenClaw in the tank',
  'tank.making-does-move-in': 'Move in',
  'tank.making-does-move-out': 'Move out',
  'tank.making-does-send': 'Copy files into the tank',
  'tank.making-does-fetch': 'Copy files out of the tank',

  'tank.making-now-install-engine': 'Putting {engine} on this computer',
  'tank.making-no-engine': '{engine} is not on this computer, and has to be put on it by hand first.',
  'tank.making-engine-not-installed': '{engine} could not be put on this computer.',
  'tank.making-now-room': 'Looking whether there is room',
  'tank.making-now-download-image': 'Fetching the system for the tank',
  'tank.making-now-download-node': 'Fetching what OpenClaw runs on',
  'tank.making-now-start': 'Starting the tank for the first time',
  'tank.making-now-starting': 'Starting the tank',
  'tank.making-now-tunnel': 'Laying a locked way in, for this computer alone',
  'tank.making-now-healthy': 'Waiting until OpenClaw answers',
  'tank.making-now-snapshot': 'Keeping the tank as it is now',
  'tank.making-now-restoring': 'Bringing the tank back to {snapshot}',
  'tank.making-now-receipt': 'The tank tries to break out',
  'tank.making-now-updating': 'Putting OpenClaw {version} in',
  'tank.making-now-going-back': 'Going back to OpenClaw {version}',
  'tank.making-now-send': 'Copying files into the tank',
  'tank.making-waiting-network': 'The network is away. It goes on by itself once it is back',

  'tank.making-made': 'The tank {name} is made and OpenClaw runs in it.',
  'tank.making-made-already': 'The tank {name} is made already.',
  'tank.making-started': 'The tank runs.',
  'tank.making-stopped': 'The tank is stopped. What is in it stays.',
  'tank.making-removed':
    'The tank is gone, and what was downloaded for it, unless another tank may need that.',
  'tank.making-removed-kept': 'What was copied out of it is yours and stays, in {folder}.',
  'tank.making-removed-entry':
    'The tank and its disk are gone. But {engine} was not found and could not be asked: the tank may still stand in its list, under a name with {tank} in it.',
  'tank.making-removed-left':
    'The tank’s folder is gone. But {engine} is not on this computer any more and could not be asked: what it kept of the tank in places of its own may still be here, under names with {tank} in them. Once {engine} is back, remove that there.',
  'tank.making-snapshot-taken': 'The tank is kept as it is now, under the name {snapshot}.',
  'tank.making-restored': 'The tank is as it was at {snapshot}, and runs.',
  'tank.making-dropped': 'The snapshot {snapshot} is deleted. The tank itself stays as it is.',
  'tank.making-updated': 'OpenClaw {version} runs in the tank.',
  'tank.making-newest-already': 'OpenClaw {version} is the newest that is known.',
  'tank.making-went-back':
    'OpenClaw {version} did not hold, and {from} runs in the tank again. What happened: {why}',
  'tank.making-not-put-in':
    'OpenClaw {version} was not put in, and {from} runs in the tank as before. What happened: {why}',
  'tank.making-no-way-back':
    'The tank could not be brought back to OpenClaw {version}. What it was before the update is kept under the name {snapshot}, and the next work on the tank tries again. What happened: {why}',
  'tank.making-restored-kept': 'What it was until now is kept under the name {snapshot}.',
  'tank.making-not-kept':
    'What the tank is now could not be kept first, so it was not brought back. What happened: {why}',
  'tank.making-stays-stopped': 'The tank was stopped for this and could not be started again. {why}',
  'tank.making-sent':
    '{count, plural, one {# file lies} other {# files lie}} in the tank now, in the folder exchange.{skipped, plural, =0 {} one { # that is no ordinary file was left out.} other { # that are no ordinary files were left out.}}',
  'tank.making-fetched':
    '{count, plural, =0 {Nothing lies in the folder exchange of the tank.} one {# file was copied out of the tank, to {folder}.} other {# files were copied out of the tank, to {folder}.}}{skipped, plural, =0 {} one { # that is no ordinary file was left there.} other { # that are no ordinary files were left there.}}',
  'tank.making-receipt-sealed': 'It tried {tried} ways out, and got nowhere.',
  'tank.making-receipt-untested':
    'It tried {tried} ways out, and got nowhere. {untested, plural, one {# way} other {# ways}} could not be tried.',
  'tank.making-receipt-limits':
    'It tried {tried} ways out, and got nowhere. But this computer can’t hold it to its memory and processors.{untested, plural, =0 {} one { # way could not be tried.} other { # ways could not be tried.}}',
  'tank.making-receipt-open':
    'It tried {tried} ways out, and {open, plural, one {# is open} other {# are open}}. Look at the list before you move in.{untested, plural, =0 {} one { # could not be tried.} other { # could not be tried.}}',

  'tank.making-go-on': 'What is done is kept. Go on any time: it starts where it stopped.',
  'tank.making-cancelled-clean': 'It was cancelled, and nothing of the tank is left.',
  'tank.making-cancelled': 'It was cancelled in the middle. Do it again to bring it to its end.',
  'tank.making-left': 'It stopped in the middle. What is done is kept: go on any time.',
  'tank.making-busy': 'Another window or terminal is at work on this tank. Wait until it is done.',
  'tank.making-no-such-tank': 'There is no tank with the name {name}.',
  'tank.making-other-engine':
    'The tank {name} was begun with another program. Go on with that one, or remove it first.',
  'tank.making-strange-folder':
    'In {folder} lies something that can’t be read as a tank: of a newer version, or damaged. It was left as it is.',
  'tank.making-unfinished': 'The tank {name} isn’t finished yet. Go on making it, or remove it.',
  'tank.making-no-snapshots': 'This kind of tank can’t be kept as it is at one moment.',
  'tank.making-no-such-snapshot': 'The tank was never kept under the name {snapshot}.',
  'tank.making-not-running': 'The tank is stopped. Start it first.',
  'tank.making-no-moving': 'Moving in and out can’t be done yet.',
  'tank.making-no-room':
    'There are {free} GB free on this disk, and a tank needs {least} GB to begin with. Make room, then go on.',
  'tank.making-no-ssh':
    'The program ssh is missing, which leads into the tank. Every newer system brings it: on Windows it is the optional feature “OpenSSH Client”.',
  'tank.making-unreachable': 'The inside of the tank doesn’t answer.',
  'tank.making-door-taken':
    'Another program has taken the tank’s door on this computer (127.0.0.1:{port}). Close that program, or restart the computer, then start the tank.',
  'tank.making-silent': 'The tank runs, but OpenClaw in it doesn’t answer.',
  'tank.making-other-node':
    'OpenClaw {version} wants Node {wanted}, and a tank of this Tankmate has Node {node}. Nothing was downloaded or changed. A newer Tankmate brings a newer Node for new tanks.',
  'tank.making-not-that-version': 'It says that it is another version than the one put in.',
  'tank.making-too-many-files':
    'These are more than {most} files. Copy them in several goes, or packed as one.',
  'tank.making-too-large': 'These are more than {most} GB at once.',
  'tank.making-changed-meanwhile': '{name} was changed while it was being copied.',
  'tank.making-exchange-failed': 'The files could not be copied: the tank did not take or give them.',
  'tank.making-failed': 'Something went wrong: {why}',
} as const;

/** Words for making a tank, step by step, and for what is done with it later; the terminal's are its own file. */
export const createMessages = {
  en,
  'zh-CN': {
    'tank.making-does-create': '造一个鱼缸',
    'tank.making-does-start': '启动鱼缸',
    'tank.making-does-stop': '停下鱼缸',
    'tank.making-does-settle': '把鱼缸被打断的更新收个尾',
    'tank.making-settled': '鱼缸的一次更新被打断了，现在缸里是 OpenClaw {version}。',
    'tank.making-nothing-to-settle': '鱼缸没有被打断的更新。',
    'tank.making-does-remove': '拆掉鱼缸',
    'tank.making-does-receipt': '让缸里试着往外闯',
    'tank.making-does-snapshot': '把鱼缸现在的样子存下来',
    'tank.making-does-restore': '让鱼缸回到以前的样子',
    'tank.making-does-drop': '删掉鱼缸的一个存档',
    'tank.making-does-update': '升级缸里的 OpenClaw',
    'tank.making-does-move-in': '搬进去',
    'tank.making-does-move-out': '搬出来',
    'tank.making-does-send': '把文件拷进鱼缸',
    'tank.making-does-fetch': '把文件从鱼缸里拷出来',

    'tank.making-now-install-engine': '正在把 {engine} 装到这台电脑上',
    'tank.making-no-engine': '这台电脑上没有 {engine}，要先自己动手装上。',
    'tank.making-engine-not-installed': '没能把 {engine} 装到这台电脑上。',
    'tank.making-now-room': '正在看地方够不够',
    'tank.making-now-download-image': '正在下载缸里用的系统',
    'tank.making-now-download-node': '正在下载 OpenClaw 运行要用的程序',
    'tank.making-now-start': '正在第一次启动鱼缸',
    'tank.making-now-starting': '正在启动鱼缸',
    'tank.making-now-tunnel': '正在接一条带锁的通道，只有这台电脑能走',
    'tank.making-now-healthy': '正在等 OpenClaw 回应',
    'tank.making-now-snapshot': '正在把鱼缸现在的样子存下来',
    'tank.making-now-restoring': '正在让鱼缸回到 {snapshot}',
    'tank.making-now-receipt': '缸里正在试着往外闯',
    'tank.making-now-updating': '正在装入 OpenClaw {version}',
    'tank.making-now-going-back': '正在退回 OpenClaw {version}',
    'tank.making-now-send': '正在把文件拷进鱼缸',
    'tank.making-waiting-network': '网络断了。网络一恢复，就会自己接着做',

    'tank.making-made': '鱼缸 {name} 造好了，OpenClaw 已经在里面运行。',
    'tank.making-made-already': '鱼缸 {name} 早就造好了。',
    'tank.making-started': '鱼缸已经运行。',
    'tank.making-stopped': '鱼缸已经停下，里面的东西都还在。',
    'tank.making-removed': '鱼缸拆掉了。为它下载的东西也清掉了，别的鱼缸可能要用的除外。',
    'tank.making-removed-kept': '从里面拷出来的东西是您的，都留着，在 {folder}。',
    'tank.making-removed-entry':
      '鱼缸和它的磁盘都删掉了。不过没找到 {engine}，没法让它清理：它的列表里可能还有这个鱼缸，名字里带 {tank}。',
    'tank.making-removed-left':
      '鱼缸的文件夹删掉了。不过这台电脑上已经没有 {engine}，没法让它清理：它存在别处的东西可能还在，名字里带 {tank}。以后装回 {engine}，再到里面删掉。',
    'tank.making-snapshot-taken': '鱼缸现在的样子已经存下来，名字是 {snapshot}。',
    'tank.making-restored': '鱼缸已经回到 {snapshot} 时的样子，正在运行。',
    'tank.making-dropped': '存档 {snapshot} 已经删掉，鱼缸本身没有动。',
    'tank.making-updated': '缸里现在运行的是 OpenClaw {version}。',
    'tank.making-newest-already': 'OpenClaw {version} 已经是目前所知最新的版本。',
    'tank.making-went-back': 'OpenClaw {version} 没能站住，缸里又在运行 {from}。原因：{why}',
    'tank.making-not-put-in': 'OpenClaw {version} 没有装进去，缸里照旧运行 {from}。原因：{why}',
    'tank.making-no-way-back':
      '鱼缸没能退回 OpenClaw {version}。升级之前的样子还存着，名字是 {snapshot}，下次动这个鱼缸时会再试。原因：{why}',
    'tank.making-restored-kept': '刚才的样子也存下来了，名字是 {snapshot}。',
    'tank.making-not-kept': '没能先把鱼缸现在的样子存下来，所以没有退回去。原因：{why}',
    'tank.making-stays-stopped': '为了做这件事停下了鱼缸，之后没能再启动。{why}',
    'tank.making-sent':
      '{count, plural, other {# 个文件}}已经放进鱼缸的 exchange 文件夹。{skipped, plural, =0 {} other {有 # 个不是普通文件，没有拷。}}',
    'tank.making-fetched':
      '{count, plural, =0 {鱼缸的 exchange 文件夹里没有东西。} other {从鱼缸里拷出了 # 个文件，放在 {folder}。}}{skipped, plural, =0 {} other {有 # 个不是普通文件，留在了缸里。}}',
    'tank.making-receipt-sealed': '试了 {tried} 条往外的路，一条也没走通。',
    'tank.making-receipt-untested': '试了 {tried} 条往外的路，一条也没走通。另有 {untested} 条没法试。',
    'tank.making-receipt-limits':
      '试了 {tried} 条往外的路，一条也没走通。不过这台电脑管不住它用多少内存和处理器。{untested, plural, =0 {} other {另有 # 条没法试。}}',
    'tank.making-receipt-open':
      '试了 {tried} 条往外的路，有 {open} 条是通的。搬进去之前，先看看清单。{untested, plural, =0 {} other {另有 # 条没法试。}}',

    'tank.making-go-on': '做好的部分都留着。您随时可以接着来，会从停下的地方继续。',
    'tank.making-cancelled-clean': '已经取消，鱼缸什么也没留下。',
    'tank.making-cancelled': '中途取消了。再做一次，就能做完。',
    'tank.making-left': '中途停下了。做好的部分都留着，您随时可以接着来。',
    'tank.making-busy': '另一个窗口或终端正在动这个鱼缸。等它做完再来。',
    'tank.making-no-such-tank': '没有叫 {name} 的鱼缸。',
    'tank.making-other-engine': '鱼缸 {name} 是用另一个程序开始造的。接着用那个，或者先拆掉它。',
    'tank.making-strange-folder': '{folder} 里的东西读不懂：可能是更新版本造的鱼缸，也可能坏了。没有动它。',
    'tank.making-unfinished': '鱼缸 {name} 还没造完。接着造，或者拆掉它。',
    'tank.making-no-snapshots': '这种鱼缸没法把某一刻的样子存下来。',
    'tank.making-no-such-snapshot': '没有存过叫 {snapshot} 的样子。',
    'tank.making-not-running': '鱼缸停着。先启动它。',
    'tank.making-no-moving': '现在还不能搬进搬出。',
    'tank.making-no-room': '这块硬盘还剩 {free} GB，造鱼缸至少要 {least} GB。腾出地方再接着来。',
    'tank.making-no-ssh':
      '电脑上缺少进鱼缸要用的程序 ssh。新一点的系统都自带；Windows 上它是可选功能“OpenSSH 客户端”。',
    'tank.making-unreachable': '缸里没有回应。',
    'tank.making-door-taken':
      '别的程序占了鱼缸在这台电脑上的门（127.0.0.1:{port}）。关掉那个程序，或者重启电脑，再启动鱼缸。',
    'tank.making-silent': '鱼缸在运行，但里面的 OpenClaw 没有回应。',
    'tank.making-other-node':
      'OpenClaw {version} 要求 Node {wanted}，而这一版龙虾缸管家的缸里是 Node {node}。什么都没有下载，也没有改动。新版龙虾缸管家造的新缸会带更新的 Node。',
    'tank.making-not-that-version': '它报的版本和装进去的不一样。',
    'tank.making-too-many-files': '文件超过 {most} 个。分几次拷，或者先打成一个包。',
    'tank.making-too-large': '这一次超过了 {most} GB。',
    'tank.making-changed-meanwhile': '{name} 在拷贝的时候被改动了。',
    'tank.making-exchange-failed': '文件没能拷成：鱼缸没有收下，或者没有给出来。',
    'tank.making-failed': '出了点问题：{why}',
  },
} satisfies Messages<typeof en>;
