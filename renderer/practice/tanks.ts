import type { Language } from '../../main/contract/report';
import { ATTEMPTS, type AttemptId, type AttemptOutcome, type EngineId } from '../../main/contract/tank';
import type {
  JobOutcome,
  JobProgress,
  JobSummary,
  ShownEngineOption,
  ShownEngineRanking,
  ShownMove,
  ShownTank,
  TankCommandId,
} from '../../main/contract/work';
import { type Both, inLanguage } from './findings';

/** A way to make a tank that is ready, but for what is said. */
export const engineWay = (
  language: Language,
  engine: EngineId,
  name: string,
  because: Both,
  more: Partial<ShownEngineOption> = {},
): ShownEngineOption => ({
  engine,
  wall: 'machine',
  name,
  state: 'ready',
  blocker: null,
  because: inLanguage(language, because),
  tried: inLanguage(language, ['Tried on Linux with QEMU 7.2.', '已在 Linux 上用 QEMU 7.2 实际试过。']),
  leavesOpen: null,
  slow: false,
  downloads: 812_000_000,
  disk: 12_900_000_000,
  needsAdmin: false,
  installs: null,
  ...more,
});

export const qemu = (language: Language, more: Partial<ShownEngineOption> = {}) =>
  engineWay(
    language,
    'qemu',
    'QEMU 7.2',
    ['It is here, and the processor helps.', '已经装好，处理器也帮得上忙。'],
    more,
  );

/** QEMU recommended; a thinner wall, a separation that is none, and one that the firmware hinders. */
export const offerOf = (
  language: Language,
  best: ShownEngineOption | null = qemu(language),
): ShownEngineRanking => ({
  best,
  others: [
    engineWay(
      language,
      'podman',
      'Podman 4.3.1',
      ['It is here and runs without an administrator.', '已经装好，不用管理员就能运行。'],
      {
        wall: 'container',
        leavesOpen: inLanguage(language, [
          'A hole in this computer’s system core would lead out.',
          '这台电脑的系统内核有洞的话，就能从那里出来。',
        ]),
        downloads: 190_000_000,
        disk: 4_300_000_000,
      },
    ),
    engineWay(language, 'wsl', 'WSL2', ['Its program has to be put there first.', '要先装上它的程序。'], {
      wall: 'tidy',
      state: 'install',
      needsAdmin: true,
      installs: 'wsl --install --no-distribution',
      leavesOpen: inLanguage(language, [
        'Whoever is root in there can open C: again.',
        '在里面当上 root 的人，可以重新打开 C 盘。',
      ]),
    }),
    engineWay(
      language,
      'virtualbox',
      'VirtualBox',
      [
        'The processor’s help is switched off. Restart, press F1 while the Lenovo sign shows, and switch “Intel Virtualization Technology” on.',
        '处理器的虚拟化被关掉了。请重启电脑，看到 Lenovo 标志时按 F1，打开“Intel Virtualization Technology”。',
      ],
      { state: 'hindered', blocker: 'firmware-off' },
    ),
  ],
});

/** The way to make a tank with this engine, as it is offered; the recommended one where it isn't. */
export function engineOf(language: Language, engine: EngineId): ShownEngineOption {
  const { best, others } = offerOf(language);
  return others.find((each) => each.engine === engine) ?? best ?? qemu(language);
}

const TRIED: Readonly<Record<AttemptId, Both>> = {
  account: ['Be more than an ordinary account', '当上管理员'],
  'host-folders': ['Read this computer’s folders', '读这台电脑的文件夹'],
  'host-loopback': ['Knock at this computer’s own ports', '敲这台电脑自己的端口'],
  lan: ['Reach other devices in your network', '连您家里的其他设备'],
  metadata: ['Ask the cloud for keys', '向云平台要密钥'],
  'engine-sockets': ['Give orders to its own engine', '指挥造缸的程序'],
  'other-guests': ['Reach other machines beside it', '连旁边的虚拟机'],
  sudo: ['Become the boss inside', '在里面当上主人'],
  'kernel-modules': ['Load something into the system core', '往系统内核里塞东西'],
  clipboard: ['Read what you copied', '读您复制的内容'],
  devices: ['Use cameras and USB sticks', '使用摄像头和 U 盘'],
  'engine-settings': ['The engine’s settings, seen from outside', '从外面看造缸程序的设置'],
  mounts: ['Folders that were put in, seen from outside', '从外面看有没有挂进去的文件夹'],
  ports: ['Open ports, seen from outside', '从外面看打开的端口'],
  limits: ['Take more than it may have', '超出给它的限度'],
};

/** A receipt in which all is blocked, but for what is said. */
export const receiptWith = (
  language: Language,
  outcomes: Partial<Record<AttemptId, AttemptOutcome>> = {},
): ShownTank['receipt'] => ({
  at: '2026-11-20T02:24:00.000Z',
  tries: ATTEMPTS.map((id) => ({
    id,
    outcome: outcomes[id] ?? 'blocked',
    title: inLanguage(language, TRIED[id]),
    saw: inLanguage(
      language,
      outcomes[id] === 'open'
        ? ['10.0.2.2:8080 answered.', '10.0.2.2:8080 有回应。']
        : outcomes[id] === 'untested'
          ? ['No other machine runs here just now.', '这里现在没有别的虚拟机。']
          : ['Refused: permission denied.', '被拒绝：没有权限。'],
    ),
  })),
});

/** A made, sealed, running tank, but for what is said. */
export const sampleTank = (language: Language, more: Partial<ShownTank> = {}): ShownTank => ({
  name: 'openclaw',
  engine: 'qemu',
  engineName: 'QEMU 7.2',
  wall: 'machine',
  state: 'running',
  step: null,
  progress: null,
  openclaw: { version: '2026.9.6', healthy: true, updatesTo: null },
  port: 28789,
  usage: { memory: 826_000_000, disk: 3_420_000_000 },
  receipt: receiptWith(language),
  receiptDue: false,
  answers: true,
  models: [
    { id: 'deepseek-direct', name: 'DeepSeek', issuer: 'deepseek-api-key', home: 'china', wanted: false },
    {
      id: 'moonshot-direct',
      name: 'Moonshot (Kimi)',
      issuer: 'moonshot-api-key',
      home: 'china',
      wanted: false,
    },
    { id: 'anthropic', name: 'Anthropic', issuer: 'anthropic-api-key', home: 'world', wanted: true },
    { id: 'openai-direct', name: 'OpenAI', issuer: 'openai-api-key', home: 'world', wanted: false },
  ],
  snapshots: [
    { name: 'clean', at: '2026-11-18T02:24:00.000Z' },
    { name: 'before-moving-in', at: '2026-11-19T12:05:00.000Z' },
    { name: 'before-2026.9.6', at: '2026-11-20T02:20:00.000Z' },
    { name: 'own-2026-11-21', at: '2026-11-21T01:10:00.000Z' },
    { name: 'own-2026-11-21--2', at: '2026-11-21T13:40:00.000Z' },
    { name: 'before-going-back', at: '2026-11-21T14:02:00.000Z' },
  ],
  movedInAt: null,
  limits: { memoryMiB: 4096, processors: 2, diskGiB: 12 },
  ...more,
});

export const move = (language: Language, more: Partial<ShownMove> = {}): ShownMove => ({
  id: 'setup-1a2b3c4d',
  from: '/home/lin/.openclaw',
  files: 214,
  bytes: 18_400_000,
  flagged: [
    {
      id: 'file-0000aaaa',
      path: '/home/lin/.openclaw/workspace/memory/2026-10-02.md',
      why: inLanguage(language, ['an identity card number', '有 1 个身份证号']),
    },
    {
      id: 'file-0000bbbb',
      path: '/home/lin/.openclaw/workspace/tax/return-2025.pdf',
      why: inLanguage(language, ['3 bank card numbers', '有 3 个银行卡号']),
    },
  ],
  secrets: [
    { id: 'anthropic-api-key', provider: 'Anthropic', count: 2 },
    { id: 'own-proxy-key', provider: 'Proxy', count: 1, page: false },
  ],
  left: [
    inLanguage(language, ['The WhatsApp login: link it anew inside.', 'WhatsApp 的登录：要在里面重新绑定。']),
  ],
  ...more,
});

/** Making it, in the middle of a download. */
export const making = (language: Language, more: Partial<JobProgress> = {}): JobProgress => ({
  kind: 'tank',
  tank: 'create',
  now: inLanguage(language, ['Fetching the system for it', '正在下载缸里的系统']),
  done: 4,
  of: 14,
  part: 0.5,
  bytes: { done: 312_000_000, of: 624_000_000 },
  leftMs: 230_000,
  lines: ['ubuntu-24.04-server-cloudimg-amd64.img', '312 of 624 MB'],
  cancellable: true,
  ...more,
});

/** What one deed came to. */
export const tankDone = (
  language: Language,
  tank: TankCommandId,
  result: JobOutcome['result'] = 'fixed',
  more: Partial<JobSummary> = {},
): JobSummary => ({
  kind: 'tank',
  tank,
  outcomes: [
    {
      fix: tank,
      entry: null,
      does: inLanguage(language, ['The tank “openclaw”', '鱼缸“openclaw”']),
      result,
      because:
        tank === 'give-key'
          ? inLanguage(
              language,
              result === 'fixed'
                ? [
                    'DeepSeek answers through it: “Yes, I am here.”',
                    '接上 DeepSeek 了，它回答说：“在的，有什么事吗？”',
                  ]
                : [
                    'DeepSeek refuses this key, so it was taken out again. Copy the whole key once more, or make another.',
                    'DeepSeek 不认这把密钥，所以已经取出来了。请把整把密钥重新复制一遍，或者新建一把。',
                  ],
            )
          : result === 'fixed'
            ? inLanguage(language, ['Its gateway answered just now.', '它的网关刚刚有了回应。'])
            : inLanguage(language, ['The disk is full: 300 MB more are needed.', '磁盘满了，还差 300 MB。']),
      afterwards: null,
    },
  ],
  keys: [],
  ...more,
});
