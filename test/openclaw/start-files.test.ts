// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of shells
import { expect, test } from 'vitest';
import { parseDotenv } from '../../main/openclaw/dotenv';
import { fetchedPackage } from '../../main/openclaw/package-runners';
import { plainProgram } from '../../main/openclaw/proxy-programs';
import { readScript } from '../../main/openclaw/shell-variables';
import { parseCron, parseDesktopEntry, parseSupervisor } from '../../main/openclaw/start-files';

test.each([
  ['A=b\r\nC = "d e" # f\r\n', { A: 'b', C: 'd e' }],
  ['  export A: b\n#C=d\n', { A: 'b' }],
  ['A=\'b\nc\'\nD="e\\nf"\nG=`h`', { A: 'b\nc', D: 'e\nf', G: 'h' }],
  ['A="b\nC=d', { A: '"b', C: 'd' }],
  ['\u2028 A=b', { A: 'b' }],
])('a .env file %j', (text, found) => expect({ ...parseDotenv(text) }).toEqual(found));

test.each([
  ['[Desktop Entry]\r\n Exec = sh -c "a = b" \r\nPath=\t/opt/my claw\t\r\n', '/opt/my claw'],
  ['[Desktop Entry]\n#Exec=c\n;Exec=d\n=e\nExec=sh -c "a = b"\nExec=f\n', null],
])('a .desktop file %j', (text, cwd) =>
  expect(parseDesktopEntry(text)).toMatchObject({ args: ['sh', '-c', 'a = b'], cwd }),
);

test('supervisord hands values on, in quotes and without', () => {
  const text =
    '[program:a]\ncommand = b\nenvironment = A="b,c=d",E=f g,H=\'i\',J2="%(ENV_K)s",1L="m",N="o=p"\n';
  expect({ ...parseSupervisor(text)[0]?.env }).toEqual({
    A: 'b,c=d',
    E: 'f g',
    H: 'i',
    J2: '%(ENV_K)s',
    N: 'o=p',
  });
});

test('a table of cron has variables, comments and commands', () => {
  const text =
    ' A = "b c"\n# D=e\n\n*/5 * * * mon-fri\tf --g=h \\% i % j % k\r\n  @reboot l  m\n@daily\n* * * n\n';
  const said = parseCron(text, false).map(({ args, env }) => [args.at(-1), { ...env }]);
  expect(said).toEqual([
    ['f --g=h % i ', { A: 'b c' }],
    ['l  m', { A: 'b c' }],
  ]);
  expect(parseCron('@reboot lin a b', true)[0]?.args).toEqual(['sh', '-c', 'a b']);
});

test.each([
  ['openclaw', 'openclaw'],
  ['openclaw@latest', 'openclaw'],
  ['openclaw@npm:openclaw@2026.9.6', 'openclaw'],
  ['openclaw@github:a/b', undefined],
  ['@openclaw', undefined],
  ['@a/openclaw@1', undefined],
])('npx %s fetches %s', (spec, name) => expect(fetchedPackage(['npx', '-y', spec, 'c'])?.name).toBe(name));

test.each([
  ['frpc_0.61.0_linux_amd64', 'frpc'],
  ['ngrok-v3-stable-linux-amd64-', 'ngrok'],
  ['a-b_.-', 'a-b'],
  ['--', '--'],
])('the program in %s is %s', (file, name) => expect(plainProgram(file)).toBe(name));

test.each([
  '$(cd "$(dirname "$0")" && pwd)',
  '$(cd -- "$( dirname -- "${BASH_SOURCE[0]}" )" &> /dev/null && pwd -P)',
  '$( cd $(dirname $0) >/dev/null 2>&1 && : &&   pwd )',
  '$(dirname "$0" )',
  '$(dirname -- "${BASH_SOURCE[0]}" )',
  '$(dirname "$(readlink -f "$0")" )',
  '${0%/*}',
])('the folder of a script is %s', (own) =>
  expect(readScript(`exec "${own}/a.sh"\n`, '/s').commands).toEqual([['exec', '/s/a.sh']]),
);
test.each(['$(cd "$(dirname "$0")" && ls)', '$(cd /x && pwd)', '$(dirname "$1")'])(
  'the folder of a script is not %s',
  (other) => expect(readScript(`exec "${other}/a.sh"\n`, '/s').commands).not.toEqual([['exec', '/s/a.sh']]),
);
