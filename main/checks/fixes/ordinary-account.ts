import type { Change } from '../../contract/change';
import { rewriteJson5 } from '../../openclaw/json5';
import type { Json } from '../../openclaw/read-settings';
import { isServiceName } from '../../openclaw/service-names';
import type { Probes } from '../../probes';
import type { Gateway } from '../../probes/gateways';
import type { Copy, Service, Setup } from '../../probes/openclaw';
import type { Thing } from '../../probes/ownership';
import { BACK_SCRIPT, MOVE_SCRIPT, moveArguments } from '../account/move-script';
import { defineFix } from '../define/define-fix';

const en = {
  does: 'Give OpenClaw an account of its own',
  cost: 'OpenClaw reaches nothing of your account any more: no files of yours, no programs that you set up for yourself. The command openclaw in your terminal no longer finds its settings.',
  afterwards:
    'Talk to it at its control page as before: http://127.0.0.1:{port}. Its settings lie in {home} now and need administrator rights to be changed. This look can no longer see into them. The program files that it ran until now stay where they are: they come up as a forgotten copy.',
} as const;

/** The name, and another where somebody has that one. */
export const NAMES: readonly string[] = ['openclaw', 'openclaw-tank'];
const PLAIN = /^\/[\w@%+=:,./-]+$/;
const DEFAULT_PORT = 18789;
const SETTLE_MS = 60_000;

/** Every text in the settings. */
function texts(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value as Record<string, Json>).flatMap(texts);
}

/** The same settings with every place in the state folder named as it will be called. */
function moved(value: Json, from: string, to: string): Json {
  if (typeof value === 'string')
    return value === from || value.startsWith(`${from}/`) ? `${to}${value.slice(from.length)}` : value;
  if (Array.isArray(value)) return value.map((each) => moved(each, from, to));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, moved(each as Json, from, to)]),
  );
}

/** True where something in the settings names a place in the old home: it would be out of reach, or somebody else's. */
const leansOnHome = (value: Json, { home }: Setup): boolean =>
  texts(value).some(
    (text) =>
      text === home ||
      text.startsWith(`${home}/`) ||
      text === '~' ||
      (text.startsWith('~/') && !text.startsWith('~/.openclaw')),
  );

const portOf = (value: Json): number => {
  const gateway = typeof value === 'object' && value !== null && 'gateway' in value ? value.gateway : null;
  const port = typeof gateway === 'object' && gateway !== null && 'port' in gateway ? gateway.port : null;
  return typeof port === 'number' ? port : DEFAULT_PORT;
};

async function freeName({ files }: Probes): Promise<string | null> {
  const passwd = (await files.exact('/etc/passwd'))?.text ?? '';
  const group = (await files.exact('/etc/group'))?.text ?? '';
  const taken = (name: string) =>
    [passwd, group].some((text) => text.split('\n').some((line) => line.startsWith(`${name}:`)));
  for (const name of NAMES) {
    const folders = await Promise.all(
      [`/home/${name}`, `/opt/${name}`].map((path) =>
        files.lstat(path).then(
          () => true,
          () => false,
        ),
      ),
    );
    if (!taken(name) && !folders.some(Boolean)) return name;
  }
  return null;
}

/** The Node that runs it now: the gateway's own program, else the first in the PATH. */
async function nodeOf({ files }: Probes, gateway: Gateway | undefined): Promise<string | null> {
  if (gateway) {
    const own = await files.readLink(`/proc/${gateway.pid}/exe`).catch(() => null);
    if (own !== null) return own;
  }
  for (const folder of (files.env.PATH ?? '').split(':').filter((each) => each.startsWith('/'))) {
    const found = await files.realpath(files.path.join(folder, 'node')).catch(() => null);
    if (found !== null) return found;
  }
  return null;
}

/** Stops the user's own unit; the system's own is told by the move itself. */
const release = ({ name }: Service): Change => ({
  kind: 'command',
  program: 'systemctl',
  args: ['--user', 'disable', '--now', name],
  admin: false,
  undo: { program: 'systemctl', args: ['--user', 'enable', '--now', name] },
  optional: true,
});

/** What this fix can move: one setup, one npm copy, on this Linux. */
async function subject(probes: Probes): Promise<{ setup: Setup; copy: Copy; value: Json } | null> {
  const [settings, copies] = await Promise.all([probes.settings.all(), probes.openclaw.copies()]);
  const [own, ...moreSettings] = settings.items;
  const here = copies.items.filter(({ where }) => where === 'this-computer');
  const [copy, ...moreCopies] = here;
  if (!own || !copy || moreSettings.length > 0 || moreCopies.length > 0) return null;
  if (own.state !== 'read' || own.setup.legacy) return null;
  // pnpm's folders lead out of the package.
  if (copy.kind !== 'npm' && copy.kind !== 'install-cli') return null;
  // A settings file of several parts, or one that lies elsewhere, doesn't move with the state folder as it is.
  const { configPath, stateDir } = own.setup;
  if (own.files.length !== 1 || probes.files.path.dirname(configPath) !== stateDir) return null;
  return { setup: own.setup, copy, value: own.value };
}

export default defineFix({
  id: 'ordinary-account',
  recommended: false,
  messages: {
    en,
    'zh-CN': {
      does: '给 OpenClaw 单独一个账户',
      cost: 'OpenClaw 再也碰不到您账户里的东西：您的文件、您自己装的程序。您在终端里敲 openclaw，也找不到它的设置了。',
      afterwards:
        '还是在控制页面和它说话：http://127.0.0.1:{port}。它的设置现在在 {home}，改动要用管理员权限；这里的检查也看不进去了。原来的程序文件还在原处，会被列为遗留的副本。',
    },
  },

  async plan(probes, { say }) {
    const { files, openclaw, gateways, ownership } = probes;
    if (files.platform !== 'linux') return [];
    const what = await subject(probes);
    if (!what) return [];
    const { setup, copy, value } = what;
    const stateDir = await files.realpath(setup.stateDir);
    const { uid, gid } = await files.stat(stateDir);
    // Somebody else's OpenClaw is theirs to move.
    if (uid !== files.uid) return [];
    const [services, running] = await Promise.all([openclaw.services(), gateways.running()]);
    if (services.gaps.length > 0 || running.gaps.length > 0) return [];
    const mayAct = async (thing: Thing) =>
      ['us', 'administrator'].includes((await ownership.ownerOf(thing)).actor);
    const here = running.items.filter(({ where }) => where === 'this-computer');
    const gatewaysOurs = await Promise.all(here.map((gateway) => mayAct({ kind: 'gateway', gateway })));
    const mine = here.filter((_, at) => gatewaysOurs[at]);
    const servicesOurs = await Promise.all(
      services.items.map((service) => mayAct({ kind: 'service', service })),
    );
    const ours = services.items.filter((_, at) => servicesOurs[at]);
    const system = ours.filter(({ kind }) => kind === 'systemd-system');
    const user = ours.filter(({ kind }) => kind === 'systemd-user');
    if (system.length > 1 || mine.length > 1 || system.some(({ name }) => !isServiceName(name))) return [];
    const [account, node] = await Promise.all([freeName(probes), nodeOf(probes, mine[0])]);
    if (account === null || node === null) return [];
    const next = moved(value, setup.stateDir, `/home/${account}/.openclaw`);
    const written = await files.exact(setup.configPath);
    if (written === null || leansOnHome(next, setup)) return [];
    const unit = system[0] ? files.path.basename(system[0].file) : null;
    const move = { account, stateDir, copy: copy.path, node, owner: `${uid}:${gid}`, unit };
    const args = moveArguments(move);
    if (![stateDir, copy.path, node].every((path) => PLAIN.test(path))) return [];

    const home = await files.stat(setup.home);
    const closed = home.uid === files.uid && (home.mode & 0o007) !== 0 && setup.home.startsWith('/home/');
    const changes: Change[] = [
      ...user.map(release),
      // A unit of the system's is stopped by its manager; one that was started by hand is ended here.
      ...(unit === null ? mine : []).map(
        (gateway): Change => ({
          kind: 'end',
          pid: gateway.pid,
          program: gateway.program,
          startedAt: gateway.startedAt,
          graceMs: 5000,
        }),
      ),
      ...(closed
        ? [
            {
              kind: 'mode',
              path: setup.home,
              before: home.mode.toString(8).padStart(4, '0'),
              after: (home.mode & 0o770).toString(8).padStart(4, '0'),
            } as const,
          ]
        : []),
      {
        kind: 'edit',
        path: setup.configPath,
        before: written.text,
        after: rewriteJson5(written.text, next),
        format: 'json5',
      },
      {
        kind: 'command',
        program: '/bin/sh',
        args: ['-c', MOVE_SCRIPT, 'tankmate', ...args],
        admin: true,
        undo: { program: '/bin/sh', args: ['-c', BACK_SCRIPT, 'tankmate', ...args] },
        limitMs: 300_000,
      },
    ];
    return [
      {
        does: say('does'),
        cost: say('cost'),
        afterwards: say('afterwards', { port: String(portOf(value)), home: `/home/${account}/.openclaw` }),
        changes: changes.filter((each) => each.kind !== 'edit' || each.before !== each.after),
        settleMs: SETTLE_MS,
        hides: true,
        // The program that it ran until now stays where it is.
        bringsUp: ['forgotten-copies'],
      },
    ];
  },
});
