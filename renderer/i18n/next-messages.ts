import type { Messages } from '../../main/i18n/messages';

const en = {
  'next.mend': '{count, plural, one {Mend # thing now…} other {Mend # things now…}}',
  'next.by-hand': '{count, plural, one {See to # thing by hand…} other {See to # things by hand…}}',
  'next.none': 'See what was looked at',

  'place.title': 'Where should your lobster live?',
  'place.lead':
    'This decides what it may still do for you. Nothing is changed yet, and you can change your answer later.',
  'place.tank': 'In a tank of its own',
  'place.tank.so':
    'It keeps its commands, its files and its browser, and uses them inside. It can’t get at this computer: what it is to work on, you put in. Making the tank takes about {minutes} minutes, downloads up to {size}, and comes after the mending.',
  'place.here': 'Here, where it only talks',
  'place.here.so':
    'It still chats, remembers and answers. It can no longer run commands, open files, steer a browser or start tasks on its own. Nothing has to be downloaded.',
  'place.go': 'Go on to the plan',
  'place.back': 'Not now',
  'place.change': 'Choose again where it lives',
  'place.is.tank': 'You chose: it is to live in a tank of its own.',
  'place.is.here': 'You chose: it lives here and only talks.',

  'plan.press': 'Make it safe…',
  'plan.one-by-one': 'One by one',
  'plan.title': 'Make it safe',
  'plan.title-of': 'Make it safe: {name}',
  'plan.lead':
    '{changes, plural, one {# change mends} other {# changes mend}} {things, plural, one {# thing} other {# things}}. One that fails is put back and the others go on; everything can be taken back.',
  'plan.group.choice': 'First of all: your choice',
  'plan.group.free': 'Costs you nothing',
  'plan.group.little': 'Costs you a little',
  'plan.go': '{count, plural, one {Make this # change} other {Make these # changes}}',
  'plan.none': 'Nothing is ticked',
  'plan.back': 'Not now',
  'plan.details': 'Show exactly what is changed',
  'plan.details-of': 'Show exactly what is changed: {does}',
  'plan.cost': 'It costs you: {cost}',
  'plan.asks-admin': 'The system will ask for an administrator.',
  'plan.left-out': 'Left out',
  'plan.then': 'After that',
  'plan.then.so':
    '{count, plural, one {# copy of OpenClaw can be brought} other {# copies of OpenClaw can be brought}} up to date. It is offered to you once this is done.',
  'plan.then.tank': 'Then its tank is made, and it moves in.',
  'plan.all-done': 'There is nothing left to put right from here',
  'plan.admin':
    '{count, plural, one {# of these asks for an administrator.} other {# of these ask for an administrator.}}',

  'by-hand.title': 'What only you can do',
  'by-hand.nothing': 'There is nothing left for you to do',
  'by-hand.again': 'Done, look again',
  'by-hand.back': 'Back',
  'by-hand.copy': 'Copy',
  'by-hand.copy-of': 'Copy: {command}',
  'by-hand.copied': 'Copied',
  'by-hand.places': 'Where it lies',
  'by-hand.show': 'Show in its folder',
  'by-hand.show-of': 'Show in its folder: {path}',
  'by-hand.unlooked': 'Nothing was looked at for “{name}”: look again.',

  'as-safe.title': 'As safe as it gets',
  'as-safe.chosen': 'What is left is what you chose.',
  'as-safe.tried': 'What that rests on',
  'as-safe.choice': 'What stays by your choice',
  'as-safe.choice.none': 'Nothing.',
  'as-safe.again': 'When it is looked at again',
  'as-safe.again.tray':
    'By itself, {when} at the latest, and after this computer was asleep. If something gets worse, a notice says so. Until then the shape of the tray’s icon says how things are.',
  'as-safe.again.no-tray': 'When you open Tankmate next: this desktop shows no tray in which it could stay.',
} as const;

/** The way from bad to as safe as it gets: the next step, where it shall live, the plan, what is left to the person. */
export const pageNextMessages = {
  en,
  'zh-CN': {
    'next.mend': '现在补好 {count} 处…',
    'next.by-hand': '按步骤处理 {count} 处…',
    'next.none': '看看都检查了什么',

    'place.title': '您的龙虾住在哪里？',
    'place.lead': '住在哪里，决定它还能替您做什么。现在什么都没改，以后也可以重新选。',
    'place.tank': '住进它自己的缸',
    'place.tank.so':
      '命令、文件、浏览器照样能用，不过都在缸里，够不着这台电脑；要它处理的东西，由您放进去。造缸大约要 {minutes} 分钟，最多下载 {size}，等补好之后再造。',
    'place.here': '住在这里，只聊天',
    'place.here.so':
      '它照样聊天、记事、回答问题，但不能再执行命令、打开文件、操控浏览器，也不能自己安排任务。什么都不用下载。',
    'place.go': '下一步，看要改什么',
    'place.back': '先不选',
    'place.change': '重新选它住在哪里',
    'place.is.tank': '您选的是：住进它自己的缸。',
    'place.is.here': '您选的是：住在这里，只聊天。',

    'plan.press': '一次补好…',
    'plan.one-by-one': '一处一处来',
    'plan.title': '一次补好',
    'plan.title-of': '一次补好：{name}',
    'plan.lead': '{changes} 项改动，能补好 {things} 处。哪一项没成功就改回去，其余的照做；改过的都能撤销。',
    'plan.group.choice': '先请您来选',
    'plan.group.free': '用起来没有影响',
    'plan.group.little': '会有一点不便',
    'plan.go': '做这 {count} 项改动',
    'plan.none': '一项也没有勾选',
    'plan.back': '先不改',
    'plan.details': '看看具体改什么',
    'plan.details-of': '看看具体改什么：{does}',
    'plan.cost': '不便之处：{cost}',
    'plan.asks-admin': '系统会请您以管理员身份确认。',
    'plan.left-out': '不做这一项',
    'plan.then': '在这之后',
    'plan.then.so': '还有 {count} 份 OpenClaw 可以升级。补好以后会问您要不要升。',
    'plan.then.tank': '接着给它造缸，让它搬进去。',
    'plan.all-done': '这里能补的都补好了',
    'plan.admin': '其中 {count} 项要管理员确认。',

    'by-hand.title': '这些要您动手',
    'by-hand.nothing': '没有要您动手的了',
    'by-hand.again': '做好了，再检查一遍',
    'by-hand.back': '返回',
    'by-hand.copy': '复制',
    'by-hand.copy-of': '复制：{command}',
    'by-hand.copied': '已复制',
    'by-hand.places': '它在哪里',
    'by-hand.show': '在文件夹里显示',
    'by-hand.show-of': '在文件夹里显示：{path}',
    'by-hand.unlooked': '“{name}”这块没有检查到，请再检查一遍。',

    'as-safe.title': '能做的都做了',
    'as-safe.chosen': '还剩下的，是您自己的选择。',
    'as-safe.tried': '凭什么这么说',
    'as-safe.choice': '按您的意思保留的',
    'as-safe.choice.none': '没有。',
    'as-safe.again': '下次什么时候检查',
    'as-safe.again.tray':
      '最晚{when}会自己检查，电脑睡醒以后也会。哪里变差了，会通知您；平时看托盘图标的形状，就知道现在怎么样。',
    'as-safe.again.no-tray': '下次打开管家的时候：这个桌面没有托盘，关掉窗口，管家也就退出了。',
  },
} as const satisfies Messages<typeof en>;
