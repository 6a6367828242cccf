import JSON5 from 'json5';
import { redact } from '../../changes/redact';
import type { Message } from '../../contract/finding';
import { safeLine } from '../../contract/safe-text';
import { defaultAgent } from '../../openclaw/agent-workspaces';
import { keyProvider } from '../../openclaw/key-pages';
import { MODEL_PROVIDERS, providerIn, settingsForProvider } from '../../openclaw/model-providers';
import { runOpenClaw } from '../guest/openclaw-command';
import { errorMessage, tankError, tankMessage } from '../model/tank-error';
import { writePlan } from '../model/tank-plan';
import type { Guest, TankContext } from '../model/types';
import { type CommandResult, commandResult, type TankWork } from './command';

/** A key for a provider of models, on its way into the tank. */
export interface KeyForTank {
  /** As OpenClaw's settings name it: one of ours, or the one that the settings inside ask first. */
  readonly provider: string;
  /** Never logged, kept or told outside: it goes to the standard input of a command inside and nowhere else. */
  readonly key: string;
}

const SETTINGS = '/home/openclaw/.openclaw/openclaw.json';
/** Of what is shown of an answer, characters. */
const SHOWN = 300;
/** A model may think for long, and the first turn of an emulated machine reads many files. Milliseconds. */
const TURN_MS = 10 * 60_000;
const QUESTION = '你好，在吗？请用一句话回答。 Hello, are you there? Please answer in one short sentence.';

const BACK = `set -eu; umask 077; cd "$HOME"
cat > .openclaw/openclaw.json.new; mv .openclaw/openclaw.json.new .openclaw/openclaw.json`;

/** As `openclaw agent --json` of 2026.9.6 tells of a turn. */
interface Turn {
  readonly status?: unknown;
  readonly result?: { readonly payloads?: readonly { readonly text?: unknown }[] };
  readonly error?: { readonly message?: unknown };
}

type Answer =
  | { readonly state: 'answered'; readonly text: string }
  | { readonly state: 'refused' }
  | { readonly state: 'silent'; readonly said: string };

function parsed(out: string): Turn | null {
  try {
    const value: unknown = JSON.parse(out);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}

/** Words from inside as they are shown. A model that was told to, or its provider, may say a key: this one, or another. */
function shown(text: string, key: string): string {
  const without = redact(key === '' ? text : text.replaceAll(key, '‹›'), 'lines');
  return safeLine(without.replace(/\s+/g, ' ').trim()).slice(0, SHOWN);
}

/** What came of the question. A provider's own words may hold a part of the key: those of a refusal aren't told. */
export function answerOf(out: string, key: string): Answer {
  const turn = parsed(out);
  const texts = (turn?.result?.payloads ?? []).flatMap(({ text }) => (typeof text === 'string' ? text : []));
  const text = shown(texts.join(' '), key);
  if (turn?.status === 'ok' && text !== '') return { state: 'answered', text };
  const said = typeof turn?.error?.message === 'string' ? turn.error.message : '';
  if (/\bHTTP 40[13]\b|authentication failed|auth issue/i.test(said)) return { state: 'refused' };
  return { state: 'silent', said: shown(said, key) };
}

/** Undefined where it makes no sense. */
function settingsIn(text: string): unknown {
  try {
    return JSON5.parse(text);
  } catch {
    return undefined;
  }
}

async function inside(guest: Guest, argv: readonly string[], input = ''): Promise<string> {
  const { code, out, err } = await guest.run('openclaw', argv, { input });
  if (code !== 0) throw tankError('key-failed', undefined, err.slice(-1000));
  return out;
}

/** Runs a command of OpenClaw's that must end well. What it said goes to the tank's log without the key. */
async function must(guest: Guest, args: readonly string[], key: string, input: string): Promise<void> {
  const { code, err, stopped } = await runOpenClaw(guest, args, { input });
  if (stopped === 'too-slow') throw tankError('key-too-slow');
  if (code !== 0)
    throw tankError(
      'key-failed',
      undefined,
      `${args.slice(0, 3).join(' ')}: ${err.replaceAll(key, '‹›').slice(-1000)}`,
    );
}

/**
 * Gives OpenClaw in a tank the key of a provider of models and asks it a question. The key lies in OpenClaw's own store
 * inside then. Where the provider refuses it, or it could not be put in, the inside is as it was before; where nobody
 * answered for another reason, it stays. `calm`: the same inside for putting it back after it was cancelled.
 */
export async function giveKey(
  { tank, report }: TankWork,
  guest: Guest,
  { provider, key }: KeyForTank,
  calm: Guest = guest,
): Promise<CommandResult> {
  report({ now: tankMessage('now-key') });
  const before = await inside(guest, ['/bin/cat', SETTINGS]);
  const settings = settingsIn(before);
  if (settings === undefined) return commandResult('refused', tankMessage('key-odd-settings'));
  const known = MODEL_PROVIDERS.find(({ id }) => id === provider);
  const isNamed = providerIn(settings) === provider;
  if (!known && !isNamed)
    return commandResult(
      'refused',
      tankMessage('key-nobody', { names: MODEL_PROVIDERS.map(({ id }) => id) }),
    );
  const name = (known && keyProvider(known.issuer)) ?? provider;
  const agent = defaultAgent(settings);
  const profile = `${provider}:manual`;
  // OpenClaw shows nobody a key that it has, so one that is replaced can't be kept.
  const replaces = before.includes(JSON.stringify(profile));
  const auth = ['models', 'auth'];
  const forget = () => runOpenClaw(calm, [...auth, 'logout', profile, '--agent', agent, '--yes']);
  let pasted = false;

  const putBack = async (because: Message): Promise<CommandResult> => {
    let isLeft = true;
    try {
      const { code } = await forget();
      await inside(calm, ['/bin/sh', '-c', BACK], before);
      // Where there was none to take out, it may well say so.
      isLeft = code !== 0 && pasted;
    } catch {}
    if (isLeft) return commandResult('left-changed', because, tankMessage('key-left', { provider: name }));
    if (!replaces) return commandResult('rolled-back', because);
    await writePlan(tank.folder, { ...tank.plan, answeredAt: null });
    return commandResult('left-changed', because, tankMessage('key-before-gone', { provider: name }));
  };
  let answer: Answer;
  try {
    if (known && !isNamed)
      await must(guest, ['config', 'patch', '--stdin'], key, JSON.stringify(settingsForProvider(known)));
    // One that was refused keeps OpenClaw from asking for an hour, also with another key.
    if (replaces) await forget();
    pasted = true;
    await must(guest, [...auth, 'paste-api-key', '--provider', provider, '--agent', agent], key, `${key}\n`);
    answer = await askInside({ report, name }, guest, agent, key);
  } catch (error) {
    return putBack(tank.needs.signal.aborted ? tankMessage('key-cancelled') : errorMessage(error));
  }
  if (answer.state === 'refused') return putBack(tankMessage('key-refused', { provider: name }));
  return resultOfAnswer(answer, tank, name);
}

/** Asks OpenClaw in a tank a question, with whatever model it has. */
export async function askQuestion({ tank, report }: TankWork, guest: Guest): Promise<CommandResult> {
  const settings = settingsIn(await inside(guest, ['/bin/cat', SETTINGS]));
  if (settings === undefined) return commandResult('refused', tankMessage('key-odd-settings'));
  const provider = providerIn(settings);
  const issuer = MODEL_PROVIDERS.find(({ id }) => id === provider)?.issuer;
  const name = (issuer && keyProvider(issuer)) ?? provider;
  if (name === null) return commandResult('refused', tankMessage('no-model'));
  const answer = await askInside({ report, name }, guest, defaultAgent(settings), '');
  return answer.state === 'refused'
    ? commandResult('left-changed', tankMessage('key-not-taken', { provider: name }))
    : resultOfAnswer(answer, tank, name);
}

async function askInside(
  { report, name }: Pick<TankWork, 'report'> & { readonly name: string },
  guest: Guest,
  agent: string,
  key: string,
): Promise<Answer> {
  report({ now: tankMessage('now-ask', { provider: name }) });
  const turn = ['agent', '--agent', agent, '--message', QUESTION, '--json'];
  const { out, stopped } = await runOpenClaw(guest, turn, { limitMs: TURN_MS });
  return stopped === 'too-slow' ? { state: 'silent', said: '' } : answerOf(out, key);
}

async function resultOfAnswer(
  answer: Exclude<Answer, { state: 'refused' }>,
  { plan, folder, needs }: TankContext,
  provider: string,
): Promise<CommandResult> {
  if (answer.state === 'silent') {
    const { said } = answer;
    const because =
      said === ''
        ? tankMessage('silent-model', { provider })
        : tankMessage('silent-model-said', { provider, said });
    return commandResult('left-changed', because, tankMessage('key-again'));
  }
  await writePlan(folder, { ...plan, answeredAt: new Date(needs.now()).toISOString() });
  return commandResult('fixed', tankMessage('answers', { provider, answer: answer.text }));
}
