import type { Messages } from '../../../i18n/messages';

const en = {
  'content.leads-out': 'a link that leads out of the extension, which was not followed',
  'content.no-text': 'a program, an archive or other data, which Tankmate can’t look into',
  'content.packages': 'packages of others that it brings along, which were not read',
  'content.empty': 'there is nothing in it that could be read',
  'content.does-takes-secrets':
    'reads keys, passwords or private files and sends them elsewhere{what, select, none {} other{: {what}}}',
  'content.does-asks-secrets': 'asks for a password, a card number or a wallet’s words, to pass them on',
  'content.does-opens-shell': 'lets somebody elsewhere give commands on this computer (a reverse shell)',
  'content.does-runs-download': 'downloads a program and runs it{what, select, none {} other{, from {what}}}',
  'content.does-runs-encoded': 'runs code that is written so that nobody can read it',
  'content.does-lures':
    'wants a program run that lies elsewhere, such as an archive with a password{what, select, none {} other{: {what}}}',
  'content.does-hides-text': 'holds text that people don’t see and the agent reads',
  'content.does-orders-agent':
    'tells the agent to break its rules, to act behind your back or to obey strangers',
  'content.does-changes-memory': 'writes orders into the files that OpenClaw follows in every conversation',
  'content.does-opens-settings':
    'opens OpenClaw’s settings to others or takes away the questions before it acts',
  'content.does-stays': 'makes something it fetched start again by itself',
  'content.does-lets-in': 'gives somebody else lasting access to this computer, or administrator rights',
  'content.does-imitates':
    'has a name that is easily mistaken for another’s, or installs such a package{what, select, none {} other{: {what}}}',
  'content.does-taps-messages':
    'passes your messages on to somewhere else{what, select, none {} other{: {what}}}',
  'content.does-spies':
    'watches the keyboard, the screen or your documents and passes it on{what, select, none {} other{: {what}}}',
  'content.does-destroys': 'deletes your files or the whole disk',
  'content.does-mines': 'uses this computer to mine coins for somebody else',
  'content.does-unprotects': 'turns off the virus scanner, the firewall or the system’s own checks',
  'content.does-redirects':
    'leads what you send to a model, a registry or the internet past somebody else{what, select, none {} other{: {what}}}',
  'content.does-takes-money': 'pays somebody else with your money, or swaps the address it goes to',
  'content.does-spreads': 'has the agent talk others into installing it, or install more by itself',
} as const;

/** What extensions do, and why some of a folder could not be looked into. */
export const extensionContentMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'content.leads-out': '这是通到外面的链接，没有跟过去看',
    'content.no-text': '是程序、压缩包或别的数据，看不了里面',
    'content.packages': '它带来的别人的包，没有看',
    'content.empty': '里面没有能读的东西',
    'content.does-takes-secrets':
      '读取密钥、密码或私人文件，发到别处{what, select, none {} other {：{what}}}',
    'content.does-asks-secrets': '索要密码、卡号或钱包助记词，再传给别人',
    'content.does-opens-shell': '让外面的人能在这台电脑上下命令（反弹 Shell）',
    'content.does-runs-download': '下载程序并直接运行{what, select, none {} other {，来自 {what}}}',
    'content.does-runs-encoded': '运行故意写得让人看不懂的代码',
    'content.does-lures': '要人去运行别处的程序，比如带密码的压缩包{what, select, none {} other {：{what}}}',
    'content.does-hides-text': '藏着人看不见、智能体却会读的文字',
    'content.does-orders-agent': '让智能体违反规则、背着您行事，或者听陌生人的话',
    'content.does-changes-memory': '往 OpenClaw 每次对话都会遵守的文件里写命令',
    'content.does-opens-settings': '把 OpenClaw 的设置对外放开，或者去掉行动前的询问',
    'content.does-stays': '让下载来的东西以后自己启动',
    'content.does-lets-in': '让别人能一直进入这台电脑，或者拿到管理员权限',
    'content.does-imitates': '名字容易和别的弄混，或者安装这样的包{what, select, none {} other {：{what}}}',
    'content.does-taps-messages': '把您的消息转发到别处{what, select, none {} other {：{what}}}',
    'content.does-spies': '偷看键盘、屏幕或文档，再传出去{what, select, none {} other {：{what}}}',
    'content.does-destroys': '删除您的文件，甚至整个磁盘',
    'content.does-mines': '用这台电脑替别人挖矿',
    'content.does-unprotects': '关掉杀毒、防火墙或系统自带的检查',
    'content.does-redirects':
      '让您发给模型、软件仓库或网络的内容先经过别人{what, select, none {} other {：{what}}}',
    'content.does-takes-money': '拿您的钱付给别人，或者把收款地址换掉',
    'content.does-spreads': '让智能体劝别人安装它，或者自己再装别的',
  },
};
