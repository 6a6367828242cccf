import type { Messages } from '../../i18n/messages';

const en = {
  'updates.does-newest': 'Update OpenClaw ({path})',
  'updates.does': 'Update OpenClaw {from} to {to} ({path})',
  'updates.step-fetch': 'Fetching OpenClaw {version}',
  'updates.step-install': 'Installing {version} beside the old one',
  'updates.step-check': 'Checking what was installed',
  'updates.step-stop': 'Stopping OpenClaw',
  'updates.step-backup': 'Backing up its settings and memory',
  'updates.step-swap': 'Changing over to {version}',
  'updates.step-start': 'Starting {version} and waiting for its answer',
  'updates.step-finish': 'Tidying up',
  'updates.updated': 'OpenClaw was updated from {from} to {to}, and it works.',
  'updates.afterwards':
    'The old version {from}, with its settings and memory as they were, is kept. You can go back as long as it is one of the last two updates. What is kept of all updates takes {size} MB.',
  'updates.afterwards-background':
    'The old version {from}, with its settings and memory as they were, is kept. You can go back as long as it is one of the last two updates. What is kept of all updates takes {size} MB. OpenClaw was started from a window of yours before; now it runs in the background.',
  'updates.current':
    '{version} is not older than {newest}, the newest of the “{channel}” channel at {registry}.',
  'updates.nothing-changed': 'Nothing was changed. {because}',
  'updates.nothing-changed-at': 'Nothing was changed. It failed at this step: {step}. {because}',
  'updates.failed-at': 'It failed at this step: {step}. {because}',
  'updates.failed-at-said': 'It failed at this step: {step}. {because} The last it said: “{line}”',
  'updates.cancelled': 'It was cancelled.',
  'updates.gone': 'There is no OpenClaw at {path} any more.',
  'updates.busy': 'Another update is under way.',
  'updates.failed': 'Something failed: {reason}.',
  'updates.disk-full': 'The disk is full.',
  'updates.not-restarted': '{because} But OpenClaw did not start again: {reason}',
  'updates.recovered-done': 'An update from {from} to {to} was cut off at its very end. It is complete.',
  'updates.recovered-back': 'An update from {from} to {to} was cut off. The old version is back.',
  'updates.gone-back':
    'OpenClaw {from} is back, with its settings and memory as they were before the update. What came since then is put aside in {path}.',
  'updates.no-backup': 'The backup of this update is gone, so there is nothing to go back to.',
  'updates.offline': 'This run must not use the network, so no registry was asked.',
  'updates.no-answer':
    'Nobody said which version is the newest: {reason}. No answer doesn’t mean “up to date”.',
  'updates.no-version': 'The version of the copy at {path} can’t be told.',
  'updates.odd-channel':
    'The saved update channel is not clear ({channels}). Choose stable, beta or extended-stable, for instance: openclaw config set update.channel stable',
  'updates.dev-channel': 'The “dev” channel is built from source code. Update it with: openclaw update',
  'updates.no-channel': '{registry} doesn’t say which version is the newest of the “{channel}” channel.',
  'updates.unclear-gateway': 'OpenClaw runs (pid {pid}), and we can’t tell which copy it is. Stop it first.',
  'updates.gateway-of-other':
    'OpenClaw runs under another account ({account}). Update it there, so that it can be stopped and started.',
  'updates.system-service':
    'OpenClaw runs as a service of the whole computer ({name}), which only an administrator may stop. Run by hand: sudo systemctl stop {name}, update the package to {version}, run openclaw doctor --fix, then sudo systemctl start {name}',
  'updates.no-node':
    'OpenClaw needs Node {range}. The one here doesn’t fit, and neither does the one that Tankmate can bring along. Install a newer Node first.',
  'updates.no-manager': '{name} was not found beside Node, nor in PATH.',
  'updates.other-package':
    '“{package}” isn’t the official package. Install openclaw itself and retire this copy.',
  'updates.system-wide':
    '{path} belongs to {account}; only an administrator may change it. Run by hand: sudo npm install --global openclaw@latest',
  'updates.other-account': '{path} belongs to the account {account}. Update it there.',
  'updates.by-hand-yarn':
    'This copy was installed with Yarn. Update it with: yarn global add openclaw@latest',
  'updates.by-hand-bun':
    'This copy was installed with Bun. Update it with: bun add -g --trust openclaw@latest',
  'updates.by-hand-git': 'This copy is built from source code. Update it with: openclaw update',
  'updates.by-hand-app': 'This copy is a part of an app ({path}). Update that app.',
  'updates.by-hand-container':
    'This copy lives in a container image ({path}). Pull the newer image and recreate the container.',
  'updates.by-hand-wsl': 'This copy lives inside WSL. Open that Linux and run there: openclaw update',
  'updates.by-hand-homebrew': 'Homebrew looks after this copy. Update it with: brew upgrade openclaw-cli',
  'updates.by-hand-volta': 'Volta looks after this copy. Update it with: volta install openclaw@latest',
  'updates.by-hand-project':
    'This copy belongs to a project folder ({path}). Update it there with the project’s own package manager.',
  'updates.by-hand-pnpm':
    'This copy was installed by a pnpm whose layout we don’t know. Update it with: pnpm add -g --allow-build=openclaw openclaw@latest',
  'updates.by-hand-pnpm-service':
    'The service in {file} names a folder that pnpm leaves with each update. Update it with OpenClaw’s own: openclaw update',
  'updates.by-hand-other': 'We don’t know who installed the copy at {path}, so we leave it alone.',
  'updates.forged':
    'The registry’s answer about {version} carries a signature that is not npm’s. It was not installed.',
  'updates.differs':
    'The registry and npm’s own registry say different things about {version}. It was not installed.',
  'updates.not-chosen': 'Nothing was changed. {risks} It is only installed if you choose it all the same.',
  'updates.risk-not-at-npm':
    'npm’s own registry has no OpenClaw {version}. Only {registry} has it, so nobody can say who made it.',
  'updates.risk-deprecated': 'Its makers advise against OpenClaw {version}: “{reason}”.',
  'updates.risk-unconfirmed':
    'Only {registry} says what OpenClaw {version} holds: it passed on no signature of npm’s, and npm’s own registry could not be asked.',
  'updates.unconfirmed-dependencies':
    'Only {registry} says what {count, plural, one {# package holds that OpenClaw needs} other {# packages hold that OpenClaw needs}} ({names}, …): npm’s own registry could not be asked.',
  'updates.unknown-dependency':
    'OpenClaw was to get {name}, which npm’s own registry doesn’t have. It was not installed.',
  'updates.odd-dependency':
    'OpenClaw was to get {name} from somewhere else than a registry, or without a checksum. It was not installed.',
  'updates.unasked-dependency':
    'OpenClaw was to get {name}, which nothing in it asks for. It was not installed.',
  'updates.no-record':
    'npm did not write down what it installed, so it could not be checked. Update npm first.',
  'updates.odd-script':
    'The new version has an install script ({name}) of a kind that we don’t know. Update it by hand: openclaw update',
  'updates.differs-itself':
    'The registry and the package itself say different things about {version}. It was not installed.',
  'updates.no-room':
    'There is too little room on the disk: {needed} MB are needed ({state} MB of it for the backup), {free} MB are free.',
  'updates.manager-failed': 'The package manager could not install it: {line}',
  'updates.wrong-integrity': 'What was downloaded is not what the registry announced. It was thrown away.',
  'updates.wrong-package': 'What was installed is not the OpenClaw that was asked for.',
  'updates.wrong-files': 'The file {file} differs from the one in the checked archive.',
  'updates.other-launcher':
    'The new version is started in another way than the old one. Update it by hand: openclaw update',
  'updates.does-not-start': 'The new version does not start here: {line}',
  'updates.kept-by':
    'Another program keeps OpenClaw running and would start it again: {name} (pid {pid}). Stop OpenClaw there first, and start it there again afterwards.',
  'updates.kept-by-unit':
    'The service {name} keeps OpenClaw running and would start it again. Run first “systemctl --user stop {name}”, and start it again afterwards.',
  'updates.keeper-refuses': '{name} was told to hold OpenClaw back and did not do it: “{line}”.',
  'updates.keeper-gone':
    '{name} (pid {pid}), which keeps OpenClaw running, changed meanwhile. Try once more.',
  'updates.service-refuses': 'The service {name} was told to stop or start and did not do it. {line}',
  'updates.ended-at-once': 'it ended right after its start',
  'updates.no-answer-within': 'it did not answer within {seconds} seconds',
  'updates.comes-back':
    'OpenClaw was stopped, and something started it again at once (port {port}). Stop that program first.',
  'updates.comes-back-by':
    'OpenClaw was stopped, and something started it again (port {port}), it seems the program {name} that had started it before. Stop that first.',
  'updates.still-writing': '{path} was written while it was backed up. Another program still uses it.',
  'updates.not-healthy': '{version} was started and does not work: {reason}',
  'updates.fact-copy': 'Copy: {path}',
  'updates.fact-versions': 'From {from} to {to}, the newest of the “{channel}” channel at {registry}',
  'updates.fact-signed': 'npm’s signature fits',
  'updates.fact-compared': 'npm’s own registry names the same checksum',
  'updates.fact-node': 'It brings Node {brings} along, because {version} is too old',
  'updates.fact-room': '{needed} MB are needed for a while, {free} MB are free',
  'updates.fact-stops':
    '{count, plural, =0 {OpenClaw doesn’t run now} one {# running OpenClaw is stopped and started again} other {# running OpenClaws are stopped and started again}}',
  'updates.fact-backup':
    '{count, plural, =0 {There is no state to back up} one {# state folder is backed up} other {# state folders are backed up}}',
  'updates.fact-yes': 'Nothing was changed. With --yes it is done.',
  'updates.fact-accept': 'If you want it all the same, add: {switches}',
} as const;

export const updatesMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'updates.does-newest': '更新 OpenClaw（{path}）',
    'updates.does': '把 OpenClaw 从 {from} 更新到 {to}（{path}）',
    'updates.step-fetch': '正在下载 OpenClaw {version}',
    'updates.step-install': '正在旧版旁边装好 {version}',
    'updates.step-check': '正在核对装好的东西',
    'updates.step-stop': '正在停下 OpenClaw',
    'updates.step-backup': '正在备份它的设置和记忆',
    'updates.step-swap': '正在换成 {version}',
    'updates.step-start': '正在启动 {version}，等它回应',
    'updates.step-finish': '正在收拾',
    'updates.updated': 'OpenClaw 已从 {from} 更新到 {to}，运行正常。',
    'updates.afterwards':
      '旧版 {from} 连同当时的设置和记忆都留着。只要它还是最近两次更新之一，就能退回去。所有更新留下的备份一共占 {size} MB。',
    'updates.afterwards-background':
      '旧版 {from} 连同当时的设置和记忆都留着。只要它还是最近两次更新之一，就能退回去。所有更新留下的备份一共占 {size} MB。之前 OpenClaw 是在您的一个窗口里启动的，现在它在后台运行。',
    'updates.current': '{version} 不比 {registry} 上“{channel}”通道最新的 {newest} 旧。',
    'updates.nothing-changed': '什么都没有改。{because}',
    'updates.nothing-changed-at': '什么都没有改。没做成的一步：{step}。{because}',
    'updates.failed-at': '没做成的一步：{step}。{because}',
    'updates.failed-at-said': '没做成的一步：{step}。{because}它最后说：“{line}”',
    'updates.cancelled': '已经取消。',
    'updates.gone': '{path} 那里已经没有 OpenClaw 了。',
    'updates.busy': '另一次更新正在进行。',
    'updates.failed': '有一步没有做成：{reason}。',
    'updates.disk-full': '磁盘满了。',
    'updates.not-restarted': '{because}但 OpenClaw 没能重新启动：{reason}',
    'updates.recovered-done': '从 {from} 到 {to} 的更新在最后一刻被打断，不过已经完成。',
    'updates.recovered-back': '从 {from} 到 {to} 的更新被打断了，已经换回旧版。',
    'updates.gone-back': 'OpenClaw {from} 回来了，设置和记忆和更新前一样。更新之后新增的内容放在 {path}。',
    'updates.no-backup': '这次更新的备份已经不在了，没有东西可以退回。',
    'updates.offline': '这次要求不联网，没有去问 npm 仓库。',
    'updates.no-answer': '没有问到最新版本是多少：{reason}。没有回答不等于“已是最新”。',
    'updates.no-version': '{path} 这一份看不出是哪个版本。',
    'updates.odd-channel':
      '保存的更新通道说不清（{channels}）。请在 stable、beta 和 extended-stable 里选一个，比如：openclaw config set update.channel stable',
    'updates.dev-channel': '“dev”通道是从源代码构建的。请这样更新：openclaw update',
    'updates.no-channel': '{registry} 没有说“{channel}”通道最新是哪个版本。',
    'updates.unclear-gateway': '有一个 OpenClaw 在运行（pid {pid}），看不出是哪一份。请先停掉它。',
    'updates.gateway-of-other':
      'OpenClaw 在另一个账户（{account}）下运行。请在那个账户里更新，这样才能停下它再启动。',
    'updates.system-service':
      'OpenClaw 是整台电脑的服务（{name}），只有管理员能停。请手动做：sudo systemctl stop {name}，把安装包更新到 {version}，运行 openclaw doctor --fix，再 sudo systemctl start {name}',
    'updates.no-node':
      'OpenClaw 需要 Node {range}。这里的不合适，管家能带上的也不合适。请先安装更新的 Node。',
    'updates.no-manager': '在 Node 旁边和 PATH 里都没有找到 {name}。',
    'updates.other-package': '“{package}”不是官方安装包。请重新安装 openclaw，再停用这一份。',
    'updates.system-wide':
      '{path} 属于 {account}，只有管理员能改。请手动运行：sudo npm install --global openclaw@latest',
    'updates.other-account': '{path} 属于账户 {account}，请在那个账户里更新。',
    'updates.by-hand-yarn': '这一份是用 Yarn 装的。请这样更新：yarn global add openclaw@latest',
    'updates.by-hand-bun': '这一份是用 Bun 装的。请这样更新：bun add -g --trust openclaw@latest',
    'updates.by-hand-git': '这一份是从源代码构建的。请这样更新：openclaw update',
    'updates.by-hand-app': '这一份是别的软件（{path}）的一部分，请更新那个软件。',
    'updates.by-hand-container': '这一份在容器镜像（{path}）里。请拉取新镜像，再重新创建容器。',
    'updates.by-hand-wsl': '这一份在 WSL 里。请打开那个 Linux，在里面运行：openclaw update',
    'updates.by-hand-homebrew': '这一份由 Homebrew 管理。请这样更新：brew upgrade openclaw-cli',
    'updates.by-hand-volta': '这一份由 Volta 管理。请这样更新：volta install openclaw@latest',
    'updates.by-hand-project': '这一份属于一个项目文件夹（{path}）。请在那里用项目自己的包管理器更新。',
    'updates.by-hand-pnpm':
      '这一份是用 pnpm 装的，但它的布局我们不认识。请这样更新：pnpm add -g --allow-build=openclaw openclaw@latest',
    'updates.by-hand-pnpm-service':
      '{file} 里的服务写着 pnpm 每次更新都会换掉的文件夹。请用 OpenClaw 自己的命令更新：openclaw update',
    'updates.by-hand-other': '不知道 {path} 这一份是谁装的，所以不去动它。',
    'updates.forged': 'npm 仓库对 {version} 的回答带着一个不是 npm 的签名，没有安装。',
    'updates.differs': '这个仓库和 npm 官方仓库对 {version} 的说法不一样，没有安装。',
    'updates.not-chosen': '什么都没有改。{risks}您知道了还要装，才会安装。',
    'updates.risk-not-at-npm':
      'npm 官方仓库没有 OpenClaw {version}，只有 {registry} 有，所以没人能说它是谁做的。',
    'updates.risk-deprecated': '作者不建议使用 OpenClaw {version}：“{reason}”。',
    'updates.risk-unconfirmed':
      'OpenClaw {version} 里有什么，只有 {registry} 一家说了算：它没有转来 npm 的签名，npm 官方仓库也没有问到。',
    'updates.unconfirmed-dependencies':
      'OpenClaw 要用的 {count} 个包（{names}等）里有什么，只有 {registry} 一家说了算：npm 官方仓库没有问到。',
    'updates.unknown-dependency': '要给 OpenClaw 装的 {name} 在 npm 官方仓库里没有，所以没有安装。',
    'updates.odd-dependency': '要给 OpenClaw 装的 {name} 不是来自 npm 仓库，或者没有校验值，所以没有安装。',
    'updates.unasked-dependency': '要给 OpenClaw 装的 {name} 没有任何部分需要它，所以没有安装。',
    'updates.no-record': 'npm 没有记下装了什么，无法核对。请先更新 npm。',
    'updates.odd-script': '新版的安装脚本（{name}）是我们不认识的写法。请手动更新：openclaw update',
    'updates.differs-itself': 'npm 仓库和安装包自己对 {version} 的说法不一样，没有安装。',
    'updates.no-room': '磁盘空间不够：需要 {needed} MB（其中备份 {state} MB），只剩 {free} MB。',
    'updates.manager-failed': '包管理器没能装上：{line}',
    'updates.wrong-integrity': '下载到的东西和 npm 仓库公布的不一样，已经扔掉。',
    'updates.wrong-package': '装出来的不是要的那个 OpenClaw。',
    'updates.wrong-files': '文件 {file} 和核对过的安装包里的不一样。',
    'updates.other-launcher': '新版的启动方式和旧版不同。请手动更新：openclaw update',
    'updates.does-not-start': '新版在这里启动不了：{line}',
    'updates.kept-by':
      '有别的程序在守着 OpenClaw，停下后会再启动它：{name}（进程 {pid}）。请先在那里停掉 OpenClaw，更新后再从那里启动。',
    'updates.kept-by-unit':
      '服务 {name} 在守着 OpenClaw，停下后会再启动它。请先运行“systemctl --user stop {name}”，更新后再启动它。',
    'updates.keeper-refuses': '已经让 {name} 拦住 OpenClaw，它没有照做：“{line}”。',
    'updates.keeper-gone': '守着 OpenClaw 的 {name}（进程 {pid}）这会儿变了。请再试一次。',
    'updates.service-refuses': '已经让服务 {name} 停下或启动，它没有照做。{line}',
    'updates.ended-at-once': '一启动就结束了',
    'updates.no-answer-within': '{seconds} 秒内没有回应',
    'updates.comes-back': 'OpenClaw 停下后马上又被别的程序启动了（端口 {port}）。请先停掉那个程序。',
    'updates.comes-back-by':
      'OpenClaw 停下后又被启动了（端口 {port}），看来是之前启动它的程序 {name}。请先停掉那个程序。',
    'updates.still-writing': '备份时 {path} 还在被写入，有别的程序在用它。',
    'updates.not-healthy': '{version} 启动了，但不正常：{reason}',
    'updates.fact-copy': '安装位置：{path}',
    'updates.fact-versions': '从 {from} 到 {to}，也就是 {registry} 上“{channel}”通道最新的版本',
    'updates.fact-signed': 'npm 的签名对得上',
    'updates.fact-compared': 'npm 官方仓库公布的校验值一样',
    'updates.fact-node': '会带上 Node {brings}，因为现在的 {version} 太旧',
    'updates.fact-room': '暂时需要 {needed} MB，还剩 {free} MB',
    'updates.fact-stops':
      '{count, plural, =0 {OpenClaw 现在没有运行} other {会停下 # 个正在运行的 OpenClaw，再启动}}',
    'updates.fact-backup': '{count, plural, =0 {没有要备份的数据} other {会备份 # 个数据文件夹}}',
    'updates.fact-yes': '什么都没有改。加上 --yes 才会更新。',
    'updates.fact-accept': '知道了还是要更新，请加上：{switches}',
  },
};
