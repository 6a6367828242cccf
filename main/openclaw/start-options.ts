/**
 * Switches of `openclaw gateway` that win over the settings of the same meaning, and over variables
 * (docs/cli/gateway/running.md; the same list in dist/register-run-command of 2026.9.6).
 */
const SWITCHES = ['--bind', '--auth', '--tailscale'] as const;
/** Of the same kind, and secret: the words that let somebody in, or the file that holds them. */
const SECRETS = ['--token', '--password', '--password-file'] as const;
const HARMLESS = ['loopback', 'off'];

/**
 * Among what a command line decides: set where it starts no gateway but makes this computer a node, with the computer
 * whose gateway then rules here (docs/nodes/node-host.md). No switch can be called so.
 */
export const NODE_HOST = '(node-host)';
const STARTS_NODE =
  /(?:^|[\s/\\"'])(?:openclaw|clawdbot|moltbot|(?:openclaw|index|entry)\.[cm]?js)["']?\s+node\s+(?:run|start)\b/;
const OF_GATEWAY = /\s--host[=\s]+["']?([\w.:[\]-]+)/;

/**
 * What the command line that starts a gateway decides, by switch: `{'--bind': 'lan'}`. Read from the joined words, as
 * the command may stand in a shell's one word (`sh -c "openclaw gateway --bind lan"`). None of these is a secret. Of a
 * switch that is given twice, the one that opens more counts.
 */
export function startOptions(command: readonly string[]): Readonly<Record<string, string>> {
  const line = command.join(' ');
  const node = STARTS_NODE.test(line) ? [[NODE_HOST, OF_GATEWAY.exec(line)?.[1] ?? '?']] : [];
  return Object.fromEntries([
    ...node,
    ...SWITCHES.flatMap((name) => {
      const given = [...line.matchAll(new RegExp(`(?:^|\\s)${name}[=\\s]+["']?([\\w.:*-]+)`, 'g'))].map(
        ([, value = '']) => value,
      );
      const value = given.find((value) => !HARMLESS.includes(value)) ?? given[0];
      return value === undefined ? [] : [[name, value]];
    }),
  ]);
}

/** What a whole command line of OpenClaw decides. */
export interface StartArguments {
  /** By switch, as `startOptions`, and with it `--port` and Node's `--inspect`; `--allow-unconfigured` as `true`. No secrets. */
  readonly options: Readonly<Record<string, string>>;
  /** `--token`, `--password` and `--password-file` as they stand. Secrets: never to be shown. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The profile that `--profile` or `--dev` picks (docs/gateway/multiple-gateways.md); null where none is named. */
  readonly profile: string | null;
}

/** The value of a switch, written as `--name value` or `--name=value`; the last one counts, as in commander. */
function lastOf(args: readonly string[], name: string): string | undefined {
  for (let at = args.length - 1; at >= 0; at--) {
    const word = args[at] ?? '';
    if (word.startsWith(`${name}=`)) return word.slice(name.length + 1);
    const next = args[at + 1];
    if (word === name && next !== undefined) return next;
  }
  return undefined;
}

/** Reads the words of one command, after quotes and variables were taken out of them. */
export function readStartArguments(args: readonly string[]): StartArguments {
  const take = (names: readonly string[]) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = lastOf(args, name);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  // Node's own words stand before the program's.
  const inspect = args.find((word) => /^--inspect(?:-brk|-wait)?=/.test(word));
  const profile = lastOf(args, '--profile') ?? (args.includes('--dev') ? 'dev' : null);
  return {
    options: {
      ...startOptions(args),
      ...take([...SWITCHES, '--port']),
      ...(inspect !== undefined && { '--inspect': inspect.slice(inspect.indexOf('=') + 1) }),
      ...(args.includes('--allow-unconfigured') && { '--allow-unconfigured': 'true' }),
    },
    secrets: take(SECRETS),
    profile,
  };
}
