import { gatewayDangers } from '../openclaw/dangers/gateway-dangers';
import { authMode, bindReach, dangerousFlags, isRemote } from '../openclaw/gateway-settings';
import { MIN_SECRET_LENGTH, secretsAt, strengthOf } from '../openclaw/secret-strength';
import { defineCheck } from './define/define-check';
import restoreSettings from './fixes/restore-settings';
import strongPassword from './fixes/strong-password';
import { dangerIssues } from './settings/danger-issues';
import { evaluateSettings, type SettingIssue } from './settings/evaluate-settings';

const en = {
  good: 'It lets nobody in without a good password',
  attention: 'Its door isn’t well locked',
  unknown: 'We can’t tell how good its password is',
  'not-applicable': 'No gateway is set to start on this computer',
  why: 'Whoever knows or guesses the gateway’s password can have OpenClaw do anything it is able to do on this computer.',
  'by-hand':
    'Make a new password: openclaw doctor --generate-gateway-token\n[auth.mode] Always ask for it: openclaw config set gateway.auth.mode token\n[allowInsecureAuth dangerously] Under gateway in the settings, take out allowInsecureAuth and all that starts with “dangerously”.\nRestart OpenClaw: openclaw gateway restart\n[unknown OPENCLAW_GATEWAY] If the password lies in a variable or a store, see there that it is random and has 24 characters or more.',
  strong:
    'A password of {length} characters is set and shows no pattern. Its text was looked at, not who knows it.',
  made: 'No password is set. OpenClaw lets nobody in without one: it makes one up when it starts, or doesn’t start.',
  none: 'The settings turn the password off: it lets anybody in.',
  placeholder: 'The password is empty or an example from a document. Everybody knows it.',
  short: 'The password has {length} characters. With fewer than {least} it can be guessed.',
  pattern: 'The password has {length} characters, but they repeat or run in order, so it can be guessed.',
  'missing-open': 'No password is set, though the settings let other devices get to the gateway.',
  proxy: 'Another program decides who gets in. The door is only as good as that program.',
  'proxy-loose': 'Another program decides who gets in, and OpenClaw believes it from too many places.',
  'proxy-no-header': 'Another program decides who gets in, but no setting says where it names that person.',
  'proxy-anybody': 'Everybody whom the program in front of the gateway knows gets in.',
  'proxy-approves':
    'New devices that come through the program in front of the gateway are let in without you ({what}).',
  'proxy-here': 'Programs on this computer may say who somebody is, and OpenClaw believes them.',
  'address-forged': 'Whoever asks may say from which address, and OpenClaw believes it.',
  'proxies-anywhere': 'OpenClaw believes anybody who says that they pass on somebody else: {what}.',
  'no-rate-limit': 'Others get to the gateway, and nothing slows down who tries many passwords.',
  insecure: 'The control page may be opened over an unprotected connection, without a check of the device.',
  device:
    'The check of the device that opens the control page is off. Newer versions ignore this, older ones obey.',
  dangerous: 'A setting is on that OpenClaw itself calls dangerous: {name}.',
  tailscale: 'Devices of your Tailscale network get in without the password.',
  remote: 'The settings only connect this computer to a gateway elsewhere. None starts here.',
  hidden: 'a password of {length} characters, not shown',
} as const;

export default defineCheck({
  id: 'gateway-password',
  tile: 'exposure',
  clause: 'guide-2',
  article: 'https://docs.openclaw.ai/gateway/security/network-exposure',
  fixes: [strongPassword, restoreSettings],
  messages: {
    en,
    'zh-CN': {
      good: '门锁好了，没有密码进不来',
      attention: '它的门没有锁好',
      unknown: '它的密码好不好，说不准',
      'not-applicable': '设置里没有要在这台电脑上启动的网关',
      why: '谁知道或猜中了网关密码，谁就能让 OpenClaw 在这台电脑上做它能做的一切。',
      'by-hand':
        '换一个新密码：openclaw doctor --generate-gateway-token\n[auth.mode] 始终要密码：openclaw config set gateway.auth.mode token\n[allowInsecureAuth dangerously] 在配置的 gateway 里，去掉 allowInsecureAuth 和所有以“dangerously”开头的项。\n重启 OpenClaw：openclaw gateway restart\n[unknown OPENCLAW_GATEWAY] 如果密码放在环境变量或密钥库里，请到那里确认它是随机的，至少 24 个字符。',
      strong: '设了 {length} 个字符的密码，看不出规律。这里只看了它的写法，没法知道还有谁知道它。',
      made: '没有设密码。没有密码 OpenClaw 谁也不放进来：它会在启动时自己生成一个，或者干脆不启动。',
      none: '设置把密码关掉了，谁来都能进。',
      placeholder: '密码是空的，或者是从文档里照抄的例子，人人都知道。',
      short: '密码只有 {length} 个字符，不到 {least} 个，猜得出来。',
      pattern: '密码有 {length} 个字符，但不是重复就是顺着排，猜得出来。',
      'missing-open': '没有设密码，而设置又允许别的设备连到网关。',
      proxy: '放谁进来由另一个程序决定，这扇门有多牢全看那个程序。',
      'proxy-loose': '放谁进来由另一个程序决定，而且太多地方说的话 OpenClaw 都信。',
      'proxy-no-header': '放谁进来由另一个程序决定，可是没有设置说它把人名写在哪里。',
      'proxy-anybody': '网关前面的程序认识的人，个个都能进来。',
      'proxy-approves': '经过网关前面那个程序来的新设备，不用您点头就放进来（{what}）。',
      'proxy-here': '这台电脑上的程序说来的是谁，OpenClaw 就信是谁。',
      'address-forged': '来的人说自己从哪个地址来，OpenClaw 就信。',
      'proxies-anywhere': '谁说自己是替别人转接的，OpenClaw 都信：{what}。',
      'no-rate-limit': '别的设备能连到网关，而一次次试密码的人没有受到限制。',
      insecure: '控制页面可以在没有保护的连接上打开，也不核对设备。',
      device: '打开控制页面时不再核对设备。新版本不理会这一项，旧版本会照做。',
      dangerous: '开着一项 OpenClaw 自己都说危险的设置：{name}。',
      tailscale: '您 Tailscale 网络里的设备不用密码就能进来。',
      remote: '设置只是让这台电脑去连别处的网关，这里不启动网关。',
      hidden: '{length} 个字符的密码，不显示',
    },
  },

  inspect: (probes, say) =>
    evaluateSettings(probes, (judged) => {
      const { reader, settings, valueEvidence, evidenceAt, issue } = judged;
      if (isRemote(reader)) {
        const remote = say('remote');
        return { issues: [], good: remote, evidence: [valueEvidence('gateway.mode')], notApplicable: remote };
      }
      const issues: SettingIssue[] = [];
      const add = (...made: Parameters<typeof issue>) => issues.push(issue(...made));
      const mode = authMode(reader);
      const tailscale = reader.text('gateway.tailscale.mode', ['off', 'serve', 'funnel']) ?? 'off';

      const judgeSecrets = (kind: 'token' | 'password') => {
        const path = `gateway.auth.${kind}`;
        const secrets = secretsAt(reader, path, `OPENCLAW_GATEWAY_${kind.toUpperCase()}`);
        for (const { where, secret } of secrets) {
          const length = secret.trim().length;
          const evidence = evidenceAt([where], say('hidden', { length }));
          const strength = strengthOf(secret);
          const bad = (because: SettingIssue['because'], severity: SettingIssue['severity']) =>
            issues.push({ severity, because, evidence });
          if (strength === 'placeholder') bad(say('placeholder'), 'critical');
          if (strength === 'short') bad(say('short', { length, least: MIN_SECRET_LENGTH }), 'high');
          if (strength === 'pattern') bad(say('pattern', { length }), 'high');
        }
        const silent = secrets.length === 0 && !reader.odd.some((odd) => odd.path === path);
        const reach = bindReach(reader);
        const reachable = (reach !== 'this-computer' && reach !== 'unknown') || tailscale !== 'off';
        if (silent && reachable) add('high', say('missing-open'), path);
        // What the programs before OpenClaw did without a password is in no document at hand.
        else if (silent && settings.setup.legacy) reader.doubt(path, 'value');
        const length = Math.min(...secrets.map(({ secret }) => secret.trim().length));
        return secrets.length === 0
          ? { good: say('made'), evidence: [valueEvidence(path)] }
          : {
              good: say('strong', { length }),
              evidence: secrets.map(({ where }) => evidenceAt([where], say('hidden', { length }))),
            };
      };

      if (mode === 'none') add('critical', say('none'), 'gateway.auth.mode');
      if (mode === 'trusted-proxy') {
        const proxies = reader.texts('gateway.trustedProxies') ?? [];
        const everyone = proxies.some((each) => each === '*' || each.endsWith('/0'));
        if (proxies.length === 0 || everyone) add('high', say('proxy-loose'), 'gateway.trustedProxies');
        else add('medium', say('proxy'), 'gateway.auth.mode');
      }
      const secret =
        mode === 'token' || mode === 'password'
          ? judgeSecrets(mode)
          : { good: say('made'), evidence: [valueEvidence('gateway.auth.mode', 'token')] };

      if (reader.flag('gateway.controlUi.allowInsecureAuth') === true)
        add('high', say('insecure'), 'gateway.controlUi.allowInsecureAuth');
      for (const path of dangerousFlags(reader)) {
        const name = path.at(-1) ?? '';
        if (name === 'dangerouslyDisableDeviceAuth') add('critical', say('device'), path);
        else add('high', say('dangerous', { name }), path);
      }
      const letsIn = 'gateway.auth.allowTailscale';
      if (reader.flag(letsIn) ?? (tailscale === 'serve' && mode === 'token'))
        add('medium', say('tailscale'), letsIn, 'true');
      const more = dangerIssues(judged, gatewayDangers(reader), (kind, values) => say(kind, values));
      return { issues: [...issues, ...more], ...secret };
    }),
});
