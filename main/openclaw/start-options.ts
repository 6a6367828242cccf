/** Switches of `openclaw gateway` that win over the settings of the same meaning, and over variables (docs/cli/gateway/running.md). */
const SWITCHES = ['--bind', '--auth', '--tailscale'] as const;
const HARMLESS = ['loopback', 'off'];

/**
 * What the command line that starts a gateway decides, by switch: `{'--bind': 'lan'}`. Read from the joined words, as
 * the command may stand in a shell's one word (`sh -c "openclaw gateway --bind lan"`). None of these is a secret. Of a
 * switch that is given twice, the one that opens more counts.
 */
export function startOptions(command: readonly string[]): Readonly<Record<string, string>> {
  const line = command.join(' ');
  return Object.fromEntries(
    SWITCHES.flatMap((name) => {
      const given = [...line.matchAll(new RegExp(`(?:^|\\s)${name}[=\\s]+["']?([\\w.:*-]+)`, 'g'))].map(
        ([, value = '']) => value,
      );
      const told = given.find((value) => !HARMLESS.includes(value)) ?? given[0];
      return told === undefined ? [] : [[name, told]];
    }),
  );
}
