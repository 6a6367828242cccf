import type { Language } from '../../main/contract/report';
import type {
  ChangeEntry,
  HistoryItem,
  JobOutcome,
  JobProgress,
  JobSummary,
  Quarantined,
} from '../../main/contract/work';
import type { Both } from '../../renderer/practice/findings';

const pick = (language: Language, [english, chinese]: Both) => (language === 'en' ? english : chinese);

/** A fix under way: the second of five, a part of it done. */
export const working = (language: Language, more: Partial<JobProgress> = {}): JobProgress => ({
  kind: 'fix',
  now: pick(language, ['Taking messages only from people you know', '正在改为只收您认识的人的消息']),
  done: 1,
  of: 5,
  part: 0.4,
  lines: [],
  cancellable: true,
  ...more,
});

/** An update under way, with what npm says. */
export const updating = (language: Language): JobProgress =>
  working(language, {
    kind: 'update',
    now: pick(language, ['Installing OpenClaw 2026.9.6', '正在安装 OpenClaw 2026.9.6']),
    done: 3,
    of: 7,
    part: null,
    lines: [
      'npm http fetch GET 200 https://registry.example.org/openclaw 214ms',
      'added 412 packages in 38s',
    ],
    cancellable: false,
  });

const outcome = (
  language: Language,
  fix: string,
  result: JobOutcome['result'],
  does: Both,
  because: Both,
  afterwards: Both | null = null,
): JobOutcome => ({
  fix,
  entry: result === 'refused' || result === 'skipped' ? null : `entry-${fix}`,
  does: pick(language, does),
  result,
  because: pick(language, because),
  afterwards: afterwards && pick(language, afterwards),
});

/** Two fixes that helped. */
export const bothFixed = (language: Language): JobSummary => ({
  kind: 'fix',
  outcomes: [
    outcome(
      language,
      'listen-locally',
      'fixed',
      ['Let only this computer reach it', '只让这台电脑够得着它'],
      ['It listens on 127.0.0.1 only, tried just now.', '刚刚试过，它只监听 127.0.0.1。'],
    ),
    outcome(
      language,
      'close-chats',
      'fixed',
      ['Take messages only from people you know', '只收您认识的人的消息'],
      ['Strangers are turned away now.', '陌生人现在会被拒绝。'],
      ['Write to it once from your own account.', '用您自己的账号给它发一条消息。'],
    ),
  ],
  keys: [
    { id: 'anthropic-api-key', provider: 'Anthropic', count: 2, page: true },
    { id: 'own-proxy-key', provider: 'Proxy', count: 1, page: false },
  ],
});

/** Every way in which a fix can end. */
export const mixed = (language: Language): JobSummary => ({
  kind: 'fix',
  outcomes: [
    ...bothFixed(language).outcomes.slice(0, 1),
    outcome(
      language,
      'close-permissions',
      'rolled-back',
      ['Close its folder to other accounts', '不让别的账户打开它的文件夹'],
      ['Others could still read it afterwards.', '改过之后，别人还是读得到。'],
    ),
    outcome(
      language,
      'move-workspace',
      'left-changed',
      ['Move its workspace out of your documents', '把它的工作区搬出您的文档'],
      [
        'The disk took no more, and 2 of 3 changes could not be put back.',
        '磁盘写不进去了，3 处改动有 2 处没能改回去。',
      ],
    ),
    outcome(
      language,
      'ordinary-service',
      'refused',
      ['Run it from an ordinary account', '用普通账户运行它'],
      ['The administrator said no.', '管理员没有同意。'],
    ),
    outcome(
      language,
      'store-secrets',
      'skipped',
      ['Put its keys into its own store', '把密钥放进它自己的保险柜'],
      ['One before it stopped the row.', '前面有一处没有成功，后面的就没有做。'],
    ),
  ],
  keys: [],
});

/** One outcome of another kind of work. */
export const single = (
  language: Language,
  kind: JobSummary['kind'],
  result: JobOutcome['result'],
): JobSummary => ({
  kind,
  outcomes: [
    outcome(
      language,
      kind,
      result,
      ['OpenClaw in ~/.npm-global', '~/.npm-global 里的 OpenClaw'],
      ['Looked at again just now.', '刚刚重新检查过。'],
    ),
  ],
  keys: [],
});

/** What leaving put away. */
export const putAway: Quarantined = {
  things: ['/home/lin/.openclaw', '/home/lin/.npm-global/lib/node_modules/openclaw'],
  place: '/home/lin/.config/Tankmate/quarantine',
  bytes: 312_400_000,
};

/** OpenClaw has left, but for two things. */
export const mostlyLeft = (language: Language): JobSummary => ({
  ...single(language, 'leave', 'fixed'),
  left: [
    { where: '/opt/openclaw', why: pick(language, ['it belongs to another account', '属于别的账户']) },
    {
      where: '\\OpenClaw Gateway',
      why: pick(language, [
        'a scheduled task that was told to stay off, not deleted',
        '已让它停用的计划任务，没有删除',
      ]),
    },
  ],
});

/** One entry of the journal. */
export const entry = (
  language: Language,
  id: string,
  state: ChangeEntry['state'],
  at = '2026-11-22T02:20:00.000Z',
): ChangeEntry => ({
  id,
  fix: id.replace(/^entry-/, ''),
  finding: 'gateway-listens-locally',
  does: pick(language, ['Let only this computer reach it', '只让这台电脑够得着它']),
  at,
  state,
  changes: [{ kind: 'mode', where: '/home/lin/.openclaw', before: '0755', after: '0700' }],
});

/** What undo would do: some of it, as somebody has set the rest since. */
export const wouldUndo = (language: Language): NonNullable<ChangeEntry['undo']> => ({
  changes: [
    {
      kind: 'edit',
      where: '/home/lin/.openclaw/openclaw.json',
      before: '  "profile": "messaging",',
      after: '  "profile": "full",',
    },
  ],
  left: [
    pick(language, [
      'gateway.bind in /home/lin/.openclaw/openclaw.json is now "tailnet", before it was "lan"',
      '/home/lin/.openclaw/openclaw.json 里的 gateway.bind 现在是 "tailnet"，修改前是 "lan"',
    ]),
  ],
});

/** The journal behind a result: what helped, and what could not be taken back, can be taken back. */
export const journalOf = (language: Language, { outcomes }: JobSummary): readonly ChangeEntry[] =>
  outcomes.flatMap(({ entry: id, result }) => {
    if (id === null) return [];
    const state = result === 'fixed' ? 'done' : result === 'left-changed' ? 'left-changed' : 'undone';
    return [entry(language, id, state)];
  });

/** Three looks with two changes between them. */
export const history = (language: Language): readonly HistoryItem[] => [
  {
    kind: 'look',
    at: '2026-11-22T02:24:00.000Z',
    things: 4,
    title: pick(language, ['4 things to see to', '4 处要处理']),
    worse: [],
    better: [pick(language, ['Only this computer can reach it', '只有这台电脑够得着它'])],
  },
  { kind: 'change', ...entry(language, 'entry-listen-locally', 'done') },
  {
    kind: 'look',
    at: '2026-11-21T02:24:00.000Z',
    things: 5,
    title: pick(language, ['5 things to see to', '5 处要处理']),
    worse: [pick(language, ['People outside can reach it', '外面的人够得着它'])],
    better: [],
  },
  { kind: 'change', ...entry(language, 'entry-close-chats', 'undone', '2026-11-20T09:00:00.000Z') },
  {
    kind: 'look',
    at: '2026-11-19T02:24:00.000Z',
    things: 9,
    title: pick(language, ['9 things to see to', '9 处要处理']),
    worse: [],
    better: [],
  },
];
