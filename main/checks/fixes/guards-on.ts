import { knownGuards } from '../../openclaw/dangers/known-guards';
import { switchedGuards } from '../../openclaw/dangers/switched-guards';
import { defineFix } from '../define/define-fix';
import { proposeEdits } from '../settings/edit-settings';
import { planMends } from '../settings/mend-dangers';

/** What the person needed when they switched a guard off is in no setting: only they can decide. */
export default defineFix({
  id: 'guards-on',
  recommended: false,
  messages: {
    en: {
      does: 'Switch its guards on again',
      cost: 'What they were switched off for may stop working: a device without a proper certificate, say, or an address in your own network.',
    },
    'zh-CN': {
      does: '把它的防护重新打开',
      cost: '当初为了什么关掉的，那件事可能就不行了，比如没有正规证书的设备，或者您内网里的地址。',
    },
  },
  plan: async (probes, { say }) =>
    proposeEdits(await planMends(probes, (reader) => [...switchedGuards(reader), ...knownGuards(reader)]), {
      does: say('does'),
      cost: say('cost'),
    }),
});
