// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of shells and units
import { describe, expect, test } from 'vitest';
import { createOpenClawProbe } from '../../../main/probes/openclaw';
import { type FakeFile, type FakeMachine, fakeHost } from '../../fakes/host';

const PASSWD =
  'root:x:0:0::/root:/bin/sh\nclaw:x:999:999::/var/lib/claw:/bin/sh\nlin:x:1000:1000::/home/lin:/bin/sh\n';
const COPY = '/home/lin/.npm-global/lib/node_modules/openclaw';
const MAIN = `${COPY}/dist/index.js`;
const UNITS = '/home/lin/.config/systemd/user';
const PACKAGE = {
  [`${COPY}/package.json`]: JSON.stringify({ name: 'openclaw', version: '2026.9.6', bin: {} }),
  [`${COPY}/openclaw.mjs`]: '#!/usr/bin/env node\n',
  [MAIN]: '',
  '/home/lin/.npm-global/bin/openclaw': { link: `${COPY}/openclaw.mjs` },
  '/home/lin/.openclaw/openclaw.json': '{}',
};
const PATH = '/home/lin/.npm-global/bin:/usr/bin';

const startsOf = async (files: Record<string, string | FakeFile>, machine: FakeMachine = {}) => {
  const host = fakeHost({
    env: { PATH },
    ...machine,
    files: { '/etc/passwd': PASSWD, ...PACKAGE, ...files },
  });
  return (await createOpenClawProbe(host).starts()).items;
};
const unit = (lines: string, name = 'openclaw-gateway') => ({
  [`${UNITS}/${name}.service`]: `[Service]\n${lines}\n`,
});

/** What the start has to say: the settings file alone would be called good. */
const OPEN = { '--bind': 'lan', '--auth': 'none' };
const WORDS = 'gateway --bind lan --auth none';

describe('what really starts it is read', () => {
  test.each<[string, Record<string, string | FakeFile>]>([
    ['a unit', unit(`ExecStart=${COPY}/openclaw.mjs ${WORDS}`)],
    [
      'a unit with quoted words',
      unit(`ExecStart="/usr/bin/node" "${MAIN}" gateway "--bind=lan" '--auth=none'`),
    ],
    [
      'a wrapper script that a unit names',
      {
        ...unit('ExecStart=/home/lin/bin/start.sh'),
        '/home/lin/bin/start.sh': `#!/bin/bash\nset -euo pipefail\nexport FOO=1\nexec openclaw ${WORDS}\n`,
      },
    ],
    [
      'a wrapper with functions, an own folder and variables',
      {
        ...unit('ExecStart=/bin/bash /home/lin/bin/start.sh run'),
        '/home/lin/bin/start.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
log() { echo "$(date) $1"; }
BIND=\${BIND:-lan}
AUTH="none"
log starting
exec /usr/bin/node "$DIR/../.npm-global/lib/node_modules/openclaw/dist/index.js" gateway --bind "$BIND" --auth $AUTH
`,
      },
    ],
    [
      'a script that calls a script with its words',
      {
        ...unit('ExecStart=/home/lin/a.sh --bind lan'),
        '/home/lin/a.sh': '#!/bin/sh\nexec ./b.sh gateway "$@" --auth none\n',
        '/home/lin/b.sh': '#!/bin/sh\nopenclaw "$@"\n',
      },
    ],
    ['a shell with -c', unit(`ExecStart=/bin/bash -lc 'cd ~ && exec openclaw ${WORDS}'`)],
    [
      'variables in ExecStart',
      unit(
        `Environment=BIND=lan AUTH=none\nExecStart=${COPY}/openclaw.mjs gateway --bind \${BIND} --auth $AUTH`,
      ),
    ],
    [
      'switches out of an EnvironmentFile',
      {
        ...unit(`EnvironmentFile=%h/claw.env\nExecStart=${COPY}/openclaw.mjs gateway $OPTS`),
        '/home/lin/claw.env': 'OPTS="--bind lan --auth none"\n',
      },
    ],
    [
      'a drop-in that replaces the command',
      {
        ...unit(`ExecStart=${COPY}/openclaw.mjs gateway`),
        [`${UNITS}/openclaw-gateway.service.d/x.conf`]: `[Service]\nExecStart=\nExecStart=${COPY}/openclaw.mjs ${WORDS}\n`,
      },
    ],
    ['env in front', unit(`ExecStart=/usr/bin/env A=b openclaw ${WORDS}`)],
    ['another account’s rights in front', unit(`ExecStart=/usr/bin/sudo -u lin openclaw ${WORDS}`)],
    [
      'a node in a unit of another name',
      unit(`WorkingDirectory=${COPY}\nExecStart=/usr/bin/node dist/index.js ${WORDS}`, 'jarvis'),
    ],
    [
      'a script of the package’s in a unit of another name',
      unit(`WorkingDirectory=${COPY}\nExecStart=/usr/bin/pnpm start ${WORDS}`, 'jarvis'),
    ],
    [
      'npm run with its words after two dashes',
      unit(`WorkingDirectory=${COPY}\nExecStart=/usr/bin/npm run start -- ${WORDS}`, 'jarvis'),
    ],
    [
      'a package fetched anew at each start',
      unit(`ExecStart=/usr/bin/npx -y openclaw@latest ${WORDS}`, 'butler'),
    ],
    ['the same by pnpm', unit(`ExecStart=/usr/bin/pnpm dlx openclaw ${WORDS}`, 'butler')],
    [
      'a dump of pm2',
      {
        '/home/lin/.pm2/dump.pm2': JSON.stringify([
          { name: 'web', pm_exec_path: '/srv/web.js', args: [] },
          {
            name: 'claw',
            pm_exec_path: `${COPY}/openclaw.mjs`,
            args: WORDS.split(' '),
            exec_interpreter: 'node',
            pm_cwd: '/home/lin',
          },
        ]),
      },
    ],
    [
      'a dump of pm2 by a shell',
      {
        '/home/lin/.pm2/dump.pm2': JSON.stringify([
          {
            name: 'claw',
            pm_exec_path: '/bin/bash',
            args: ['-c', `openclaw ${WORDS}`],
            exec_interpreter: 'none',
          },
        ]),
      },
    ],
    [
      'autostart',
      {
        '/home/lin/.config/autostart/claw.desktop': `[Desktop Entry]\nType=Application\nExec=openclaw ${WORDS}\n`,
      },
    ],
    [
      'autostart of a script',
      {
        '/home/lin/.config/autostart/claw.desktop': '[Desktop Entry]\nExec=sh -c "/home/lin/run.sh"\n',
        '/home/lin/run.sh': `openclaw ${WORDS} &\n`,
      },
    ],
    [
      'cron of the computer',
      { '/etc/cron.d/claw': `PATH=${PATH}\n@reboot lin openclaw ${WORDS} >/dev/null 2>&1\n` },
    ],
    [
      'cron of the account',
      { '/var/spool/cron/crontabs/lin': `*/5 * * * * pgrep openclaw || ${COPY}/openclaw.mjs ${WORDS}\n` },
    ],
    ['a shell’s start file', { '/home/lin/.bashrc': `alias claw='openclaw ${WORDS}'\n` }],
    ['a terminal that stays', { '/home/lin/.profile': `tmux new-session -d -s claw 'openclaw ${WORDS}'\n` }],
    [
      'supervisord',
      {
        '/etc/supervisor/conf.d/claw.conf': `[program:claw]\ncommand=openclaw ${WORDS}\ndirectory=/home/lin\n`,
      },
    ],
  ])('%s', async (_name, files) => {
    const found = (await startsOf(files)).filter(({ role }) => role === 'gateway');
    expect(found.map(({ options }) => options)).toEqual([expect.objectContaining(OPEN)]);
  });

  test.each<[string, Record<string, string | FakeFile>]>([
    ['bash', { '/home/lin/.bashrc': 'export OPENCLAW_STATE_DIR="~/claw"\n' }],
    [
      'bash, in two steps',
      { '/home/lin/.bash_profile': 'OPENCLAW_STATE_DIR=$HOME/claw; export OPENCLAW_STATE_DIR\n' },
    ],
    [
      'bash, by a file that it reads',
      {
        '/home/lin/.bashrc': '[ -f ~/.claw.sh ] && . ~/.claw.sh # openclaw\n',
        '/home/lin/.claw.sh': 'export OPENCLAW_STATE_DIR=/home/lin/claw',
      },
    ],
    ['zsh', { '/home/lin/.zshenv': 'typeset -x OPENCLAW_STATE_DIR="${HOME}/claw"\n' }],
    ['fish', { '/home/lin/.config/fish/config.fish': 'set -gx OPENCLAW_STATE_DIR ~/claw\n' }],
    [
      'fish, in a file of its own',
      { '/home/lin/.config/fish/conf.d/mine.fish': 'set -x OPENCLAW_STATE_DIR $HOME/claw\n' },
    ],
    ['tcsh', { '/home/lin/.tcshrc': 'set path = ( ~/bin $path )\nsetenv OPENCLAW_STATE_DIR ~/claw\n' }],
    ['csh, for this login', { '/home/lin/.login': 'setenv OPENCLAW_STATE_DIR "$HOME/claw"\n' }],
    ['ksh', { '/home/lin/.kshrc': 'typeset -x OPENCLAW_STATE_DIR=/home/lin/claw\n' }],
    ['a shell without a name here', { '/home/lin/.oilrc': 'export OPENCLAW_STATE_DIR=~/claw\n' }],
    [
      'nushell',
      { '/home/lin/.config/nushell/env.nu': '$env.OPENCLAW_STATE_DIR = ($env.HOME | path join "claw")\n' },
    ],
    [
      'nushell, many at once',
      { '/home/lin/.config/nushell/config.nu': 'load-env { OPENCLAW_STATE_DIR: "~/claw" }\n' },
    ],
    ['xonsh', { '/home/lin/.xonshrc': '$OPENCLAW_STATE_DIR = f"{$HOME}/claw"\n' }],
    ['elvish', { '/home/lin/.config/elvish/rc.elv': 'set E:OPENCLAW_STATE_DIR = $E:HOME"/claw"\n' }],
    [
      'elvish, by its command',
      { '/home/lin/.config/elvish/rc.elv': 'set-env OPENCLAW_STATE_DIR /home/lin/claw\n' },
    ],
    [
      'PowerShell',
      {
        '/home/lin/.config/powershell/profile.ps1': '$env:OPENCLAW_STATE_DIR = Join-Path $HOME "claw"\n',
      },
    ],
    [
      'bash, by a file whose name alone stands there',
      {
        '/home/lin/.bashrc': '[ -f ~/.c.env ] && set -a && . ~/.c.env && set +a\n',
        '/home/lin/.c.env': 'OPENCLAW_STATE_DIR=/home/lin/claw\n',
      },
    ],
    [
      'a unit’s pattern of environment files',
      {
        ...unit(`EnvironmentFile=-%h/.config/oc/*.env\nExecStart=${MAIN} gateway`),
        '/home/lin/.config/oc/a.env': 'OPENCLAW_STATE_DIR=/home/lin/claw\n',
      },
    ],
    [
      'a table of cron',
      { '/var/spool/cron/crontabs/lin': '@reboot OPENCLAW_STATE_DIR=$HOME/claw openclaw gateway\n' },
    ],
    [
      'beside a line that can’t be read',
      { '/home/lin/.bashrc': 'eval "$(starship init bash)"\nexport OPENCLAW_STATE_DIR=$HOME/claw\n' },
    ],
    ['the session', { '/home/lin/.config/environment.d/10-claw.conf': 'OPENCLAW_STATE_DIR=${HOME}/claw\n' }],
    ['the computer', { '/etc/environment': 'OPENCLAW_STATE_DIR="/home/lin/claw"\n' }],
    ['pam', { '/home/lin/.pam_environment': 'OPENCLAW_STATE_DIR DEFAULT=@{HOME}/claw\n' }],
    [
      'pm2',
      {
        '/home/lin/.pm2/dump.pm2': JSON.stringify([
          {
            pm_exec_path: `${COPY}/openclaw.mjs`,
            args: ['gateway'],
            env: { OPENCLAW_STATE_DIR: '/home/lin/claw' },
          },
        ]),
      },
    ],
    [
      'pm2, beside the fields',
      {
        '/home/lin/.pm2/dump.pm2': JSON.stringify([
          {
            pm_exec_path: MAIN,
            exec_interpreter: 'node',
            args: 'gateway run',
            OPENCLAW_STATE_DIR: '/home/lin/claw',
          },
        ]),
      },
    ],
    ['an alias', { '/home/lin/.zshrc': 'alias oc="OPENCLAW_STATE_DIR=/home/lin/claw openclaw"\n' }],
    [
      'a unit’s script',
      {
        ...unit('ExecStart=/home/lin/s.sh'),
        '/home/lin/s.sh': 'export OPENCLAW_STATE_DIR=/home/lin/claw\nopenclaw gateway\n',
      },
    ],
    [
      'a unit’s relative path',
      unit(`WorkingDirectory=/home/lin\nEnvironment=OPENCLAW_STATE_DIR=claw\nExecStart=${MAIN} gateway`),
    ],
    [
      'autostart',
      {
        '/home/lin/.config/autostart/c.desktop':
          '[Desktop Entry]\nExec=env OPENCLAW_STATE_DIR=/home/lin/claw openclaw gateway\n',
      },
    ],
  ])('a state folder that is named by %s', async (_name, files) => {
    const host = fakeHost({
      env: { PATH },
      files: { '/etc/passwd': PASSWD, ...PACKAGE, '/home/lin/claw/openclaw.json': '{}', ...files },
    });
    const probe = createOpenClawProbe(host);
    expect((await probe.starts()).items.map(({ stateDir }) => stateDir)).toContain('/home/lin/claw');
    expect((await probe.setups()).items.map(({ stateDir }) => stateDir)).toContain('/home/lin/claw');
  });

  test.each<[string, string, Record<string, string>]>([
    ['--token abc', 'abc', {}],
    ['--token=abc', 'abc', {}],
    ['--password lobster', 'lobster', {}],
    ['--password-file %h/pw', 'secret', { '/home/lin/pw': 'secret\n' }],
  ])('words that let somebody in: %s', async (words, secret, files) => {
    const [start] = await startsOf({ ...unit(`ExecStart=${MAIN} gateway ${words}`), ...files });
    expect(Object.values(start?.secrets ?? {})).toEqual([secret]);
    expect(JSON.stringify(start?.options)).not.toContain(secret);
  });

  test.each([
    ['--profile work', '/home/lin/.openclaw-work'],
    ['--profile=work', '/home/lin/.openclaw-work'],
    ['--dev', '/home/lin/.openclaw-dev'],
  ])('a profile: %s', async (words, stateDir) => {
    const [start] = await startsOf(unit(`ExecStart=/home/lin/.npm-global/bin/openclaw ${words} gateway`));
    expect(start?.stateDir).toBe(stateDir);
  });

  test('a file that can’t be read to the end is told', async () => {
    const [start] = await startsOf({
      ...unit('ExecStart=/home/lin/s.sh'),
      '/home/lin/s.sh':
        'ARGS="$(cat /home/lin/args)"\nexec openclaw gateway $(pick) "$@"\nopenclaw gateway\n',
    });
    expect(start?.unread).toEqual(['/home/lin/s.sh']);
    const denied = await startsOf({
      ...unit(`EnvironmentFile=/home/lin/x.env\nExecStart=${MAIN} gateway`),
      '/home/lin/x.env': { denied: true },
    });
    expect(denied[0]?.unread).toEqual(['/home/lin/x.env']);
  });

  test.each<[string, Record<string, string | FakeFile>]>([
    ['a comment', { '/home/lin/.bashrc': '# export OPENCLAW_STATE_DIR=/x\n' }],
    ['completions', { '/home/lin/.bashrc': 'source ~/.openclaw/completions/openclaw.bash\n' }],
    ['a folder of its name on PATH', { '/home/lin/.profile': 'export PATH="$HOME/.openclaw/bin:$PATH"\n' }],
    [
      'a program that only mentions it',
      { '/home/lin/.config/autostart/x.desktop': '[Desktop Entry]\nExec=gedit /home/lin/openclaw.txt\n' },
    ],
    [
      'an entry that is switched off',
      { '/home/lin/.config/autostart/x.desktop': '[Desktop Entry]\nHidden=true\nExec=openclaw gateway\n' },
    ],
    [
      'another’s dump',
      { '/home/lin/.pm2/dump.pm2': JSON.stringify([{ name: 'openclaw', pm_exec_path: '/srv/web.js' }]) },
    ],
    ['a command that ends', { '/etc/cron.d/x': '0 4 * * * lin openclaw backup create\n' }],
  ])('no start: %s', async (_name, files) => {
    expect(await startsOf(files)).toEqual([]);
  });
});

test.each([
  ['cd /d D:\\work', 'D:\\work'],
  ['\t@CD /D "D:\\my work\\a" ', 'D:\\my work\\a'],
  ['pushd  D:\\my work \r\ncd E:\\b', 'D:\\my work'],
  ['rem cd C:\\a\r\ncd D:\\b" && c\r\n  cd D:\\d', 'D:\\d'],
])('a Windows task as OpenClaw writes it, with %j', async (line, cwd) => {
  const copy = 'D:\\node_global\\node_modules\\openclaw';
  const task = `<?xml version="1.0"?>\n<!-- \\OpenClaw Gateway -->\n<Task><RegistrationInfo><URI>\\OpenClaw Gateway</URI></RegistrationInfo><Principals><Principal><UserId>lin</UserId></Principal></Principals><Actions><Exec><Command>wscript.exe</Command><Arguments>"C:\\Users\\lin\\.openclaw\\gateway.vbs"</Arguments></Exec></Actions></Task>`;
  const host = fakeHost({
    platform: 'win32',
    files: {
      'C:\\Users\\lin\\.openclaw\\gateway.cmd': `@echo off\r\nrem OpenClaw Gateway\r\n${line}\r\nset "OPENCLAW_GATEWAY_PORT=18789"\r\nset "OPENCLAW_STATE_DIR=D:\\claw"\r\nD:\\nodejs\\node.exe ${copy}\\dist\\index.js gateway --port 18789 --bind lan --auth none <NUL\r\n`,
      [`${copy}\\package.json`]: JSON.stringify({ name: 'openclaw', version: '2026.9.6' }),
      [`${copy}\\dist\\index.js`]: '',
      'D:\\nodejs\\node.exe': '',
      'D:\\claw\\openclaw.json': '{}',
    },
    commands: { 'schtasks.exe /query /xml': task },
  });
  const probe = createOpenClawProbe(host);
  const [start] = (await probe.starts()).items;
  expect(start).toMatchObject({
    role: 'gateway',
    certain: true,
    options: { '--bind': 'lan', '--auth': 'none' },
    stateDir: 'D:\\claw',
    cwd,
    copyPath: copy,
  });
  expect((await probe.copies()).items.map(({ path }) => path)).toEqual([copy]);
  expect((await probe.setups()).items.map(({ stateDir }) => stateDir)).toContain('D:\\claw');
});

test('an agent of macOS under another label, by a launcher of another name', async () => {
  const launcher = '/nix/store/abc-openclaw/bin/openclaw-gateway-default';
  const host = fakeHost({
    platform: 'darwin',
    files: {
      '/Users/lin/Library/LaunchAgents/com.steipete.openclaw.gateway.plist': `<?xml version="1.0"?><plist version="1.0"><dict><key>Label</key><string>com.steipete.openclaw.gateway</string><key>ProgramArguments</key><array><string>${launcher}</string><string>gateway</string></array><key>EnvironmentVariables</key><dict><key>OPENCLAW_STATE_DIR</key><string>/Users/lin/claw</string></dict></dict></plist>`,
      [launcher]: `#!/bin/sh\nexport A=1\nexec /nix/store/def/lib/node_modules/openclaw/openclaw.mjs "$@" --bind lan\n`,
      '/nix/store/def/lib/node_modules/openclaw/package.json': JSON.stringify({
        name: 'openclaw',
        version: '2026.8.1',
      }),
      '/nix/store/def/lib/node_modules/openclaw/openclaw.mjs': '',
      '/Users/lin/claw/openclaw.json': '{}',
    },
  });
  const probe = createOpenClawProbe(host);
  expect((await probe.starts()).items).toMatchObject([
    { stateDir: '/Users/lin/claw', options: { '--bind': 'lan' } },
  ]);
  expect((await probe.copies()).items.map(({ version }) => version)).toEqual(['2026.8.1']);
});
