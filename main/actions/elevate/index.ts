import { isAbsolute } from 'node:path';
import type { CommandChange } from '../../contract/change';
import { NotAllowed } from '..';
import { environmentFor } from '../commands/environment';
import type { Ended, Running } from '../commands/start';
import { ownedByRoot } from '../files/trust';
import { Trouble } from '../problem';
import type { Tools } from '../tools';
import type { Asked, Asking } from './ask';
import { byPkexec, bySudo } from './linux';
import { byOsascript } from './macos';
import { byUac, isElevated } from './windows';

/** How long somebody may look at the question, in milliseconds. */
const QUESTION_MS = 300_000;

async function isAdministrator(tools: Tools): Promise<boolean> {
  if (tools.platform !== 'win32') return tools.uid === 0;
  const { out, code } = await tools.run({
    program: tools.programs.whoami,
    args: ['/groups', '/fo', 'csv', '/nh'],
    env: environmentFor(tools.platform, tools.env),
    limitMs: 10_000,
  });
  return code === 0 && isElevated(out);
}

const has = ({ layer }: Tools, program: string) =>
  layer.lstat(program).then(
    () => true,
    () => false,
  );

/** The ways to ask here, best first. On a desktop its own question; in a terminal without one the terminal's. */
async function waysToAsk(tools: Tools, asked: Asked): Promise<readonly Asking[]> {
  const { platform, programs, env } = tools;
  if (platform === 'darwin') return [byOsascript(programs, asked)];
  if (platform === 'win32') return [byUac(programs, asked)];
  const pkexec = (await has(tools, programs.pkexec)) ? [byPkexec(programs, asked)] : [];
  const sudo = tools.inTerminal && (await has(tools, programs.sudo)) ? [bySudo(programs, asked)] : [];
  const onDesktop = Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
  return onDesktop ? [...pkexec, ...sudo] : [...sudo, ...pkexec];
}

/** What is run as administrator must be the system's own: a program that others can replace would be theirs to choose. */
async function checkProgram(tools: Tools, { program, env }: Asked): Promise<void> {
  if (tools.platform === 'win32') {
    if (Object.keys(env).length > 0) throw new Trouble('failed', 'UAC passes no environment on to a program');
    if (!/^[A-Za-z]:\\/.test(program)) throw new NotAllowed(`${program} is not absolute`, 'unsafe-program');
    return;
  }
  // env(1) would take such a program for one more variable.
  const misread = Object.keys(env).length > 0 && program.includes('=');
  if (misread || Object.keys(env).some((name) => !/^[A-Za-z_]\w*$/.test(name)))
    throw new Trouble('failed', 'a name or program that env(1) would misread');
  if (!isAbsolute(program) || !(await ownedByRoot(tools, program)))
    throw new NotAllowed(`${program} could have been replaced`, 'unsafe-program');
}

/**
 * Runs one command as administrator: directly if we are it, else after one question of the system's own for this one
 * command; nothing with higher rights stays open. Rejects with NotAllowed when the answer was no, when there is no way
 * to ask, or when the program is one that others could replace: then it was not run.
 */
export async function elevated(
  tools: Tools,
  command: Pick<CommandChange, 'program' | 'args' | 'env'>,
  hearing: Pick<Running, 'signal' | 'limitMs' | 'onLine'>,
): Promise<Ended> {
  const asked: Asked = { program: command.program, args: command.args, env: command.env ?? {} };
  await checkProgram(tools, asked);
  if (await isAdministrator(tools)) {
    const env = environmentFor(tools.platform, tools.env, command.env);
    return tools.run({ program: asked.program, args: asked.args, env, ...hearing });
  }
  for (const { running, read } of await waysToAsk(tools, asked)) {
    const env = environmentFor(tools.platform, tools.env, running.env);
    const ended = await tools.run({
      ...hearing,
      ...running,
      env,
      limitMs: hearing.limitMs + QUESTION_MS,
    });
    if (ended.stopped !== null) return ended;
    const verdict = read(ended);
    if (verdict === 'nobody') continue;
    if (verdict === 'refused') throw new NotAllowed(`${asked.program} was not allowed`);
    return { ...ended, code: verdict.code };
  }
  throw new NotAllowed(`nobody can be asked to allow ${asked.program}`, 'nobody-to-ask');
}
