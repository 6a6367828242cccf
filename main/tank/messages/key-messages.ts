import type { Messages } from '../../i18n/messages';

const en = {
  'tank.making-does-give-key': 'Give the tank a model',
  'tank.making-would-give-key':
    'The key that is given on standard input would be put into OpenClaw in the tank {name}, and OpenClaw asked a question.',
  'tank.making-does-ask': 'Ask OpenClaw in the tank a question',
  'tank.making-would-ask':
    'OpenClaw in the tank {name} would be asked a question; its model answers, at its price.',
  'tank.making-no-model': 'OpenClaw in the tank has no model yet: give it a key for one.',
  'tank.making-key-not-taken':
    '{provider} doesn’t take the key that OpenClaw in the tank has. Give it another.',
  'tank.making-now-key': 'Giving OpenClaw in the tank the key',
  'tank.making-now-ask': 'Asking it a question; {provider} answers',
  'tank.making-answers': '{provider} answers through it: “{answer}”',
  'tank.making-key-nobody':
    'Neither Tankmate nor the settings in the tank know this provider. There are: {names}.',
  'tank.making-key-odd-settings': 'OpenClaw’s settings in the tank can’t be read. Nothing was changed.',
  'tank.making-key-failed': 'OpenClaw in the tank didn’t take it. All in the tank is as it was.',
  'tank.making-key-too-slow': 'OpenClaw in the tank took too long. All in the tank is as it was.',
  'tank.making-key-cancelled': 'It was cancelled. The key is not in the tank, and all in it is as it was.',
  'tank.making-key-refused':
    '{provider} refuses this key, so it was taken out again. Copy the whole key once more, or make another.',
  'tank.making-silent-model': 'OpenClaw in the tank has a key, but {provider} didn’t answer.',
  'tank.making-silent-model-said':
    'OpenClaw in the tank has a key, but {provider} didn’t answer. OpenClaw says: “{said}”',
  'tank.making-key-again': 'It can be asked again in its control page, or given another key here.',
  'tank.making-key-before-gone':
    'The key of {provider} that was there before is gone, too: OpenClaw gives none back. Give it one that works.',
  'tank.making-key-left':
    'The key may still lie in the tank: take it back on the page of {provider} if it isn’t to be used.',
} as const;

/** Words of giving a tank a model, in both languages. */
export const keyMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'tank.making-does-give-key': '给缸里的龙虾接上模型',
    'tank.making-would-give-key': '会把从标准输入给的密钥交给鱼缸 {name} 里的 OpenClaw，再问它一句话。',
    'tank.making-does-ask': '问缸里的龙虾一句话',
    'tank.making-would-ask': '会问鱼缸 {name} 里的 OpenClaw 一句话，由它的模型来答，照模型的价钱收费。',
    'tank.making-no-model': '缸里的 OpenClaw 还没有接上模型：先给它一把密钥。',
    'tank.making-key-not-taken': '{provider} 不认缸里 OpenClaw 的那把密钥。请换一把。',
    'tank.making-now-key': '正在把密钥交给缸里的 OpenClaw',
    'tank.making-now-ask': '正在问它一句话，由 {provider} 来答',
    'tank.making-answers': '接上 {provider} 了，它回答说：“{answer}”',
    'tank.making-key-nobody': '管家和缸里的设置都不认识这家模型。可以写：{names}。',
    'tank.making-key-odd-settings': '读不懂缸里 OpenClaw 的设置，什么都没改。',
    'tank.making-key-failed': '缸里的 OpenClaw 没收下密钥。缸里的一切都和原来一样。',
    'tank.making-key-too-slow': '缸里的 OpenClaw 太久没有反应。缸里的一切都和原来一样。',
    'tank.making-key-cancelled': '取消了。密钥没有留在缸里，缸里的一切都和原来一样。',
    'tank.making-key-refused':
      '{provider} 不认这把密钥，所以已经取出来了。请把整把密钥重新复制一遍，或者新建一把。',
    'tank.making-silent-model': '缸里的 OpenClaw 有密钥，但 {provider} 没有回答。',
    'tank.making-silent-model-said':
      '缸里的 OpenClaw 有密钥，但 {provider} 没有回答。OpenClaw 的原话：“{said}”',
    'tank.making-key-again': '可以到它的控制页再问一次，也可以在这里换一把密钥。',
    'tank.making-key-before-gone':
      '原来那把 {provider} 的密钥也不在了，OpenClaw 收下的密钥取不回来。请给它一把能用的。',
    'tank.making-key-left': '密钥可能还在缸里：不打算用的话，请到 {provider} 的页面上把它作废。',
  },
};
