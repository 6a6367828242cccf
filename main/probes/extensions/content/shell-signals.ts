import { codeRank } from './code-origin';
import { VENDOR_KEY } from './code-taints';
import { decodeLiteral } from './decode-literal';
import { addressesIn, isElsewhere, rankOf, worstRank } from './hosts';
import { INSTRUCTION_FILE, type SecretPlace, secretPlaceIn } from './sensitive-paths';
import { sideEffects } from './shell-effects';
import * as flows from './shell-flow';
import { addressDetail, EMPTY_FLOW, mergeFlows, plainPath, type ShellFlow } from './shell-flow';
import { parseShell, type ShellCommand, type ShellPipeline, SUBSTITUTED } from './shell-parser';
import * as programs from './shell-programs';
import type { HostRank, ReadCode, Signal, SourceLanguage, Surroundings } from './types';

const DEEPEST = 5;

/** Everything that the commands of a shell text are a sign of. */
export function shellSignals(
  text: string,
  line: number,
  around: Surroundings,
  read: ReadCode,
  depth = 0,
): readonly Signal[] {
  return new ShellReader(around, read, depth).all(parseShell(text, line));
}

class ShellReader {
  private readonly signals: Signal[] = [];
  /** Files and folders that came from elsewhere, with how much their source is to be believed. */
  private readonly fetched = new Map<string, { rank: HostRank; from: string }>();

  /** What the folder is that the commands work in. */
  private folder: SecretPlace | null = null;

  constructor(
    private readonly around: Surroundings,
    private readonly read: ReadCode,
    private readonly depth: number,
  ) {}

  all(pipelines: readonly ShellPipeline[]): readonly Signal[] {
    for (const pipeline of pipelines) this.pipeline(pipeline);
    return this.signals;
  }

  private add(kind: Signal['kind'], line: number, more: Omit<Signal, 'kind' | 'line'> = {}): void {
    this.signals.push({ kind, line, ...more });
  }

  private nested(language: SourceLanguage, text: string, line: number): readonly Signal[] {
    if (this.depth >= DEEPEST) return [];
    const found =
      language === 'shell'
        ? shellSignals(text, line, this.around, this.read, this.depth + 1)
        : this.read(language, text, line);
    this.signals.push(...found);
    return found;
  }

  /** Goes along a pipeline and its substitutions; answers with what comes out of it. */
  private pipeline(pipeline: ShellPipeline): ShellFlow {
    let flow = EMPTY_FLOW;
    for (const command of pipeline) flow = this.command(command, flow);
    return flow;
  }

  private command(command: ShellCommand, piped: ShellFlow): ShellFlow {
    const inner = command.inner.map((each) => this.pipeline(each));
    const put = inner.reduce(mergeFlows, EMPTY_FLOW);
    const input = mergeFlows(
      piped,
      command.input === null ? EMPTY_FLOW : { ...EMPTY_FLOW, text: command.input },
    );
    const all = programs.programsOf(command);
    this.signals.push(...sideEffects(command, all, this.around));
    let out: ShellFlow = all.length === 0 ? mergeFlows(input, put) : EMPTY_FLOW;
    for (const program of all) out = mergeFlows(out, this.program(program, input, put));
    const tee = all.findLast(({ name }) => name === 'tee');
    const appended = command.redirects.find(({ sign }) => sign.startsWith('>'))?.target;
    const kept = tee?.args.at(-1) ?? appended;
    const script = out.text ?? command.input;
    // Lines that are written to where they are run from.
    if (kept !== undefined && script && flows.isStarted(kept, script))
      this.signals.push(...flows.leashes(this.nested('shell', flows.startedBy(kept, script), command.line)));
    if (kept !== undefined && script && INSTRUCTION_FILE.test(kept))
      this.nested('markdown', script, command.line);
    if (tee && script && /authorized_keys/.test(kept ?? '') && /ssh-(?:rsa|ed25519)|ecdsa-sha2/.test(script))
      this.add('foreign-key', command.line);
    if (appended !== undefined && out.download !== null)
      this.fetched.set(plainPath(appended), { rank: out.download, from: out.from });
    return out;
  }

  private program(program: programs.ShellProgram, input: ShellFlow, put: ShellFlow): ShellFlow {
    const { name, args, line } = program;
    const flow = mergeFlows(input, put);
    const whole = args.join(' ');
    if (/^(?:echo|printf|cat|tee|print)$/.test(name)) {
      const secret = this.secretOf(program) ?? put.secret;
      const text =
        name === 'cat' || name === 'tee'
          ? input.text
          : args.filter((each) => !/^-[neE]+$|^%s/.test(each)).join(' ');
      return { ...flow, text, secret: secret ?? input.secret };
    }
    if (programs.isDecoder(program)) {
      const literal = input.text ?? args.find((each) => each.length > 16) ?? '';
      return {
        ...flow,
        decoded: true,
        text: name === 'rev' ? [...literal].reverse().join('') : decodeLiteral(literal),
      };
    }
    if (programs.isDownloader(name)) return this.request(program, flow);
    if (programs.isInterpreter(name)) this.interpreted(program, flow);
    else if (/^(?:eval|source|\.)$/.test(name))
      this.runInput(line, flow, 'shell', whole.replaceAll(SUBSTITUTED, ''));
    else if (name === 'crontab' || name === 'at' || name === 'batch') {
      if (input.text)
        this.nested(
          'shell',
          input.text.replace(/^[ \t]{0,8}(?:(?:[\d*/,-]{1,40}[ \t]{1,8}){5}|@\w{1,20}[ \t]{1,8})/gm, ''),
          line,
        );
    } else if (name === 'ssh' && args.length > 1) this.nested('shell', args.at(-1) ?? '', line);
    else if (name === 'find' && /-exec/.test(whole)) {
      const file = secretPlaceIn(whole) ? '~/.ssh/id_rsa' : '';
      this.nested('shell', (whole.split(/-exec(?:dir)? /)[1] ?? '').replace(/\{\}.{0,400}$/, file), line);
    } else if (
      /^(?:npx|npm|pnpm|yarn|bunx?|pipx?3?|uvx?|deno|gem)$/.test(name) ||
      (name === 'git' && args[0] === 'clone')
    )
      this.brings(program);
    // What the agent is told by a plan or a message.
    if (/^(?:openclaw|clawdbot|moltbot)$/.test(name) && /\b(?:cron|message|agent|send|hooks?)\b/.test(whole))
      for (const each of args) if (each.length > 30) this.nested('markdown', each, line);
    this.runsFetched(program);
    this.sends(program, flow);
    const secret = this.secretOf(program) ?? flow.secret;
    const narrows = secret === 'own' && /^(?:jq|grep|egrep|rg|awk|sed|cut|yq)$/.test(name);
    return { ...flow, text: null, secret: narrows ? null : secret };
  }

  private secretOf(program: programs.ShellProgram): SecretPlace | null {
    const { name, args, line } = program;
    if (programs.PAST_SECRETS.test(name) || programs.isDownloader(name)) return null;
    if (name === 'security' && /find-(?:generic|internet)-password|dump-keychain/.test(args.join(' '))) {
      return /dump-keychain/.test(args.join(' ')) ? 'others' : 'own';
    }
    if (programs.asksForKey(program)) return 'own';
    const paths = /^(?:grep|egrep|rg|ag|awk|sed|jq)$/.test(name)
      ? args.filter((each) => /^[~/$.]/.test(each) && !/[|(\\]/.test(each))
      : args;
    const place =
      secretPlaceIn(paths.join(' ')) ??
      (/^(?:env|printenv|set)$/.test(name) && args.length === 0 ? 'others' : null);
    if (place === 'others') this.add('reads-secrets', line);
    // One value of a file is a key of one's own.
    return place === 'own' && /^(?:jq|grep|egrep|rg|awk|sed|cut|yq)$/.test(name) ? null : place;
  }

  /** Packages by an address instead of a name (an address elsewhere is what a tool is to look at); projects out of sight. */
  private brings({ name, args, line }: programs.ShellProgram): void {
    const git = name === 'git';
    const first = args.find((each) => !/^-|^(?:install|add|i|dlx|exec|run|x|tool|pip)$/.test(each));
    const named = args.filter((each) => git || each === first || /\.(?:t?gz|whl|zip)$/.test(each)).join(' ');
    for (const address of addressesIn(named)) {
      const rank = git ? codeRank(address, this.around) : rankOf(address, this.around);
      if (isElsewhere(rank) && !git) this.add('download-run', line, addressDetail(address.host, rank));
      if (git && isElsewhere(rank) && flows.isOutOfSight(args.at(-1) ?? ''))
        this.fetched.set(`${plainPath(args.at(-1) ?? '')}/`, { rank, from: address.host });
    }
  }

  /** curl, wget and the like: what they fetch, what they send. */
  private request(program: programs.ShellProgram, flow: ShellFlow): ShellFlow {
    const { args, line, name } = program;
    const addresses = addressesIn(args.map(flows.withScheme).join(' '));
    const rank = worstRank(addresses.map((each) => rankOf(each, this.around)));
    const what = addresses.find((each) => rankOf(each, this.around) === rank)?.host;
    const sent = programs.sentBy(program);
    const body = sent.join(' ');
    const others = args.filter((each) => !sent.includes(each)).join(' ');
    const place =
      secretPlaceIn(body) ??
      (args.some((each) => each.includes(SUBSTITUTED)) || /@-|@\/dev\/stdin|^-$/.test(body)
        ? flow.secret
        : null) ??
      secretPlaceIn(others.replace(/-K\s+\S+|--netrc\S*/g, ''));
    if (sent.length > 0) this.add('sends', line, addressDetail(what, rank));
    // A key of somebody else's service, in what is sent to an address of no name.
    if (
      isElsewhere(rank) &&
      [...body.matchAll(/\$\{?([A-Z_]{4,40})/g)].some(({ 1: name = '' }) => VENDOR_KEY.test(name))
    )
      this.add('leaks', line, addressDetail(what, rank));
    if (place !== null && place !== 'private' && rank !== 'local') {
      const body =
        sent.length > 0 || addresses.some(({ path }) => path.includes(SUBSTITUTED) || /[?&]\w+=/.test(path));
      if (
        body &&
        (place === 'others' ||
          (isElsewhere(rank) &&
            (secretPlaceIn(sent.join(' ')) !== null ||
              sent.some((each) => each.includes(SUBSTITUTED) || /@-|@\/dev\/stdin|^-$/.test(each)) ||
              sent.length === 0)))
      )
        this.add('leaks', line, addressDetail(what, rank));
    }
    const saved = programs.savedTo(program);
    const run = worstRank(addresses.map((each) => codeRank(each, this.around)));
    if (saved !== null && run !== null) this.fetched.set(plainPath(saved), { rank: run, from: what ?? '' });
    if (
      saved !== null &&
      name !== 'wget' &&
      !program.command.redirects.some(({ target }) => target === saved)
    )
      return EMPTY_FLOW;
    return { ...EMPTY_FLOW, download: saved === null ? run : null, from: what ?? '' };
  }

  private interpreted(program: programs.ShellProgram, flow: ShellFlow): void {
    const { name, args, line } = program;
    const language = programs.languageRun(name);
    // Programs of Windows that run what stands at an address.
    const page = /^(?:mshta|regsvr32|rundll32)$/.test(name) ? addressesIn(args.join(' '))[0] : undefined;
    if (page) this.add('download-run', line, addressDetail(page.host, codeRank(page, this.around)));
    if (language === 'powershell') this.nested('powershell', `powershell ${args.join(' ')}`, line);
    const code = programs.inlineCode(program);
    if (code !== null && language !== 'powershell') {
      this.nested(language, code.replaceAll(SUBSTITUTED, ''), line);
    }
    if (programs.takesInput(program)) this.runInput(line, flow, language, '');
  }

  /** What is piped or put in is run. */
  private runInput(line: number, flow: ShellFlow, language: SourceLanguage, own: string): void {
    if (own.trim()) this.nested(language, own, line);
    if (flow.download !== null) this.add('download-run', line, addressDetail(flow.from, flow.download));
    if (flow.decoded) this.add('encoded-run', line);
    if (flow.text) this.nested(language, flow.text, line);
  }

  /** A file is run that was fetched before. */
  private runsFetched({ name, written, args, line }: programs.ShellProgram): void {
    const runs = (path: string) =>
      [...this.fetched].find(
        ([file]) => plainPath(path) === file || (file.endsWith('/') && plainPath(path).startsWith(file)),
      )?.[1];
    const path =
      /^(?:open|start|start-process|chmod|installer|msiexec|dpkg|rpm)$/.test(name) ||
      programs.isInterpreter(name)
        ? args.find((each) => runs(each))
        : written;
    const found = path === undefined ? undefined : runs(path);
    if (name === 'tar' || name === 'unzip') {
      const to = args[args.findIndex((each) => /^-[Cd]$/.test(each)) + 1];
      const source = args.map((each) => runs(each)).find(Boolean);
      if (source && to) this.fetched.set(`${plainPath(to)}/`, source);
    }
    if (!found) return;
    if (name === 'chmod') {
      this.add('fetches-program', line, addressDetail(found.from, found.rank));
      return;
    }
    this.add('download-run', line, addressDetail(found.from, found.rank));
  }

  /** Programs besides curl that carry data away. */
  private sends(program: programs.ShellProgram, flow: ShellFlow): void {
    const { name, args, line } = program;
    const whole = args.join(' ');
    const place = flow.secret ?? secretPlaceIn(whole);
    if (name === 'cd') this.folder = secretPlaceIn(`${whole} `);
    if (this.folder !== null && flows.pushesAsOthers(name, whole))
      this.add('leaks', line, { what: addressesIn(whole)[0]?.host ?? 'git' });
    if (/^(?:nslookup|dig|host|drill|ping|getent|resolvectl)$/.test(name)) {
      if (
        /[\ue000]|\$\{?\w{1,60}\}?\.[a-z]/.test(whole) &&
        /(?:\ue000|\$\{?\w+\}?)[\w.-]{0,80}\.[a-z]{2,}/i.test(whole)
      )
        this.add('dns-leak', line);
    } else if (/^(?:nc|ncat|netcat|socat)$/.test(name)) {
      const host =
        args.find((each) => /^[\w-]+(?:\.[\w-]+)+$/.test(each)) ?? /tcp[46]?:([\w.-]+)/i.exec(whole)?.[1];
      const rank = host ? rankOf({ host: host.toLowerCase(), path: '' }, this.around) : null;
      if (flow.secret !== null && isElsewhere(rank)) this.add('leaks', line, addressDetail(host, rank));
    } else if (/^(?:scp|rsync|sftp|ftp)$/.test(name)) {
      const host = /(?:^|\s)(?:[\w.-]+@)?([\w-]+(?:\.[\w-]+)+):/.exec(whole)?.[1];
      const rank = host ? rankOf({ host: host.toLowerCase(), path: '' }, this.around) : null;
      if (place === 'others' && isElsewhere(rank)) this.add('leaks', line, addressDetail(host, rank));
    } else if (name === 'gh' && /gist\s+create/.test(whole) && place !== null)
      this.add('leaks', line, { what: 'gist' });
  }
}
