import type { ShownChange } from '../../main/contract/change';
import type { Language, Report, ReportFix } from '../../main/contract/report';
import { type Both, inLanguage } from './findings';
import { headOf } from './reports';

/** A fix with its texts in both languages. */
export interface SampleFix
  extends Partial<Pick<ReportFix, 'needsAdmin' | 'choice' | 'recommended'>>,
    Pick<ReportFix, 'id'> {
  readonly mends: readonly string[];
  readonly does: Both;
  readonly cost?: Both;
  readonly afterwards?: Both;
  readonly changes: readonly ShownChange[];
}

const CONFIG = '/home/lin/.openclaw/openclaw.json';

/** Fixes in the order in which they would be carried out: every kind of change, a choice, one that only the user can decide. */
export const FIXES: readonly SampleFix[] = [
  {
    id: 'listen-locally',
    mends: ['gateway-listens-locally'],
    does: ['Let only this computer reach it', '只让这台电脑够得着它'],
    cost: ['Your phone can’t reach it over the Wi-Fi any more.', '手机不能再通过 Wi-Fi 连它了。'],
    changes: [
      {
        kind: 'edit',
        where: CONFIG,
        before: '  "gateway": {\n    "bind": "lan",\n    "port": 18789,',
        after: '  "gateway": {\n    "bind": "loopback",\n    "port": 18789,',
      },
      {
        kind: 'command',
        where: '/usr/bin/systemctl',
        before: null,
        after: '/usr/bin/systemctl --user restart openclaw-gateway.service',
      },
    ],
  },
  {
    id: 'close-chats',
    mends: ['chat-doors'],
    does: ['Take messages only from people you know', '只收您认识的人的消息'],
    afterwards: ['Write to it once from your own account.', '用您自己的账号给它发一条消息。'],
    changes: [
      {
        kind: 'edit',
        where: CONFIG,
        before: '    "telegram": {\n      "dmPolicy": "open",\n    },',
        after: '    "telegram": {\n      "dmPolicy": "pairing",\n      "groupPolicy": "allowlist",\n    },',
      },
    ],
  },
  {
    id: 'tools-hardened',
    mends: ['chat-doors'],
    choice: 'tool-rights',
    does: ['Let it only read and write in its workspace', '只让它在工作区里读写'],
    cost: ['It can’t run programs for you.', '它不能再替您运行程序。'],
    changes: [
      {
        kind: 'edit',
        where: CONFIG,
        before: '  "tools": {},',
        after: '  "tools": { "profile": "minimal" },',
      },
    ],
  },
  {
    id: 'tools-ask-first',
    mends: ['chat-doors'],
    choice: 'tool-rights',
    recommended: false,
    does: ['Let it ask you before it runs anything', '运行任何东西之前先问您'],
    cost: ['You will be asked often.', '它会常常来问您。'],
    changes: [
      {
        kind: 'edit',
        where: CONFIG,
        before: '  "tools": {},',
        after: '  "tools": { "exec": { "ask": "always" } },',
      },
    ],
  },
  {
    id: 'close-permissions-1a2b3c4d',
    mends: ['personal-data'],
    does: ['Close its folder to other accounts', '不让别的账户打开它的文件夹'],
    changes: [
      { kind: 'mode', where: '/home/lin/.openclaw', before: '0755', after: '0700' },
      { kind: 'edit', where: '/home/lin/.openclaw/backup-tokens.txt', before: 'token=••••', after: null },
      { kind: 'edit', where: '/home/lin/.openclaw/.keep', before: null, after: '# kept' },
    ],
  },
  {
    id: 'move-workspace',
    mends: ['everyday-computer', 'personal-data'],
    needsAdmin: true,
    does: ['Move its workspace out of your documents', '把它的工作区搬出您的文档'],
    cost: ['You find its files at a new place.', '它的文件换了地方。'],
    afterwards: [
      'Tell it once where its workspace is now: openclaw config get agents.defaults.workspace shows it.',
      '告诉它工作区搬到了哪里：openclaw config get agents.defaults.workspace 可以看到。',
    ],
    changes: [
      { kind: 'end', where: 'openclaw-gateway (pid 4242)', before: null, after: null },
      {
        kind: 'move',
        where: '/home/lin/Documents/openclaw',
        before: '/home/lin/Documents/openclaw',
        after: '/home/lin/.openclaw/workspace',
      },
      {
        kind: 'command',
        where: '/usr/bin/chown',
        before: null,
        after: '/usr/bin/chown -R lin:lin /home/lin/.openclaw/workspace',
        admin: true,
      },
    ],
  },
  {
    id: 'retire-copy-0badcafe',
    mends: ['everyday-computer'],
    recommended: false,
    does: ['Take this copy off the computer', '把这一份从电脑上卸载'],
    cost: ['It is gone from here.', '这里就没有它了。'],
    changes: [
      {
        kind: 'command',
        where: '/usr/bin/npm',
        before: null,
        after: '/usr/bin/npm uninstall --global openclaw',
      },
    ],
  },
];

const orNull = (language: Language, both: Both | undefined) => (both ? inLanguage(language, both) : null);

/** A report as it is, with the fixes beside the findings that they mend; or only those named. */
export function withFixes(
  report: Report,
  only: readonly string[] = FIXES.map(({ id }) => id),
  from: readonly SampleFix[] = FIXES,
): Report {
  const { language } = report;
  const fixes = from
    .filter(({ id }) => only.includes(id))
    .map((sample, order) => ({
      mends: sample.mends,
      fix: {
        id: sample.id,
        needsAdmin: sample.needsAdmin ?? false,
        does: inLanguage(language, sample.does),
        cost: orNull(language, sample.cost),
        afterwards: orNull(language, sample.afterwards),
        changes: sample.changes,
        choice: sample.choice ?? null,
        recommended: sample.recommended ?? true,
        fingerprint: 'f1f1f1f1',
        order,
      } satisfies ReportFix,
    }));
  const findings = report.findings.map((finding) => ({
    ...finding,
    fixes:
      finding.state === 'attention' || finding.state === 'unknown'
        ? fixes.filter(({ mends }) => mends.includes(finding.id)).map(({ fix }) => fix)
        : [],
  }));
  return { ...report, findings, verdict: headOf(language, { ...report, findings }) };
}

/** The copies of a report can be brought up to date. */
export function withNewer(report: Report, newer = '2026.9.6'): Report {
  const copies = report.copies.map((copy) => ({
    ...copy,
    updatesTo: copy.version !== null && copy.version !== newer ? newer : null,
  }));
  return { ...report, copies, verdict: headOf(report.language, { ...report, copies }) };
}
