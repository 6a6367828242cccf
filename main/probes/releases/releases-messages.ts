import type { Messages } from '../../i18n/messages';

const en = {
  'releases.no-answer': 'the npm registry gave no answer ({reason})',
  'releases.no-version': 'the npm registry answered without naming a version',
  'releases.no-facts': 'the npm registry answered without saying what version {version} holds',
} as const;

export const releaseMessages: Messages<typeof en> = {
  en,
  'zh-CN': {
    'releases.no-answer': 'npm 仓库没有回答（{reason}）',
    'releases.no-version': 'npm 仓库的回答里没有版本号',
    'releases.no-facts': 'npm 仓库没有说清 {version} 版里有什么',
  },
};
