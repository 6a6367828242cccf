import type { Messages } from '../../main/i18n/messages';

const en = {
  'key.give': 'Give it a model, so that it can answer',
  'key.another': 'Give it a key…',
  'key.ask': 'Ask it a question',
  'key.section': 'Its model',
  'key.section.so':
    'Did you give it a model in its control page? Ask it a question, and you will see whether it answers.',
  'key.title': 'Give it a model',
  'key.lead':
    'OpenClaw itself doesn’t think: a model does, at a provider of your choice. It needs a key for that. Until it has one, it can’t answer.',
  'key.which': 'Choose a provider',
  'key.which.wanted': 'your settings that moved in use it',
  'key.get': 'Make a new key there',
  'key.get.so':
    'Sign in, set a limit for what it may cost a month, then make a key for this tank alone. An old key that lay open outside is better revoked.',
  'key.get.open': 'Open the page of {provider}',
  'key.get.no-page': 'Tankmate knows no page of {provider}: make the key where you have your account.',
  'key.paste': 'Paste the key here',
  'key.paste.so':
    'It goes straight into the tank, where OpenClaw keeps it. Tankmate doesn’t keep it and writes it nowhere.',
  'key.wrong': 'This is no whole key: it has at least 8 characters, and no space or line break in it.',
  'key.go': 'Hand it over and ask a question',
  'key.not': 'Not now',
  'key.none': 'The tank isn’t running',
  'key.none.lead': 'Start the tank first: a key can only be handed to an OpenClaw that is awake.',
  'key.result.not': 'It can’t answer yet',
  'key.result.next.chat':
    'Talk to it in its control page. Chat apps are connected there, too, one by one, each with a code of its own.',
  'key.result.next.key': 'It has no model yet, so it can’t answer. It needs a key for one.',
} as const;

/** Giving a tank a model, in both languages. */
export const pageKeyMessages = {
  en,
  'zh-CN': {
    'key.give': '给它接上模型，让它会回答',
    'key.another': '给它一把密钥…',
    'key.ask': '问它一句话',
    'key.section': '它的模型',
    'key.section.so': '在它的控制页里已经接过模型的话，问一句，就知道它会不会回答。',
    'key.title': '给龙虾接上模型',
    'key.lead':
      'OpenClaw 自己不会思考，动脑子的是模型，由您选的一家来提供。接上要用一把密钥，没有它，龙虾就不会回答。',
    'key.which': '选一家模型',
    'key.which.wanted': '搬进来的设置用的就是它',
    'key.get': '到那里新建一把密钥',
    'key.get.so':
      '登录以后，先给每个月的花费设个上限，再新建一把只给这口缸用的密钥。在外面露过的旧密钥，最好作废。',
    'key.get.open': '打开 {provider} 的页面',
    'key.get.no-page': '管家不知道 {provider} 的页面：请到您开户的地方新建。',
    'key.paste': '把密钥粘贴到这里',
    'key.paste.so': '它会直接进到缸里，由 OpenClaw 自己保管。管家不留它，哪里也不写。',
    'key.wrong': '这不是一把完整的密钥：至少 8 个字符，中间没有空格，也不换行。',
    'key.go': '交给它，问一句试试',
    'key.not': '先不接',
    'key.none': '鱼缸没有在运行',
    'key.none.lead': '请先启动鱼缸：醒着的 OpenClaw 才收得下密钥。',
    'key.result.not': '它还不会回答',
    'key.result.next.chat': '在它的控制页里就能和它聊。聊天软件也在那里一个一个地接，每个都要用配对码确认。',
    'key.result.next.key': '它还没有接上模型，所以不会回答。要给它一把密钥。',
  },
} as const satisfies Messages<typeof en>;
