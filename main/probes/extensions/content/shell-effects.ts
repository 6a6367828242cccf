import { detourIn, namesSettings, openingIn } from './dangerous-settings';
import { addressesIn, rankOf, worstRank } from './hosts';
import { INSTRUCTION_FILE, secretPlaceIn } from './sensitive-paths';
import { addressDetail } from './shell-flow';
import { type ShellCommand, SUBSTITUTED } from './shell-parser';
import { isInterpreter, type ShellProgram } from './shell-programs';
import type { Signal, SignalKind, Surroundings } from './types';

const STARTS =
  /(?:^|\/)\.?(?:bashrc|bash_profile|bash_login|profile|zshrc|zprofile|zshenv|zlogin|config\/fish\/config\.fish|xprofile|xinitrc)$|\/etc\/(?:profile|rc\.local|cron[\w.]*\/|init\.d\/|systemd\/|ld\.so\.preload)|\.config\/(?:autostart|systemd\/user)\/|Library\/Launch(?:Agents|Daemons)\/|cron\.d\/|\/cron\.(?:daily|hourly)\/|sitecustomize\.py|usercustomize\.py|\.pth$/;

/** What people put into the start file of a shell: a path, a variable, an alias, a tool's own set-up. */
const ORDINARY_LINE =
  /^\s*(?:-e\s+)?(?:export\s+(?:PATH|[A-Z_]+_(?:HOME|PATH|DIR|KEY|TOKEN))=|alias\s|source\s|\.\s|eval "?\$\([\w-]+ (?:init|shellenv|hook|activate|env))/;

/** What a command changes on the computer, whatever it is fed with. */
export function sideEffects(
  command: ShellCommand,
  programs: readonly ShellProgram[],
  around: Surroundings,
): readonly Signal[] {
  const found: Signal[] = [];
  const { line } = command;
  const add = (kind: SignalKind, what?: string) =>
    found.push({ kind, line, ...(what && { what: what.slice(0, 100) }) });
  const program = programs.at(-1);
  const name = program?.name ?? '';
  const args = program?.args ?? [];
  const whole = args.join(' ');
  const all = [...command.args, ...command.redirects.map(({ target }) => target)].join(' ');
  const targets = command.redirects.filter(({ sign }) => sign.startsWith('>')).map(({ target }) => target);
  if (programs.some((each) => each.name === 'tee') || /^(?:cp|mv|ln|install)$/.test(name))
    targets.push(args.at(-1) ?? '');
  if (name === 'sed' && /-\w*i/.test(whole)) targets.push(args.at(-1) ?? '');

  // Reverse shells: a shell whose input and output are a connection.
  if (
    /\/dev\/(?:tcp|udp)\/(?=[\w$.])(?!localhost|127\.|\$\{?(?:host|HOST|h|1)\b)/.test(all) &&
    !/^(?:timeout|grep|echo|printf)$/.test(programs[0]?.name ?? '')
  )
    add('reverse-shell');
  if (/^(?:nc|ncat|netcat|rcat)$/.test(name) && /(?:^|\s)-\w*[ec]\s+\S*(?:sh|cmd|powershell)\b/.test(whole))
    add('reverse-shell');
  // The door to this computer's own ssh, held open from elsewhere.
  if (/^(?:ssh|autossh)$/.test(name) && /-\w{0,6}R\s?\S{0,60}:22\b/.test(whole)) add('reverse-shell');
  if (
    name === 'socat' &&
    /exec:(?:(?!exec:)\S)*?(?:sh|cmd)\b/i.test(whole) &&
    /(?:tcp|openssl|udp)[46]?[:-]/i.test(whole)
  )
    add('reverse-shell');
  if (
    /^(?:nc|ncat|netcat|telnet|openssl)$/.test(name) &&
    targets.some(
      (each) => /^\/?(?:tmp|var|dev\/shm)?\/?\.?\w+/.test(each) && /tmp|fifo|pipe|\/f$|\/p$|\/s$/.test(each),
    ) &&
    /\d{2,5}|s_client/.test(whole)
  )
    add('reverse-shell');

  if (
    targets.some((each) => /authorized_keys/.test(each)) &&
    !command.args.some((each) => each.includes('ssh ')) &&
    /ssh-(?:rsa|ed25519)|ecdsa-sha2/.test(all + (command.input ?? ''))
  )
    add('foreign-key');
  if (targets.some((each) => STARTS.test(each)) && !ORDINARY_LINE.test(whole)) add('persists');
  if (
    (name === 'crontab' && (args.includes('-') || args.some((each) => !each.startsWith('-')))) ||
    (/^(?:schtasks|at)$/.test(name) && /\/create/i.test(whole))
  )
    add('persists');
  if (
    (name === 'systemctl' && /\b(?:enable|link)\b/.test(whole)) ||
    (name === 'launchctl' && /\b(?:load|bootstrap|enable|submit)\b/.test(whole))
  )
    add('persists');
  if (name === 'reg' && /\badd\b.{1,200}\\run\b/i.test(whole)) add('persists');
  if (targets.some((each) => INSTRUCTION_FILE.test(each)))
    add(
      'poisons-memory',
      targets.find((each) => INSTRUCTION_FILE.test(each)),
    );

  const everything = (each: string) =>
    /^(?:~|\/|\$HOME|\$\{HOME\}|\/home|\/Users|~\/Documents|\$HOME\/Documents|\/\*|~\/?\*|\$HOME\/\*|"\$HOME"\/\*|~\/\.openclaw|\$HOME\/\.openclaw)\/?$/.test(
      each,
    );
  if (name === 'rm' && /(?:^|\s)-\w*[rR]|--recursive/.test(whole) && args.some(everything)) add('wipes');
  if (
    /^(?:mkfs|shred|wipefs)/.test(name) ||
    (name === 'dd' && /\bof=\/dev\/(?:sd|nvme|disk|hd)/.test(whole))
  ) {
    if (name !== 'shred' || args.some(everything)) add('wipes');
  }
  if (/:\(\)\{:\|:&\};:|:\(\)\s*\{/.test(all)) add('wipes');
  if (/xmrig|stratum\+(?:tcp|ssl)|\bminerd\b|cryptonight|nicehash|--donate-level/i.test(all)) add('mines');

  if (
    (name === 'spctl' && /--(?:master|global)-disable/.test(whole)) ||
    (name === 'csrutil' && /disable/.test(whole))
  )
    add('unprotects');
  if (name === 'xattr' && /-\w*[cd]/.test(whole) && /quarantine|-\w*c/.test(whole))
    add('unprotects', 'quarantine');
  if (/^(?:setenforce|ufw|iptables|nft)$/.test(name) && /^(?:0|disable|-F|flush)/.test(whole))
    add('unprotects');
  if (name === 'netsh' && /firewall(?:(?!firewall).)*?(?:off|disable)/i.test(whole)) add('unprotects');
  if (
    /NOPASSWD\s*:\s*ALL/.test(all) &&
    (targets.some((each) => /sudoers/.test(each)) || /sudoers/.test(whole))
  )
    add('administrator');
  if (/sshd_config/.test(all) && /(?:PermitRootLogin|PermitEmptyPasswords)\s{1,4}yes\b/.test(all))
    add('administrator');
  if (/\bchmod\b/.test(name) && /\b(?:[ug]?\+s|4755|6755)\b/.test(whole)) add('administrator');
  if (name === 'security' && /add-trusted-cert/.test(whole)) add('detour', 'certificate');
  if (/NODE_TLS_REJECT_UNAUTHORIZED=0/.test(all) && targets.some((each) => STARTS.test(each)))
    add('detour', 'NODE_TLS_REJECT_UNAUTHORIZED');
  if (/hidden answer/.test(all) && /display dialog/.test(all)) add('password-prompt');
  if (name === 'dscl' && /authonly/.test(whole)) add('password-prompt');
  if (/^(?:screencapture|scrot|import|grim)$/.test(name)) add('sends', 'screen');
  // Code that hides behind the ending of a picture or of data.
  if (
    isInterpreter(name) &&
    /^\S+\.(?:png|jpe?g|gif|ico|dat|bin|txt|log|tmp|woff2?|pdf|mp3)$/i.test(
      args.find((each) => !each.startsWith('-')) ?? '',
    )
  )
    add('disguised-code');
  if (
    /^(?:tail|dd)$/.test(name) &&
    /\.(?:png|jpe?g|gif|ico|dat|bin|pdf|mp3)\b/i.test(whole) &&
    (targets.length > 0 || /\bof=/.test(whole))
  )
    add('disguised-code');
  if (name === 'security' && secretPlaceIn(whole) === 'others') add('reads-secrets');
  if (command.args.some((each) => each.includes(SUBSTITUTED)) && name === 'openclaw' && /\bmcp\b/.test(whole))
    add('opens-settings');
  // One command may set several.
  for (let count = namesSettings(`${name} ${whole}`) ? openingIn(whole) : 0; count > 0; count--)
    add('opens-settings', whole);
  const detour = detourIn(`${name} ${whole}`);
  const rank = detour === null ? null : worstRank(addressesIn(detour).map((each) => rankOf(each, around)));
  const lasting =
    command.redirects.some(({ sign }) => sign.startsWith('>')) ||
    /^(?:openclaw|clawdbot|npm|pip3?|git|launchctl|setx|yarn|pnpm)$/.test(name);
  if (
    (rank === 'doubtful' || (rank === 'named' && lasting)) &&
    /^(?:export|echo|openclaw|clawdbot|npm|pip3?|git|launchctl|setx|yarn|pnpm)$/.test(name)
  )
    found.push({ kind: 'detour', line, ...addressDetail(addressesIn(detour ?? '')[0]?.host, rank) });
  return found;
}
