import type { Messages } from '../../i18n/messages';

const en = {
  'trace.settings': 'a settings folder of OpenClaw, last written by version {version}',
  'trace.settings-plain': 'a settings folder of OpenClaw',
  'trace.newer': 'settings last written by {version}, which is newer than every copy that was found',
  'trace.start': 'it starts OpenClaw',
  'trace.start-in': 'it starts OpenClaw with its settings in {folder}',
  'trace.named-folder': 'it tells OpenClaw to keep its settings in {folder}',
  'trace.gateway': 'a gateway of OpenClaw that runs',
  'trace.program': 'a program of OpenClaw that runs',
  'trace.port': 'something listens at port {port}, which the settings name for the gateway ({program})',
  'trace.app': 'an app with OpenClaw inside, which keeps its settings in a place of its own',
  'trace.container': 'a container of OpenClaw',
  'trace.no-copy':
    '{where} speaks for OpenClaw, but the program that belongs to it was not found, so nothing can be said about it.',
  'trace.no-setup':
    '{where} speaks for OpenClaw, but the settings that belong to it were not found, so nothing can be said about them.',
  'trace.steps':
    'If this OpenClaw runs under another account, in a container or from another disk: look again there, or with that disk in place.\nIf it isn’t used any more: keep what you need of it, then delete what is left.',
} as const;

/** What speaks for OpenClaw, and that what it leads to was not found. */
export const traceMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'trace.settings': 'OpenClaw 的配置文件夹，最后由 {version} 版写入',
    'trace.settings-plain': 'OpenClaw 的配置文件夹',
    'trace.newer': '配置最后由 {version} 版写入，比找到的每一份都新',
    'trace.start': '它会启动 OpenClaw',
    'trace.start-in': '它会启动 OpenClaw，配置放在 {folder}',
    'trace.named-folder': '它让 OpenClaw 把配置放在 {folder}',
    'trace.gateway': '正在运行的 OpenClaw 网关',
    'trace.program': '正在运行的 OpenClaw 程序',
    'trace.port': '有程序在 {port} 端口上监听，而这是配置里给网关的端口（{program}）',
    'trace.app': '一个自带 OpenClaw 的软件，配置放在它自己的地方',
    'trace.container': '装着 OpenClaw 的容器',
    'trace.no-copy': '{where} 说明这里有 OpenClaw，但没有找到它用的程序，所以没法判断。',
    'trace.no-setup': '{where} 说明这里有 OpenClaw，但没有找到它用的配置，所以没法判断。',
    'trace.steps':
      '如果这个 OpenClaw 属于别的账户、在容器里或者在别的硬盘上，就到那里检查，或者接上那块硬盘再检查。\n如果已经不用它了，留下要用的内容，把剩下的删掉。',
  },
};
