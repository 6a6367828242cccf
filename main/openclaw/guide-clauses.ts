/**
 * The guide's clauses for general users: OpenClaw安全使用实践指南, CNCERT and the Cyber Security Association
 * of China, 22 March 2026 (https://www.cert.org.cn/publish/english/55/2026/20260417181858132504088/).
 * The wording is our own summary; the order of 4 to 6 is inferred from press reports.
 */
export const CLAUSES = {
  'guide-1': {
    en: 'Guide, general users 1: use a spare computer, a virtual machine or a container, not the everyday computer',
    'zh-CN': '《指南》普通用户第 1 条：用专用设备、虚拟机或容器，不装在日常电脑上',
  },
  'guide-2': {
    en: 'Guide, general users 2: don’t open the default ports (18789, 19890) to the internet; only you and people you trust may talk to it',
    'zh-CN': '《指南》普通用户第 2 条：默认端口（18789、19890）不暴露到公网，只让本人或信任的人使用',
  },
  'guide-3': {
    en: 'Guide, general users 3: don’t run it with administrator rights; give it the fewest folders',
    'zh-CN': '《指南》普通用户第 3 条：不用管理员权限运行，只给最少的目录',
  },
  'guide-4': {
    en: 'Guide, general users 4: install skills and plugins with care',
    'zh-CN': '《指南》普通用户第 4 条：谨慎安装技能插件',
  },
  'guide-5': {
    en: 'Guide, general users 5: keep private data out of it',
    'zh-CN': '《指南》普通用户第 5 条：不在其中存储、处理隐私数据',
  },
  'guide-6': {
    en: 'Guide, general users 6: keep it on the newest version',
    'zh-CN': '《指南》普通用户第 6 条：及时更新到最新版本',
  },
} as const;

export type ClauseId = keyof typeof CLAUSES;
