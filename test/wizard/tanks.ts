import type { Language } from '../../main/contract/report';
import type { ShownEngineRanking } from '../../main/contract/work';
import { inLanguage } from '../../renderer/practice/findings';
import { engineWay, offerOf, sampleTank } from '../../renderer/practice/tanks';

/** Every way has something in its way. */
export const noWay = (language: Language): ShownEngineRanking => ({
  best: null,
  others: [
    ...offerOf(language).others.filter(({ state }) => state === 'hindered'),
    engineWay(
      language,
      'podman',
      'Podman',
      [
        '11 GB of the disk are free, 15 GB are needed. Make room first.',
        '磁盘还剩 11 GB，需要 15 GB。请先腾出空间。',
      ],
      {
        wall: 'container',
        state: 'hindered',
        blocker: 'no-disk',
      },
    ),
  ],
});

/** Cut off while OpenClaw was put in. */
export const halfMade = (language: Language) =>
  sampleTank(language, {
    state: 'unfinished',
    step: inLanguage(language, ['Putting OpenClaw in', '正在装上 OpenClaw']),
    progress: 0.62,
    openclaw: { version: null, healthy: null, updatesTo: null },
    port: null,
    receipt: null,
    snapshots: [],
  });
