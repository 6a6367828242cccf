import { execFileSync } from 'node:child_process';
import { devNull } from 'node:os';
import { expect, test } from 'vitest';
import { quoteShell } from '../../main/openclaw/shell-quote';
import { remoteLine, sshGuest } from '../../main/tank/guest/ssh';
import { scriptedRunner, tankAt } from '../fakes/command-runner';

const WHERE = { host: '127.0.0.1', port: 22922 };
const FOLDER = '/home/lin/tanks/openclaw';
const as = 'sudo -n -H -u openclaw -- env -C /home/openclaw HOME=/home/openclaw';
const path = 'PATH=/opt/node/bin:/opt/openclaw/bin:/usr/bin:/bin';

test('the whole line: one key, one host key, no settings, no agent, no question', async () => {
  const runner = scriptedRunner(() => 'fine');
  const ended = await sshGuest(tankAt(FOLDER, runner), WHERE).run('openclaw', ['openclaw', '--version']);
  expect(ended.out).toBe('fine');
  expect(runner.said).toEqual([
    [
      `/usr/bin/ssh -F none -i ${FOLDER}/keys/control -T -p 22922 -l tankmate`,
      '-o BatchMode=yes -o IdentitiesOnly=yes -o IdentityAgent=none',
      '-o PreferredAuthentications=publickey -o StrictHostKeyChecking=yes',
      `-o UserKnownHostsFile="${FOLDER}/keys/known_hosts" -o GlobalKnownHostsFile=${devNull}`,
      '-o HostKeyAlias=tankmate-tank -o UpdateHostKeys=no -o ForwardAgent=no -o ForwardX11=no',
      '-o ControlPath=none -o ConnectTimeout=15 -o ServerAliveInterval=15 -o ServerAliveCountMax=3',
      '-o ExitOnForwardFailure=yes -o LogLevel=ERROR',
      `127.0.0.1 -- ${as} ${path} openclaw --version`,
    ].join(' '),
  ]);
});

test('root goes through sudo, which never asks', () => {
  expect(remoteLine('root', ['systemctl', 'stop', 'x'])).toBe('sudo -n -- systemctl stop x');
});

test('input, output, limit and lines are passed on; an exit code is data', async () => {
  const runner = scriptedRunner(() => ({ code: 7, err: 'no' }));
  const onLine = () => {};
  const guest = sshGuest(tankAt(FOLDER, runner), async () => ({ ...WHERE, port: 4 }));
  expect(await guest.run('root', ['cat'], { input: 'text', limitMs: 5, onLine })).toMatchObject({ code: 7 });
  expect(runner.commands[0]).toMatchObject({ input: 'text', limitMs: 5, onLine });
  expect(runner.said[0]).toContain('-p 4 ');
});

test('ssh’s own failure is told as the inside that can’t be reached, with its words for the log', async () => {
  const runner = scriptedRunner(() => ({
    code: 255,
    err: 'ssh: connect to host 127.0.0.1 port 22922: refused\n',
  }));
  await expect(sshGuest(tankAt(FOLDER, runner), WHERE).run('root', ['true'])).rejects.toMatchObject({
    because: { id: 'tank.making-unreachable' },
    detail: 'ssh: connect to host 127.0.0.1 port 22922: refused',
  });
});

test('a computer without ssh is told in a sentence', async () => {
  const hands = { ...scriptedRunner(() => ''), find: async () => null };
  await expect(sshGuest(tankAt(FOLDER, hands), WHERE).run('root', ['true'])).rejects.toMatchObject({
    because: { id: 'tank.making-no-ssh' },
  });
});

test.each([
  '',
  ' ',
  "it's",
  'a b',
  '$(id)',
  '`id`',
  'a\nb',
  '*',
  '~',
  '-rf',
  'x;y',
  '"',
  '\\',
  '!',
  '龙虾',
  "'",
])('a word comes out of the other shell as it went in: %j', (word) => {
  const said = execFileSync('/bin/sh', ['-c', `printf %s ${quoteShell(word)}`], { encoding: 'utf8' });
  expect(said).toBe(word);
});
