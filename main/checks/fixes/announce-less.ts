import { announcingDangers } from '../../openclaw/dangers/announcing-dangers';
import { defineFix } from '../define/define-fix';
import { proposeEdits } from '../settings/edit-settings';
import { planMends } from '../settings/mend-dangers';

export default defineFix({
  id: 'announce-less',
  messages: {
    en: { does: 'Have it tell the network only that it is there' },
    'zh-CN': { does: '让它只向网络说自己在这里' },
  },
  plan: async (probes, { say }) =>
    proposeEdits(await planMends(probes, announcingDangers), { does: say('does') }),
});
