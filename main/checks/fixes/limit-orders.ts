import { remoteOrderDangers } from '../../openclaw/dangers/remote-order-dangers';
import { webhookDangers } from '../../openclaw/dangers/webhook-dangers';
import type { Edit } from '../../openclaw/json5';
import { secretVariable } from '../../openclaw/secret-strength';
import { defineFix } from '../define/define-fix';
import { type EditableSetup, planSettingsEdits, proposeEdits, setEdit } from '../settings/edit-settings';
import { newToken } from '../settings/gateway-credentials';
import { mendingEdits } from '../settings/mend-dangers';

const TOKEN = 'hooks.token';

/** A token that stands in the settings themselves; one in a variable or a store is for its owner to change. */
function renewed({ reader }: EditableSetup): readonly Edit[] {
  const raw = reader.raw(TOKEN);
  const here = typeof raw === 'string' && secretVariable(raw) === null && !raw.includes('${');
  const bad = webhookDangers(reader).some(({ kind }) => kind.startsWith('hook-token'));
  return here && bad ? [setEdit(TOKEN, newToken())] : [];
}

export default defineFix({
  id: 'limit-orders',
  messages: {
    en: {
      does: 'Let programs and devices elsewhere give it fewer orders',
      cost: 'Tools that were opened to the network are refused again, and new devices are asked about.',
      'cost-token': 'Services that call its webhooks are refused until they know the new token.',
      afterwards:
        'Give the new token to the services that call the webhooks. You see it with: openclaw config get hooks.token',
    },
    'zh-CN': {
      does: '让别处的程序和设备少指挥它',
      cost: '开放给网络的工具会重新被拒绝，新设备要先问您。',
      'cost-token': '调用 webhook 的服务，要知道新令牌才进得来。',
      afterwards: '请把新令牌交给调用 webhook 的服务。查看它：openclaw config get hooks.token',
    },
  },
  plan: async (probes, { say }) => {
    let renews = false;
    const mended = await planSettingsEdits(probes, (setup) => {
      if (setup.settings.state === 'absent') return [];
      const token = renewed(setup);
      renews ||= token.length > 0;
      const dangers = [...webhookDangers(setup.reader), ...remoteOrderDangers(setup.reader)];
      return [...token, ...mendingEdits(setup.reader, dangers)];
    });
    return proposeEdits(
      mended,
      renews
        ? { does: say('does'), cost: say('cost-token'), afterwards: say('afterwards') }
        : { does: say('does'), cost: say('cost') },
    );
  },
});
