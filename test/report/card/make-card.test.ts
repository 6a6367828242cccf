import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ReportEvidence, ReportFinding } from '../../../main/contract/report';
import { cardHtml } from '../../../main/report/card/card-html';
import { cardText } from '../../../main/report/card/card-text';
import { type CardSource, makeCard } from '../../../main/report/card/make-card';
import { badHome } from '../../../renderer/practice/reports';
import { type Random, random } from '../../homes/random';
import { plant } from './planted';

const lin = { homes: ['/home/lin'], people: ['lin'], computers: ['lins-laptop'] };
const source = (more: Partial<CardSource> = {}): CardSource => ({
  report: badHome('en'),
  system: 'Linux 6.1',
  identities: lin,
  changes: [],
  log: [],
  ...more,
});

const SENTENCES: readonly ((thing: string) => string)[] = [
  (thing) => thing,
  (thing) => `It belongs to ${thing}.`,
  (thing) => `从${thing}来的消息，谁都能发。`,
  (thing) => `“${thing}”、(${thing}) and ${thing}: seen`,
  (thing) => `what=${thing};next`,
  (thing) => `[${thing}]，${thing}。`,
];

/** A report in which everything that was planted stands in many places. */
function plantedSource(draw: Random): { readonly source: CardSource; readonly secrets: readonly string[] } {
  const { identities, secrets, things, paths, settings } = plant(draw);
  const said = () => draw.pick(SENTENCES)(draw.pick([...things, ...paths]));
  const evidence = (): ReportEvidence => {
    const [kind, where] = draw.pick([
      ['file', draw.pick(paths)],
      ['folder', draw.pick(paths)],
      ['setting', `${draw.pick(paths)}: ${draw.pick(settings)}`],
      ['port', draw.pick(things)],
      ['process', `openclaw (pid 4242, user ${identities.people[0]})`],
    ] as const);
    return { kind, where, saw: said() };
  };
  const report = badHome(draw.pick(['en', 'zh-CN'] as const));
  const findings = report.findings.map(
    (finding): ReportFinding => ({
      ...finding,
      title: said(),
      because: said(),
      evidence: Array.from({ length: 6 }, evidence),
      cannot: [{ where: draw.pick(paths), because: said(), helps: [] }],
    }),
  );
  // A path with a space in it is known from where it was seen; in a sentence alone nobody knows where it ends.
  const seen = paths.map((where): ReportEvidence => ({ kind: 'file', where, saw: '' }));
  const [first, ...rest] = findings;
  if (!first) throw new Error('no finding');
  return {
    secrets,
    source: {
      report: {
        ...report,
        findings: [{ ...first, state: 'good', evidence: [...first.evidence, ...seen] }, ...rest],
        verdict: { ...report.verdict, title: said() },
        copies: report.copies.map((copy) => ({
          ...copy,
          path: draw.pick(paths),
          owner: identities.people[0] ?? null,
        })),
      },
      system: 'Linux 6.1',
      identities,
      changes: [{ at: '2026-11-22T02:00:00.000Z', does: said(), state: 'done' }],
      log: Array.from({ length: 10 }, said),
    },
  };
}

/** Lines in which something can be read that was planted. */
function leaks(seed: number): readonly string[] {
  const { source: planted, secrets } = plantedSource(random(seed, 'card'));
  const card = makeCard(planted);
  const told = [cardText(card), cardHtml(card, 'en')].flatMap((each) => each.toLowerCase().split('\n'));
  return secrets.flatMap((secret) => {
    const line = told.find((each) => each.includes(secret.toLowerCase()));
    return line === undefined ? [] : [`${seed}: ${secret} in ${line}`];
  });
}

test('nothing that says who somebody is gets onto the card', () => {
  expect(Array.from({ length: 120 }, (_, seed) => leaks(seed)).flat()).toEqual([]);
});

const textOf = (more: Partial<CardSource>) => cardText(makeCard(source(more)));

test('the same mark stands for the same thing, and another for another', () => {
  const log = [
    'a@example.com wrote to b@example.com',
    'b@example.com',
    '138 1234 5678 and 13812345678',
    '192.168.1.5 is not 192.168.1.6 or 8.8.4.4',
  ];
  expect(textOf({ log })).toContain(
    `- ‹e-mail 1› wrote to ‹e-mail 2›
- ‹e-mail 2›
- ‹number 1› and ‹number 1›
- ‹local address 1› is not ‹local address 2› or ‹internet address 1›
`,
  );
});

test('accounts and agents in the checks’ own sentences are nobody any more', () => {
  const log = [
    'The account jsmith, under which OpenClaw runs, opened 2 private places.',
    'OpenClaw 用的账户 jsmith 试了 3 处；OpenClaw 以 jsmith 运行。',
    'The sandbox is off for the agent kitty. 智能体 kitty 没有开沙箱。',
    'The account that runs it, and the agent main, are known.',
  ];
  const lines = textOf({ log }).split('\n').slice(-7);
  expect(lines.filter((line) => /jsmith|kitty/.test(line))).toEqual([]);
  expect(lines).toContain(`- ${log[3]}`);
});

test('what is everybody’s stays, so that who helps can follow it', () => {
  const plain = [
    'openclaw-gatewa (pid 1234567, user root) at 127.0.0.1:18789 and [::1]:18789, 0.0.0.0:18791',
    '2026-11-30T10:24:11.123Z 4242 OpenClaw 2026.9.6, Node 22.11.0, Chromium 130.0.6723.137',
    '/usr/lib/node_modules/openclaw/package.json and ~/.openclaw/openclaw.json.bak.1',
    '~/.openclaw/skills/weather/SKILL.md:12: seen',
    '~/.openclaw/skills/weather/SKILL.md: CVE-2026-1234567, GHSA-2222-3333-4444',
    'systemctl --user restart openclaw-gateway.service',
    'see docs.openclaw.ai/gateway/security and https://github.com/openclaw/openclaw',
    '/etc/systemd/system/openclaw-gateway.service',
    'npm install openclaw@latest and getty@tty1.service, https://github.com/advisories/GHSA-2222-3333-4444',
    'agents.entries.main.model, agents.list[0].model',
    'gateway.auth.mode none, channels.telegram.dmPolicy open',
  ];
  const told = textOf({ log: plain });
  expect(plain.filter((line) => !told.includes(`- ${line}\n`))).toEqual([]);
});

test('worst first, with what was seen, versions and what was changed', () => {
  const changes = [
    { at: '2026-11-22T02:00:00.000Z', does: 'Let only this computer reach it', state: 'done' },
  ] as const;
  const told = textOf({ changes });
  const titles = [...told.matchAll(/^■ (.*)$/gm)].map(([, title]) => title);
  expect(titles).toEqual([
    'What needs attention',
    'What can’t be told',
    'What runs here',
    'What is fine',
    'What Tankmate changed last',
  ]);
  expect(told).toMatch(/^- \[critical\] /m);
  expect(told).toContain('- System: Linux 6.1');
  expect(told).toContain('2026-11-22T02:00:00.000Z Let only this computer reach it (done)');
  expect(told).not.toContain('/home/lin');
});

test('the web page runs nothing, and what was found makes no mark of its own', () => {
  const html = cardHtml(makeCard(source({ log: ['<img src=x onerror=alert(1)> & "b"'] })), 'en');
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;b&quot;');
  expect(html).not.toMatch(/<(?:img|script|link|a)\b/);
  expect(html).toContain("default-src 'none'");
  // It allows itself the one style sheet that it has.
  const [style = ''] = /(?<=<style>)[^<]+(?=<\/style>)/.exec(html) ?? [];
  const digest = createHash('sha256').update(style).digest('base64');
  expect(html).toContain(`content="default-src 'none'; style-src 'sha256-${digest}'"`);
});

test('a control sign in a name makes no line of its own', () => {
  expect(textOf({ log: ['a\u0007b\nc\u202Ed'] })).toContain('- a\uFFFDb\uFFFDc\uFFFDd\n');
});
