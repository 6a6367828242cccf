import type { Messages } from '../../i18n/messages';

const en = {
  'tank.making-would-create':
    'A tank with the name {name} would be made in {folder}, with {engine} and OpenClaw {version}.',
  'tank.making-would-go-on': 'The tank {name} would be finished, from where it stopped.',
  'tank.making-would-limits':
    'It could use at most {memory} MB of memory, {processors, plural, one {# processor} other {# processors}} and {disk} GB of disk.',
  'tank.making-would-door': 'Only this computer could reach it, at 127.0.0.1:{port}.',
  'tank.making-would-download':
    'Fetched would be {file} ({size} MB) from {source}, and taken only with {algorithm} {digest}.',
  'tank.making-would-step': '{number}. {what}',
  'tank.making-would-install': 'First this program would be put on the computer: {command}',
  'tank.making-would-yes': 'Nothing was changed. With --yes it is done.',
  'tank.making-nothing-best': 'No tank can be made on this computer as it is now.',
  'tank.making-would-start': 'The tank {name} would be started with {engine}.',
  'tank.making-would-stop': 'The tank {name} would be stopped. What is in it stays.',
  'tank.making-would-remove':
    'The tank {name} would be removed for good: what {engine} holds of it, the folder {folder}, and what was downloaded for it. What was copied out of it stays.',
  'tank.making-would-snapshot': 'The tank {name} would be kept as it is now.',
  'tank.making-would-restore':
    'The tank {name} would be brought back to {snapshot}. What it is now is kept first, under a name of its own.',
  'tank.making-would-drop':
    'The snapshot {snapshot} of the tank {name} would be deleted for good. The tank itself would stay as it is.',
  'tank.making-would-update':
    'The tank {name} would be kept as it is, then OpenClaw {from} would become {version}. If that does not hold, it goes back.',
  'tank.making-would-move-in': 'A home from outside would move into the tank {name}.',
  'tank.making-would-move':
    'From {from}: {files, plural, one {# file} other {# files}}, {size} MB. What is listed below stays behind unless it is named.',
  'tank.making-would-move-out': 'Memory and texts would be copied out of the tank {name}, into {folder}.',
  'tank.making-would-send':
    '{count, plural, one {# file} other {# files}} would be copied into the tank {name}.',
  'tank.making-would-fetch':
    'What lies in the folder exchange of the tank {name} would be copied into {folder}.',
  'tank.making-state-unfinished': 'not finished yet',
  'tank.making-state-stopped': 'stopped',
  'tank.making-state-running': 'runs, and OpenClaw answers',
  'tank.making-state-silent': 'runs, but OpenClaw doesn’t answer',
  'tank.making-state-lost': 'its engine knows nothing of it any more',
  'tank.making-state-unknown': 'could not be told',
  'tank.making-line-none': 'There is no tank yet.',
  'tank.making-line-progress': '{percent}% done. {step}',
  'tank.making-line-receipt': 'Tried to break out: {at}',
  'tank.making-line-receipt-due':
    'A month has gone by since then, or the tank or its program is not what it was: it is to try again.',
  'tank.making-line-snapshots': 'Snapshots: {names}',
  'tank.making-try-blocked': 'blocked',
  'tank.making-try-open': 'OPEN',
  'tank.making-try-untested': 'not tried',
  'tank.making-no-receipt': 'This tank has not tried to break out yet. With --yes it does.',
} as const;

/** Words of the terminal: what a command would do, and how a tank stands. */
export const terminalMessages = {
  en,
  'zh-CN': {
    'tank.making-would-create': '会在 {folder} 造一个叫 {name} 的鱼缸，用 {engine}，装 OpenClaw {version}。',
    'tank.making-would-go-on': '会把鱼缸 {name} 接着造完，从停下的地方继续。',
    'tank.making-would-limits': '它最多能用 {memory} MB 内存、{processors} 个处理器、{disk} GB 硬盘。',
    'tank.making-would-door': '只有这台电脑能连到它，地址是 127.0.0.1:{port}。',
    'tank.making-would-download':
      '会从 {source} 下载 {file}（{size} MB），{algorithm} 必须是 {digest} 才会用。',
    'tank.making-would-step': '{number}. {what}',
    'tank.making-would-install': '会先把这个程序装到电脑上：{command}',
    'tank.making-would-yes': '什么都还没有改。加上 --yes 才会动手。',
    'tank.making-nothing-best': '照这台电脑现在的样子，还造不了鱼缸。',
    'tank.making-would-start': '会用 {engine} 启动鱼缸 {name}。',
    'tank.making-would-stop': '会停下鱼缸 {name}，里面的东西都还在。',
    'tank.making-would-remove':
      '会彻底拆掉鱼缸 {name}：{engine} 里的、{folder} 文件夹，还有为它下载的东西。从里面拷出来的会留下。',
    'tank.making-would-snapshot': '会把鱼缸 {name} 现在的样子存下来。',
    'tank.making-would-restore': '会先把鱼缸 {name} 现在的样子另存一份，再让它回到 {snapshot}。',
    'tank.making-would-drop': '会彻底删掉鱼缸 {name} 的存档 {snapshot}，鱼缸本身不动。',
    'tank.making-would-update':
      '会先把鱼缸 {name} 的样子存下来，再把 OpenClaw {from} 换成 {version}。站不住就退回去。',
    'tank.making-would-move-in': '会把外面的一个家搬进鱼缸 {name}。',
    'tank.making-would-move':
      '从 {from} 搬：{files, plural, other {# 个文件}}，{size} MB。下面列出的不会带走，除非点名要带。',
    'tank.making-would-move-out': '会把记忆和文字从鱼缸 {name} 拷到 {folder}。',
    'tank.making-would-send': '会把{count, plural, other { # 个文件}}拷进鱼缸 {name}。',
    'tank.making-would-fetch': '会把鱼缸 {name} 的 exchange 文件夹里的东西拷到 {folder}。',
    'tank.making-state-unfinished': '还没造完',
    'tank.making-state-stopped': '停着',
    'tank.making-state-running': '在运行，OpenClaw 有回应',
    'tank.making-state-silent': '在运行，但 OpenClaw 没有回应',
    'tank.making-state-lost': '造它的程序已经不认得它了',
    'tank.making-state-unknown': '看不出来',
    'tank.making-line-none': '还没有鱼缸。',
    'tank.making-line-progress': '完成 {percent}%。{step}',
    'tank.making-line-receipt': '试着往外闯的时间：{at}',
    'tank.making-line-receipt-due': '那以后过了一个月，或者鱼缸、造缸的程序有了变动：该再试一次。',
    'tank.making-line-snapshots': '存档：{names}',
    'tank.making-try-blocked': '拦住了',
    'tank.making-try-open': '没拦住',
    'tank.making-try-untested': '没试成',
    'tank.making-no-receipt': '这个鱼缸还没有试过往外闯。加上 --yes 就会试。',
  },
} satisfies Messages<typeof en>;
