import type { Messages } from '../../main/i18n/messages';

const en = {
  'accesses.press': 'Everything that was opened, run and asked',
  'accesses.title': 'What the last look opened, ran and asked',
  'accesses.lead':
    'Tankmate opened or tried {files, plural, one {# file} other {# files}}, listed {folders, plural, one {# folder} other {# folders}}, ran {programs, plural, =0 {no program} one {# program} other {# programs}} and asked {addresses, plural, =0 {no address} one {# address} other {# addresses}}. Nothing was changed.',
  'accesses.lead.more':
    'Tankmate opened or listed more than {paths, plural, one {# file or folder} other {# files and folders}}, ran {programs, plural, =0 {no program} one {# program} other {# programs}} and asked {addresses, plural, =0 {no address} one {# address} other {# addresses}}. Nothing was changed.',
  'accesses.none':
    'This list is kept only while Tankmate runs, and the last look was made before it was started. Look again to get one.',
  'accesses.reading': 'The list is being fetched …',
  'accesses.copy': 'Copy the list',
  'accesses.copied': 'Copied. Paste it where you like.',
  'accesses.save': 'Save the list',
  'accesses.back': 'Back',
  'accesses.find': 'Show only names with',
  'accesses.found': '{count, plural, =0 {Nothing found} other {# found}}',
  'accesses.files': 'Files and folders',
  'accesses.programs': 'Programs, each as it was called',
  'accesses.addresses': 'Addresses on the network',
  'accesses.nothing': 'None',
  'accesses.group': '{folder}: {count, number}',
  'accesses.so':
    'Places where nothing was found stand here too, as OpenClaw may lie in many. Only Tankmate’s own notes were written, into its own folder.',
  'accesses.more':
    'There was not room for all of it. “inspect --trace” in a terminal names everything, however much it is.',
  'accesses.audit':
    'OpenClaw’s own audit, which you asked for, worked on a copy that is deleted again. What it read there isn’t listed.',
} as const;

/** The list of what a look opened, ran and asked. */
export const pageAccessMessages = {
  en,
  'zh-CN': {
    'accesses.press': '看看上次检查打开、运行、访问了什么',
    'accesses.title': '上次检查打开、运行、访问了什么',
    'accesses.lead':
      '打开或尝试打开了 {files, plural, other {#}} 个文件，列出了 {folders, plural, other {#}} 个文件夹。{programs, plural, =0 {没有运行任何程序。} other {运行了 # 个程序。}}{addresses, plural, =0 {没有访问网络。} other {访问了 # 个网址。}}什么都没有改动。',
    'accesses.lead.more':
      '打开或列出的文件和文件夹超过 {paths, plural, other {#}} 个。{programs, plural, =0 {没有运行任何程序。} other {运行了 # 个程序。}}{addresses, plural, =0 {没有访问网络。} other {访问了 # 个网址。}}什么都没有改动。',
    'accesses.none': '这份清单只在管家运行时保留，上次检查是在它启动之前做的。重新检查一次就有了。',
    'accesses.reading': '正在取清单……',
    'accesses.copy': '复制清单',
    'accesses.copied': '已复制，粘贴到哪里都行。',
    'accesses.save': '保存清单',
    'accesses.back': '返回',
    'accesses.find': '只看名字里有这些字的',
    'accesses.found': '{count, plural, =0 {没有找到。} other {找到 # 条。}}',
    'accesses.files': '文件和文件夹',
    'accesses.programs': '程序和参数',
    'accesses.addresses': '网址',
    'accesses.nothing': '没有',
    'accesses.group': '{folder}：{count, number}',
    'accesses.so':
      'OpenClaw 可能放在很多地方，找过但没有的也列在这里。管家只写了自己的记录，放在自己的文件夹里。',
    'accesses.more': '东西太多，这里放不下。在终端里运行 inspect --trace，多少都会全部列出来。',
    'accesses.audit':
      '您要求运行的 OpenClaw 自带审计，是在一份副本上做的，做完就删了。它在里面读了什么，这里没有列出。',
  },
} as const satisfies Messages<typeof en>;
