import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** renameat2(2) by number: Node and coreutils have no name for an exchange of two names in one step. */
const RENAMEAT2: Readonly<Record<string, number>> = { x64: 316, arm64: 276 };

/**
 * `pairs`: exchanges each pair of names for ever. `fresh`: exchanges every name of Tankmate's own that comes up in the
 * folder $a with the link $b. Both as the account $uid, and so many microseconds apart.
 */
export const EXCHANGER = `
use strict; use warnings;
my ($uid, $number, $pause, $how, @names) = @ARGV;
$) = "$uid $uid"; $( = $uid; $< = $> = $uid;
die "still root" if $> == 0 || $< == 0;
my $count = 0;
$SIG{TERM} = sub { print "$count\\n"; exit 0 };
$| = 1; print "ready\\n";
sub exchange { my ($a, $b) = @_; $count++ if syscall($number, -100, $a, -100, $b, 2) == 0; }
my $parent = getppid();
while (getppid() == $parent) {
  if ($how eq 'pairs') { for (my $i = 0; $i < @names; $i += 2) { exchange($names[$i], $names[$i + 1]); } }
  else {
    my ($folder, $link) = @names;
    if (opendir(my $d, $folder)) { for my $n (readdir $d) { exchange("$folder/$n", $link) if $n =~ /^\\.tankmate-/; } closedir $d; }
  }
  select(undef, undef, undef, $pause / 1000000) if $pause > 0;
}
`;

/** The call's number on this processor. */
export function renameat2(): number {
  const number = RENAMEAT2[process.arch];
  if (number === undefined) throw new Error(`no number of renameat2 for ${process.arch}`);
  return number;
}

export interface Exchanger {
  /** Stands still; resolves once it does. */
  pause(): Promise<void>;
  go(): void;
  /** Ends it; resolves to how many exchanges came about. */
  stop(): Promise<number>;
}

/** Starts exchanging names as another account, about every `pause` microseconds. */
export async function exchanging(
  uid: number,
  how: 'pairs' | 'fresh',
  names: readonly string[],
  pause = 300,
): Promise<Exchanger> {
  const number = renameat2();
  const child: ChildProcess = spawn(
    '/usr/bin/perl',
    ['-e', EXCHANGER, '--', ...[uid, number, pause, how].map(String), ...names],
    { stdio: ['ignore', 'pipe', 'inherit'], cwd: '/' },
  );
  let said = '';
  child.stdout?.on('data', (part) => {
    said += part;
  });
  const closed = once(child, 'close');
  await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), closed]);
  if (!said.startsWith('ready')) throw new Error('the exchanger did not start');
  const state = async () => (await readFile(`/proc/${child.pid}/stat`, 'utf8')).split(') ').at(-1)?.[0];
  return {
    async pause() {
      child.kill('SIGSTOP');
      while ((await state()) !== 'T') await sleep(1);
    },
    go: () => void child.kill('SIGCONT'),
    async stop() {
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      await closed;
      return Number(said.trim().split('\n').at(-1));
    },
  };
}
