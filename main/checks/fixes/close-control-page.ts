import { controlPageDangers } from '../../openclaw/dangers/control-page-dangers';
import { defineFix } from '../define/define-fix';
import { proposeEdits } from '../settings/edit-settings';
import { planMends } from '../settings/mend-dangers';

export default defineFix({
  id: 'close-control-page',
  messages: {
    en: {
      does: 'Let no other web page reach its control page',
      cost: 'A control page that you open at another address is refused until you name that address.',
    },
    'zh-CN': {
      does: '不让别的网页连到它的控制页面',
      cost: '从别的地址打开的控制页面会被拒绝，要先把那个地址写进设置。',
    },
  },
  plan: async (probes, { say }) =>
    proposeEdits(await planMends(probes, controlPageDangers), { does: say('does'), cost: say('cost') }),
});
