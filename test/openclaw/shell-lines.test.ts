import { describe, expect, it } from 'vitest';
import { isBackupArchive, isLeftover, isSettingsBackup } from '../../main/openclaw/residue-names';
import { withoutCronLines, withoutOpenClaw } from '../../main/openclaw/shell-lines';

const place = { home: '/home/lin', binFolders: ['/home/lin/.npm-global/bin'] };
const CACHE = '/home/lin/.openclaw/completions/openclaw';

describe('a start file of a shell', () => {
  // Lines as 2026.9.6 writes or recognises them (src/cli/completion-runtime.ts), and as install-cli.sh appends them.
  it.each([
    `[ -f '${CACHE}.bash' ] && source '${CACHE}.bash'`,
    `[[ -f "\${HOME}/.openclaw/completions/openclaw.zsh" ]] && source "\${HOME}/.openclaw/completions/openclaw.zsh"`,
    `test -f '${CACHE}.fish'; and source '${CACHE}.fish'`,
    `source "${CACHE}.bash"`,
    `. '${CACHE}.ps1'`,
    'source <(openclaw completion --shell bash)',
    'eval "$(openclaw completion -s zsh)"',
    'openclaw completion --shell powershell | Out-String | Invoke-Expression',
    'source <(clawdbot completion)',
    'export PATH="/home/lin/.npm-global/bin:$PATH"',
    'export PATH=$HOME/.npm-global/bin:$PATH',
    'fish_add_path ~/.npm-global/bin',
    'set -gx PATH /home/lin/.npm-global/bin $PATH',
    'export OPENCLAW_GATEWAY_TOKEN=abc',
    '$env:OPENCLAW_PROFILE = "work"',
    'set -gx OPENCLAW_HOME /srv',
    'export NODE_COMPILE_CACHE=/var/tmp/openclaw-compile-cache',
    "alias oc='openclaw tui'",
  ])('loses %s and nothing else', (line) => {
    expect(withoutOpenClaw(`a=1\n${line}\r\nb=2`, place)).toBe('a=1\nb=2');
  });

  it.each([
    'export PATH="$HOME/bin:$PATH"',
    'export PATH="/home/lin/.npm-global/bin:/opt/mine:$PATH"',
    'export PATH="/home/lin/.npm-global/bin:$PATH"; start-my-agent',
    'source <(openclaw completion); mine',
    `source ${CACHE}.bash && mine`,
    'source <(kubectl completion bash)',
    'export ANTHROPIC_API_KEY=sk-1',
    '# openclaw is great',
    'cd ~/openclaw && git pull',
    "alias oc='openclaw tui; rm x'",
    'export OPENCLAW_X=1; mine',
    '[ -f /a/completions/openclaw.bash ] && source /etc/other.bash',
  ])('keeps %s', (line) => expect(withoutOpenClaw(`${line}\n`, place)).toBe(null));

  it('loses the block that completion made, with the empty line before it', () => {
    const block = `alias ll='ls -l'\n\n# OpenClaw Completion\n[ -f '${CACHE}.bash' ] && source '${CACHE}.bash'\n`;
    expect(withoutOpenClaw(block, place)).toBe("alias ll='ls -l'\n");
  });

  it('keeps a folder on PATH that serves others', () => {
    expect(
      withoutOpenClaw('export PATH="/home/lin/.npm-global/bin:$PATH"\n', { ...place, binFolders: [] }),
    ).toBe(null);
  });
});

it('a table of cron loses what only starts OpenClaw', () => {
  const table =
    '# m h dom\n@reboot /home/lin/.npm-global/bin/openclaw gateway >/dev/null 2>&1\n0 3 * * * openclaw cron run\n0 4 * * * backup ~/openclaw\n@daily openclaw doctor; rm -r /tmp/x\n';
  expect(withoutCronLines(table)).toBe(
    '# m h dom\n0 4 * * * backup ~/openclaw\n@daily openclaw doctor; rm -r /tmp/x\n',
  );
  expect(withoutCronLines('0 4 * * * true\n')).toBe(null);
});

it('knows what OpenClaw calls its caches, archives and copies of settings', () => {
  expect(['openclaw', 'openclaw-1000', 'openclaw-state-locks-0', 'clawdbot'].every(isLeftover)).toBe(true);
  expect(['openclawer', 'my-openclaw', 'openclaw notes', 'claw'].some(isLeftover)).toBe(false);
  expect(isBackupArchive('2026-03-09T08-00-00.000+08-00-openclaw-backup.tar.gz')).toBe(true);
  expect(isBackupArchive('2026-03-09T00-00-00.000Z-openclaw-backup.tar.gz')).toBe(true);
  expect(isBackupArchive('openclaw-backup.tar.gz')).toBe(false);
  expect(['openclaw.json.bak', 'openclaw.json.bak.3', 'clawdbot.json.bak'].every(isSettingsBackup)).toBe(
    true,
  );
  expect(['openclaw.json', 'notes.bak', 'openclaw.json5'].some(isSettingsBackup)).toBe(false);
});
