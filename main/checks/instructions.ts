import type { Evidence, Observation, Severity } from '../contract/finding';
import type { TurnedOrder } from '../openclaw/dangers/turned-orders';
import { defineCheck } from './define/define-check';
import { eachSetup, firstOf, gapEvidence } from './setups/evaluate-setups';

/** From the worst. */
const JUDGED: readonly (readonly [TurnedOrder, Severity])[] = [
  ['sends-secrets', 'critical'],
  ['runs-fetched', 'high'],
  ['overrides', 'high'],
  ['hidden-text', 'high'],
];

/** Whether what an agent is told before each talk turns it against its owner. */
export default defineCheck({
  id: 'instructions',
  tile: 'extensions',
  clause: 'guide-4',
  article: 'https://docs.openclaw.ai/gateway/security/prompt-injection',
  messages: {
    en: {
      good: 'Nothing that it obeys turns it openly against you',
      attention: 'Something that it obeys turns it against you',
      unknown: 'We can’t tell what all it obeys',
      'not-applicable': 'There is no OpenClaw here that could obey',
      why: 'Before each conversation OpenClaw reads its instructions, its memory and its planned tasks, and does what they say. A message or a skill may have written there.',
      'by-hand':
        'Open each file at the line that is named here. If you didn’t write it, take it out.\nSee the planned tasks: openclaw cron list\nRemove one that you didn’t plan: openclaw cron rm ID\nIf secrets may have been sent away already, change them.\nThen start a new talk: /new',
      clean:
        '{count, plural, one {# text was} other {# texts were}} read by simple rules: instructions, memory, planned tasks. None of them openly sends secrets away, fetches programs or takes rules back.',
      none: 'There are no instructions, memories or planned tasks yet.',
      'sends-secrets':
        '{count, plural, one {One line tells} other {# lines tell}} it to send passwords, keys or private files away.',
      'runs-fetched':
        '{count, plural, one {One line tells} other {# lines tell}} it to fetch a program from the internet and run it.',
      overrides:
        '{count, plural, one {One line takes} other {# lines take}} back the rules that it had before.',
      'hidden-text':
        '{count, plural, one {One line holds} other {# lines hold}} letters that nobody can see.',
      'saw-sends-secrets': 'sends secrets away',
      'saw-runs-fetched': 'fetches and runs a program',
      'saw-overrides': 'takes rules back',
      'saw-hidden-text': 'letters that nobody can see',
      hidden: '{count, plural, one {# place} other {# places}} could not be read, so it may obey more.',
      read: '{count, plural, one {# text} other {# texts}}',
    },
    'zh-CN': {
      good: '它照着做的东西，没有明着和您作对的',
      attention: '它照着做的东西里，有和您作对的',
      unknown: '它都照着什么做，说不准',
      'not-applicable': '这里没有会照着做的 OpenClaw',
      why: '每次对话前，OpenClaw 都会读它的指令、记忆和定时任务，照着做。一条消息、一个技能，都可能往里写过东西。',
      'by-hand':
        '打开这里列出的文件，看那一行。不是您写的就删掉。\n看看有哪些定时任务：openclaw cron list\n不是您定的就删掉：openclaw cron rm ID\n如果秘密可能已经发出去了，请更换。\n然后开一个新对话：/new',
      clean:
        '用简单的规则读了 {count} 份内容：指令、记忆、定时任务。没有明着把秘密发出去、取程序来运行或推翻规则的。',
      none: '还没有指令、记忆或定时任务。',
      'sends-secrets': '有 {count} 行叫它把密码、密钥或私人文件发出去。',
      'runs-fetched': '有 {count} 行叫它从网上取程序来运行。',
      overrides: '有 {count} 行推翻了它原来的规则。',
      'hidden-text': '有 {count} 行藏着看不见的字符。',
      'saw-sends-secrets': '把秘密发出去',
      'saw-runs-fetched': '取程序来运行',
      'saw-overrides': '推翻规则',
      'saw-hidden-text': '看不见的字符',
      hidden: '有 {count} 处没能读到，它可能还照着别的做。',
      read: '{count} 份内容',
    },
  },

  inspect: (probes, say) =>
    eachSetup(probes, async (setup) => {
      const { items, gaps } = await probes.orders.instructions(setup);
      const lines = items.flatMap(({ where, turned }) =>
        turned.map(({ kind, line }) => ({ kind, where: `${where}:${line}` })),
      );
      const observations: Observation[] = [];
      for (const [kind, severity] of JUDGED) {
        const found = lines.filter((each) => each.kind === kind);
        if (found.length === 0) continue;
        const evidence = firstOf(found).map(
          ({ where }): Evidence => ({ kind: 'file', where, saw: say(`saw-${kind}`) }),
        );
        observations.push(say.attention(severity, say(kind, { count: found.length }), evidence));
      }
      if (gaps.length > 0)
        observations.push(say.unknown(say('hidden', { count: gaps.length }), gapEvidence(gaps)));
      if (observations.length > 0) return observations;
      const count = items.length;
      const where: Evidence = { kind: 'folder', where: setup.stateDir, saw: say('read', { count }) };
      return [say.good(count > 0 ? say('clean', { count }) : say('none'), [where])];
    }),
});
