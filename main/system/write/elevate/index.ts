import { isAbsolute } from 'node:path';
import type { CommandChange } from '../../../contract/change';
import { NotAllowedError } from '..';
import { ChangeError } from '../change-error';
import { commandEnvironment } from '../commands/command-environment';
import type { ProcessExit, ProcessSpec } from '../commands/run-process';
import { isOwnedByRoot } from '../files/path-trust';
import type { WriteTools } from '../write-tools';
import { byPkexec, bySudo } from './elevate-linux';
import { byOsascript } from './elevate-macos';
import { byUac, isElevated } from './elevate-windows';
import type { ElevatedCommand, ElevationMethod } from './elevation-method';

/** How long somebody may look at the question, in milliseconds. */
const QUESTION_MS = 300_000;

async function isAdministrator(tools: WriteTools): Promise<boolean> {
  if (tools.platform !== 'win32') return tools.uid === 0;
  const { out, code } = await tools.run({
    program: tools.programs.whoami,
    args: ['/groups', '/fo', 'csv', '/nh'],
    env: commandEnvironment(tools.platform, tools.env),
    limitMs: 10_000,
  });
  return code === 0 && isElevated(out);
}

const has = ({ fs }: WriteTools, program: string) =>
  fs.lstat(program).then(
    () => true,
    () => false,
  );

/** The ways to ask here, best first. On a desktop its own question; in a terminal without one the terminal's. */
async function waysToAsk(tools: WriteTools, asked: ElevatedCommand): Promise<readonly ElevationMethod[]> {
  const { platform, programs, env } = tools;
  if (platform === 'darwin') return [byOsascript(programs, asked)];
  if (platform === 'win32') return [byUac(programs, asked)];
  const pkexec = (await has(tools, programs.pkexec)) ? [byPkexec(programs, asked)] : [];
  const sudo = tools.inTerminal && (await has(tools, programs.sudo)) ? [bySudo(programs, asked)] : [];
  const onDesktop = Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
  return onDesktop ? [...pkexec, ...sudo] : [...sudo, ...pkexec];
}

/** What is run as administrator must be the system's own: a program that others can replace would be theirs to choose. */
async function checkProgram(tools: WriteTools, { program, env }: ElevatedCommand): Promise<void> {
  if (tools.platform === 'win32') {
    if (Object.keys(env).length > 0)
      throw new ChangeError('failed', 'UAC passes no environment on to a program');
    if (!/^[A-Za-z]:\\/.test(program))
      throw new NotAllowedError(`${program} is not absolute`, 'unsafe-program');
    return;
  }
  // env(1) would take such a program for one more variable.
  const misread = Object.keys(env).length > 0 && program.includes('=');
  if (misread || Object.keys(env).some((name) => !/^[A-Za-z_]\w*$/.test(name)))
    throw new ChangeError('failed', 'a name or program that env(1) would misread');
  if (!isAbsolute(program) || !(await isOwnedByRoot(tools, program)))
    throw new NotAllowedError(`${program} could have been replaced`, 'unsafe-program');
}

/**
 * Runs one command as administrator: directly if we are it, else after one question of the system's own for this one
 * command; nothing with higher rights stays open. Rejects with NotAllowedError when the answer was no, when there is no way
 * to ask, or when the program is one that others could replace: then it was not run.
 */
export async function elevated(
  tools: WriteTools,
  command: Pick<CommandChange, 'program' | 'args' | 'env'>,
  hearing: Pick<ProcessSpec, 'signal' | 'limitMs' | 'onLine'>,
): Promise<ProcessExit> {
  const asked: ElevatedCommand = { program: command.program, args: command.args, env: command.env ?? {} };
  await checkProgram(tools, asked);
  if (await isAdministrator(tools)) {
    const env = commandEnvironment(tools.platform, tools.env, command.env);
    return tools.run({ program: asked.program, args: asked.args, env, ...hearing });
  }
  for (const { process: running, read } of await waysToAsk(tools, asked)) {
    const env = commandEnvironment(tools.platform, tools.env, running.env);
    const ended = await tools.run({
      ...hearing,
      ...running,
      env,
      limitMs: hearing.limitMs + QUESTION_MS,
    });
    if (ended.stopped !== null) return ended;
    const verdict = read(ended);
    if (verdict === 'nobody') continue;
    if (verdict === 'refused') throw new NotAllowedError(`${asked.program} was not allowed`);
    return { ...ended, code: verdict.code };
  }
  throw new NotAllowedError(`nobody can be asked to allow ${asked.program}`, 'nobody-to-ask');
}
