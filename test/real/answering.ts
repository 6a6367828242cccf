import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

/** The newest stable release of each line; each installs and runs with the Node of the newest. */
export const RELEASES = ['2026.9.6', '2026.8.2', '2026.7.1-2', '2026.5.28'] as const;

/** What the stand-in for a provider of models asks for and says. */
export const KEY = 'sk-proj-4f9aB2c7D1e8F3a6B5c0D9e4';
export const SENTENCE = 'The lobster is blue today.';

/** Settings that name the stand-in as the only model, in the words of every release. */
export const provided = (port: number) => ({
  models: {
    providers: {
      standin: {
        baseUrl: `http://127.0.0.1:${port}/v1`,
        apiKey: KEY,
        api: 'openai-completions',
        models: [{ id: 'echo', name: 'Echo' }],
      },
    },
  },
  agents: { defaults: { model: { primary: 'standin/echo' } } },
});

type Start = (words: readonly string[]) => ChildProcess;

/**
 * Starts the stand-in at 127.0.0.1:`port` and waits until it listens. With a `command` it has OpenClaw run that in each
 * turn, and says what came of it.
 */
export async function startProvider(start: Start, port: number, command?: string): Promise<ChildProcess> {
  const words = [process.execPath, resolve('test/real/stand-in.mjs'), String(port), KEY, SENTENCE];
  const child = start(command === undefined ? words : [...words, command]);
  child.stderr?.resume();
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`no stand-in: ${code}`)));
  await Promise.race([once(child.stdout ?? child, 'data'), ended]);
  ended.catch(() => {});
  return child;
}

/** The words that ask OpenClaw one question, without its gateway or through it. */
export const question = (way: 'local' | 'gateway' = 'local'): readonly string[] => [
  'agent',
  ...(way === 'local' ? ['--local'] : []),
  ...['--agent', 'main', '--message', 'What colour is the lobster?', '--json'],
];

/** What OpenClaw answered: the stand-in's sentence, or else all that it said. */
export const answerIn = ({ out, err }: { readonly out: string; readonly err: string }): string =>
  out.includes(SENTENCE) ? SENTENCE : `${out}\n${err}`.slice(-3000);
