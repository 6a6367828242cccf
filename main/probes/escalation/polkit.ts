/** A rule of polkit that lets an account do with no password what makes it root. */
interface OpenPolkitRule {
  readonly line: number;
  readonly text: string;
}

interface PolkitAsker {
  readonly name: string;
  readonly groups: readonly (string | undefined)[];
}

/**
 * Actions that are as good as root: any program (pkexec(1)), units of the system, accounts, machines of libvirt, packages from
 * anywhere (org.freedesktop.policykit.policy, org.freedesktop.systemd1.policy and the like).
 */
const ROOT_ACTIONS = [
  'org.freedesktop.policykit.exec',
  'org.freedesktop.systemd1.manage-units',
  'org.freedesktop.systemd1.manage-unit-files',
  'org.freedesktop.accounts.user-administration',
  'org.freedesktop.machine1.host-shell',
  'org.freedesktop.packagekit.package-install-untrusted',
  'org.libvirt.unix.manage',
  'io.snapcraft.snapd.manage',
  'org.debian.apt.install-file',
];

const lineOf = (text: string, at: number) => text.slice(0, at).split('\n').length;

/** The text with blanks for what stands between each opening sign of a remark and its closing one. */
function withoutBlockRemarks(text: string): string {
  let [plain, from] = ['', 0];
  for (let open = text.indexOf('/*'); open >= 0; open = text.indexOf('/*', from)) {
    const close = text.indexOf('*/', open + 2);
    if (close < 0) break;
    plain += text.slice(from, open) + text.slice(open, close + 2).replace(/[^\n]/g, ' ');
    from = close + 2;
  }
  return plain + text.slice(from);
}

/** Each `addRule` of a file with what it holds, remarks left out. */
function* rulesIn(text: string): Generator<{ at: number; body: string }> {
  const plain = withoutBlockRemarks(text).replace(
    /(^|[\s;{}])\/\/.*$/gm,
    (remark, before: string) => before + ' '.repeat(remark.length - before.length),
  );
  const begins = [...plain.matchAll(/polkit\s*\.\s*addRule\s*\(/g)].map(({ index }) => index);
  for (const [which, at] of begins.entries()) yield { at, body: plain.slice(at, begins[which + 1]) };
}

const strings = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].flatMap(([, found]) => found ?? []);

/**
 * Rules in JavaScript (polkit(8), "Authorization rules") that say yes to the account for an action that is as good as root, by the
 * names of accounts, groups and actions that they hold: they are not run. One that names no account and no group is for everybody,
 * one that names no action for all of them.
 */
export function openPolkitRules(text: string, { name, groups }: PolkitAsker): readonly OpenPolkitRule[] {
  const rules: OpenPolkitRule[] = [];
  for (const { at, body } of rulesIn(text)) {
    if (!/\bResult\s*\.\s*YES\b|['"]yes['"]/.test(body)) continue;
    const users = strings(body, /\.user\s*===?\s*['"]([^'"]*)['"]/g);
    const inGroups = strings(body, /\.isInGroup\s*\(\s*['"]([^'"]*)['"]/g);
    const isMine =
      users.length + inGroups.length === 0 ||
      users.includes(name) ||
      inGroups.some((each) => groups.includes(each));
    if (!isMine) continue;
    const actions = strings(body, /['"/]((?:org|com|net|io)(?:\\?\.[\w*-]+)+\\?\.?)/g).map((each) =>
      each.replaceAll('\\', ''),
    );
    const isPrefix = (each: string) =>
      ROOT_ACTIONS.some((action) => action === each || (each.endsWith('.') && action.startsWith(each)));
    if (actions.length === 0 || actions.some(isPrefix))
      rules.push({ line: lineOf(text, at), text: firstLine(body) });
  }
  return rules;
}

const firstLine = (body: string) =>
  [...new Set(body.match(/['"][\w.@-]+['"]/g) ?? [])].slice(0, 4).join(' ') || 'polkit.Result.YES';

const globbed = (pattern: string, text: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(text);

/** The same of the older key files (pklocalauthority(8)): sections with identities, actions and results. */
export function openPolkitEntries(text: string, { name, groups }: PolkitAsker): readonly OpenPolkitRule[] {
  const entries: OpenPolkitRule[] = [];
  const me = [`unix-user:${name}`, ...groups.map((group) => `unix-group:${group}`)];
  const sections = text.split(/^(?=\[)/m);
  let line = 1;
  for (const section of sections) {
    const settings = section.split('\n').map((each) => {
      const [key = '', ...value] = each.split('=');
      return [key.trim(), value.join('=').trim()] as const;
    });
    const value = (key: string) => settings.find(([each]) => each === key)?.[1] ?? '';
    const list = (key: string) =>
      value(key)
        .split(';')
        .map((each) => each.trim())
        .filter(Boolean);
    const isYes = ['ResultAny', 'ResultInactive', 'ResultActive'].some((key) => value(key) === 'yes');
    const isMine = list('Identity').some((each) => me.some((one) => globbed(each, one)));
    const isRoots = list('Action').some((each) => ROOT_ACTIONS.some((action) => globbed(each, action)));
    if (isYes && isMine && isRoots) entries.push({ line, text: list('Action').join(' ') });
    line += section.split('\n').length - 1;
  }
  return entries;
}
