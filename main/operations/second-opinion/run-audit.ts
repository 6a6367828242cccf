import { realpathSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { type AuditReport, parseAuditReport, refusesSettings } from '../../checks/audit/audit-report';
import type { Message } from '../../contract/finding';
import { permissionSwitches } from '../../system/write/commands/permission-switches';
import type { ProcessExit, RunProcess } from '../../system/write/commands/run-process';
import { AUDIT_GUARD, AUDIT_PRELOAD } from './audit-scripts';
import type { LaidCopy } from './lay-copy';

/** The program that is asked: a copy of OpenClaw, and the Node under it. */
export interface AuditProgram {
  /** Its package folder. */
  readonly copy: string;
  readonly node: string;
  /** Of that Node. */
  readonly nodeVersion: string;
}

/** The report, or why there is none. */
export type AuditOutcome = { readonly report: AuditReport } | { readonly because: Message };

/** Seen to take 4 to 28 seconds, and longer on an old or busy computer. */
const LIMIT_MS = 90_000;
/** Twenty thousand findings. A real report of a very bad setup has 60 KB. */
const MOST_BYTES = 4 * 1024 * 1024;

class TooMuch extends Error {}

/** Keeps what a program prints, and breaks when that is too much. */
function collector(): { readonly into: Writable; text(): string } {
  const parts: Buffer[] = [];
  let size = 0;
  const into = new Writable({
    write(part: Buffer, _encoding, done) {
      size += part.length;
      parts.push(part);
      done(size > MOST_BYTES ? new TooMuch() : null);
    },
  });
  return { into, text: () => Buffer.concat(parts).toString('utf8') };
}

/** Where OpenClaw's locks on databases lie, whatever its temporary folder is (2026.9.6, state-database-coordinator). */
const lockFolder = () => `/tmp/openclaw-state-locks-${process.geteuid?.() ?? 0}`;

/** One variable for many switches, each in quotation marks (nodejs.org/api/cli.html, NODE_OPTIONS). */
const asOptions = (switches: readonly string[]) =>
  switches.map((each) => `"${each.replace(/[\\"]/g, '\\$&')}"`).join(' ');

/** Variables that would lead it out of the copy, or change what is run. */
const OURS =
  /^(?:HOME|USERPROFILE|PATH|TMPDIR|TEMP|TMP|SHELL|XDG_.*|OPENCLAW_(?:HOME|STATE_DIR|CONFIG_PATH|PROFILE|WORKSPACE_DIR|AGENT_DIR|OAUTH_DIR|LOG.*|DEBUG.*)|NODE_.*|LD_.*|DYLD_.*|TANKMATE_.*)$/i;

/** What it sees: the copy for a home, what its own services are given besides, and no log, update or other place. */
function surroundings(
  top: string,
  { home, stateDir, configPath }: LaidCopy,
  { node, nodeVersion }: AuditProgram,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const writes = [top, realpathSync(top), lockFolder(), `/private${lockFolder()}`];
  const switches = permissionSwitches(nodeVersion, { writes: [...new Set(writes)], network: false });
  return {
    ...Object.fromEntries(Object.entries(given).filter(([name]) => !OURS.test(name))),
    PATH: [dirname(node), '/usr/bin', '/bin'].join(':'),
    HOME: home,
    TMPDIR: top,
    LANG: 'C.UTF-8',
    OPENCLAW_STATE_DIR: stateDir,
    OPENCLAW_CONFIG_PATH: configPath,
    OPENCLAW_NO_AUTO_UPDATE: '1',
    OPENCLAW_DISABLE_BONJOUR: '1',
    // It would start itself once more, with other switches.
    OPENCLAW_NO_RESPAWN: '1',
    NODE_DISABLE_COMPILE_CACHE: '1',
    NO_COLOR: '1',
    TANKMATE_AUDIT_LOCKS: lockFolder(),
    TANKMATE_AUDIT_OPTIONS: asOptions([...switches, `--require=${join(top, 'preload.cjs')}`]),
  };
}

const because = (id: string, values?: Message['values']): { readonly because: Message } => ({
  because: { id: `second-opinion.${id}`, ...(values && { values }) },
});

/** Of commander, with which all versions read their arguments (its own English, in every locale). */
const NO_COMMAND = /unknown (?:command|option)|too many arguments/i;

/** What an exit says, with what was printed before it. Only a whole report after a good end counts. */
export function readAudit({ code, err, stopped }: Omit<ProcessExit, 'out'>, out: string): AuditOutcome {
  if (stopped !== null) return because(stopped === 'too-slow' ? 'too-slow' : 'cancelled');
  const report = code === 0 ? parseAuditReport(out) : null;
  if (report) return { report };
  if (code === 0) return because('garbled');
  if (code === null || code === 137) return because('killed');
  if (refusesSettings(out) || /config(?:uration)? (?:is )?invalid|invalid config/i.test(err))
    return because('bad-settings');
  if (NO_COMMAND.test(err)) return because('no-audit');
  return because('ended', { code });
}

/** True for a Node that can be kept from writing outside of the copy. */
export const canBeConfined = (nodeVersion: string): boolean =>
  permissionSwitches(nodeVersion, { network: false }).length > 0;

/**
 * Runs the audit of an installed version on a copy below `top`: within a time and an output limit, without a right to
 * write outside of the copy but to OpenClaw's own locks, and from Node 25 on without the network. It is not asked to go
 * deep: then it would try the gateway and look into plugins, which our own checks do. Whatever happens is told; it never
 * rejects.
 */
export async function runAudit(
  run: RunProcess,
  top: string,
  laid: LaidCopy,
  program: AuditProgram,
  given: Readonly<Record<string, string>>,
  signal: AbortSignal,
  limitMs = LIMIT_MS,
): Promise<AuditOutcome> {
  const { into, text } = collector();
  // It never says anything: that it ends says that this process has.
  const life = new Readable({ read() {} });
  try {
    const guard = join(top, 'guard.cjs');
    await writeFile(join(top, 'preload.cjs'), AUDIT_PRELOAD, { mode: 0o600 });
    await writeFile(guard, AUDIT_GUARD, { mode: 0o600 });
    const ended = await run({
      program: program.node,
      args: [guard, join(program.copy, 'openclaw.mjs'), 'security', 'audit', '--json'],
      env: surroundings(top, laid, program, given),
      folder: top,
      input: life,
      output: into,
      limitMs,
      signal,
    });
    return readAudit(ended, text());
  } catch (error) {
    if (signal.aborted) return because('cancelled');
    return because(error instanceof TooMuch ? 'too-much' : 'not-started');
  } finally {
    life.destroy();
  }
}
