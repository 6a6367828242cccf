import type { TileId } from '../../main/contract/finding';
import type { Language, Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { type Both, FINE, type SampleFinding, UNSAFE } from '../../renderer/practice/findings';
import { type SampleFix, withFixes } from '../../renderer/practice/fixes';
import { copyOf, findingOf, findingsIn, reportOf, withOthers } from '../../renderer/practice/reports';
import { appState } from '../fakes/state';

/** Nothing but what could not be told. */
export const unclear = (language: Language) =>
  reportOf(
    language,
    findingsIn(
      language,
      withOthers(
        FINE,
        UNSAFE.filter(({ state }) => state === 'unknown'),
      ),
    ),
    [copyOf({ version: null, advisories: null })],
  );

/** Settings that OpenClaw can't read, and what can't be told because of them. */
export function brokenHome(language: Language) {
  const clouded: SampleFinding = {
    id: 'gateway-password',
    tile: 'exposure',
    state: 'unknown',
    title: ['We can’t tell who gets in', '谁进得来，说不准'],
    because: [
      'The settings can’t be read at line 4: a mark is missing there. OpenClaw can’t read them either.',
      '设置第 4 行写坏了：那里少了一个符号。OpenClaw 自己也读不了。',
    ],
    why: ['Whoever gets in can give it orders.', '进得来的人就能指挥它。'],
    byHand: [['See what is wrong: openclaw config validate', '看看哪里不对：openclaw config validate']],
    evidence: [{ kind: 'file', where: '/home/lin/.openclaw/openclaw.json', saw: ['line 4', '第 4 行'] }],
  };
  const rest = FINE.filter(({ id }) => id !== clouded.id);
  return reportOf(language, findingsIn(language, [...rest, clouded]), [copyOf({})]);
}

/** An old gateway run by root, hit by 308 advisories, beside a second copy in a container. */
export const rootGateway = (language: Language) => {
  const holes: SampleFinding = {
    id: 'known-holes',
    tile: 'updates',
    state: 'attention',
    severity: 'critical',
    title: ['It has 308 known holes', '它有 308 个已知漏洞'],
    because: [
      '2026.3.13 is hit by 308 advisories, 10 of them critical: someone on the internet can take it over without a password. 2026.6.9 clears them all.',
      '2026.3.13 中了 308 条公告，其中 10 条最严重：互联网上的人不用密码就能接管它。升级到 2026.6.9 就都修好了。',
    ],
    why: ['Published holes are tried by everybody.', '公布过的漏洞，谁都会拿来试。'],
    byHand: [['Run: npm install -g openclaw@latest', '运行：npm install -g openclaw@latest']],
    evidence: Array.from({ length: 308 }, (_, index) => ({
      kind: 'advisory' as const,
      where: `GHSA-${String(index).padStart(4, '0')}-abcd-wxyz`,
      saw: ['critical, cleared by 2026.6.9', '最严重，2026.6.9 已修好'] as Both,
    })),
  };
  const owner: SampleFinding = {
    id: 'gateway-owner',
    tile: 'privileges',
    state: 'attention',
    severity: 'critical',
    title: ['It runs as the boss of this computer', '它是这台电脑的主人'],
    because: ['The gateway belongs to root.', '网关是 root 在运行。'],
    why: ['Nothing on this computer is closed to root.', '在这台电脑上，root 没有打不开的门。'],
    byHand: [['Stop it and start it from an ordinary account.', '停掉它，用普通账户重新启动。']],
    evidence: [{ kind: 'process', where: 'pid 77', saw: 'openclaw-gateway, root' }],
  };
  return reportOf(language, findingsIn(language, withOthers(FINE, [...UNSAFE, holes, owner])), [
    copyOf({
      path: '/usr/lib/node_modules/openclaw',
      version: '2026.3.13',
      owner: 'root',
      advisories: {
        critical: 10,
        high: 116,
        medium: 148,
        low: 34,
        clearedBy: '2026.6.9',
        dataFrom: '2026-08-07',
      },
    }),
    copyOf({ path: '/app', kind: 'container', where: 'container:claw-1', running: false }),
    copyOf({ path: '/home/lin/.openclaw-old/openclaw', version: null, advisories: null, running: false }),
  ]);
};

/** Texts as an attacker would name their files and folders. */
export const hostile = (language: Language) => {
  const evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>‮gnp.exe';
  const worst = findingOf(language, {
    id: 'plain-secrets',
    tile: 'private-data',
    state: 'attention',
    severity: 'high',
    title: [evil, evil],
    because: [evil, evil],
    why: [evil, evil],
    byHand: [[evil, evil]],
    evidence: [
      { kind: 'advisory', where: 'javascript:alert(1)', saw: evil },
      { kind: 'file', where: '/'.padEnd(400, 'a'), saw: 'x'.repeat(400) },
      ...Array.from({ length: 10_000 }, (_, index) => ({
        kind: 'file' as const,
        where: `${evil}${index}`,
        saw: evil,
      })),
    ],
  });
  return reportOf(
    language,
    [...findingsIn(language, FINE), worst],
    [copyOf({ path: evil, version: evil, where: evil })],
  );
};

/** The state of an app that has this report. */
export const stateWith = (
  language: Language,
  report: Report | null,
  more: Partial<AppState> = {},
): AppState => appState({ language, welcomed: report !== null, report, ...more });

/** A look half way. */
export const halfWay = (done: readonly TileId[]): AppState['looking'] => ({
  done: 11,
  of: 21,
  tilesDone: done,
});

/** What puts a backup of broken settings back: offered only where there is one. */
const RESTORE: SampleFix = {
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
      where: '/home/lin/.openclaw/openclaw.json',
      before: '  "gateway": {\n    "bind": "loopback"\n    "auth": { "token": ‹32› }',
      after: '  "gateway": {\n    "bind": "loopback",\n    "auth": { "token": ‹32› }',
    },
  ],
};

/** The report that finds settings broken, with what puts their backup back. */
export const withBackup = (report: Report): Report => withFixes(report, [RESTORE.id], [RESTORE]);
