import type { ShownChange } from '../../main/contract/change';
import type { Language, Report, ReportFix } from '../../main/contract/report';
import type { Both } from './findings';
import { headOf } from './reports';

interface ToldFix
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
const FIXES: readonly ToldFix[] = [
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

/** What puts a backup of broken settings back: offered only where there is one. */
const RESTORE: ToldFix = {
  id: 'restore-settings-0a1b2c3d',
  mends: ['gateway-password'],
  recommended: false,
  does: [
    'Put ~/.openclaw/openclaw.json back as OpenClaw kept it on November 12, 2026, 14:03',
    '把 ~/.openclaw/openclaw.json 换回 2026年11月12日 14:03 的备份',
  ],
  cost: [
    'What was changed in the file after that is gone. The broken text is kept, and undo brings it back.',
    '备份以后对这个文件做的改动就没了。写坏的原文会留着，撤销就能换回来。',
  ],
  afterwards: [
    'Whether these settings are safe couldn’t be told before: see what the new look says of them.',
    '这份设置安不安全，之前说不准：换回来以后，请看新的检查结果。',
  ],
  changes: [
    {
      kind: 'edit',
      where: CONFIG,
      before: '  "gateway": {\n    "bind": "loopback"\n    "auth": { "token": ‹32› }',
      after: '  "gateway": {\n    "bind": "loopback",\n    "auth": { "token": ‹32› }',
    },
  ],
};

/** The report that finds settings broken, with what puts their backup back. */
export const withBackup = (report: Report): Report => withFixes(report, [RESTORE.id], [RESTORE]);

const pick = (language: Language, [english, chinese]: Both) => (language === 'en' ? english : chinese);
const pickSome = (language: Language, told: Both | undefined) => (told ? pick(language, told) : null);

/** A report as it is, with the fixes beside the findings that they mend; or only those named. */
export function withFixes(
  report: Report,
  only: readonly string[] = FIXES.map(({ id }) => id),
  from = FIXES,
): Report {
  const { language } = report;
  const fixes = from
    .filter(({ id }) => only.includes(id))
    .map((told, order) => ({
      mends: told.mends,
      fix: {
        id: told.id,
        needsAdmin: told.needsAdmin ?? false,
        does: pick(language, told.does),
        cost: pickSome(language, told.cost),
        afterwards: pickSome(language, told.afterwards),
        changes: told.changes,
        choice: told.choice ?? null,
        recommended: told.recommended ?? true,
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
export function withUpdates(report: Report, newer = '2026.9.6'): Report {
  const copies = report.copies.map((copy) => ({
    ...copy,
    updatesTo: copy.version !== null && copy.version !== newer ? newer : null,
  }));
  return { ...report, copies, verdict: headOf(report.language, { ...report, copies }) };
}
