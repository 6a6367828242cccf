import type { Messages } from './messages';

const en = {
  'severity.critical': 'critical',
  'severity.high': 'high',
  'severity.medium': 'medium',
  'severity.low': 'low',
} as const;

/** The one scale of severity, for window, tray, notices, terminal, reports and published holes alike. */
export const severityMessages = {
  en,
  'zh-CN': {
    'severity.critical': '紧急',
    'severity.high': '高',
    'severity.medium': '中',
    'severity.low': '低',
  },
} as const satisfies Messages<typeof en>;
