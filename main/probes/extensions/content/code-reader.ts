import { CodeAddresses, type RankedAddress } from './code-addresses';
import type { CodeFlow } from './code-flow';
import * as is from './code-patterns';
import { namesEverything, opensIn } from './code-questions';
import { bodyTaints, markListeners } from './code-requests';
import { type CodeCall, type Expression, FETCH_CALL } from './code-taints';
import { namesSettings, openingIn } from './dangerous-settings';
import { isDense } from './decode-literal';
import { isElsewhere } from './hosts';
import { INSTRUCTION_FILE } from './sensitive-paths';
import { isInterpreter } from './shell-programs';
import type { HostRank, ReadCode, Signal, SignalKind, Surroundings } from './types';
import { wholeSignals } from './whole-signals';
import type { WholeText } from './whole-text';

const MOST_EVALUATED = 300;
/** A name that may stand for more than these stands for none. */
const MOST_PROGRAMS = 6;
const LEAST_HANDED = 256 * 1024;

/** Goes along what a piece of code calls; each call for itself, with what is known of the names in it. */
export class CodeReader {
  private readonly signals: Signal[] = [];
  private worst: RankedAddress & { readonly line: number } = { rank: null, what: undefined, line: 0 };
  private connected: CodeCall | null = null;
  private shell: CodeCall | null = null;
  private reads = false;
  private counted = 0;
  /** Characters of code that were handed on to be read. */
  private handed = 0;
  private readonly addresses: CodeAddresses;

  constructor(
    private readonly flow: CodeFlow,
    private readonly whole: WholeText,
    private readonly offset: number,
    private readonly style: 'python' | 'javascript',
    around: Surroundings,
    private readonly read: ReadCode,
  ) {
    this.addresses = new CodeAddresses(flow, around);
  }

  private add(kind: SignalKind, line: number, what?: string, rank?: HostRank | null): void {
    this.signals.push({
      kind,
      line: line + this.offset,
      ...(what && { what: what.slice(0, 100) }),
      ...(rank && { rank }),
    });
  }

  all(): Signal[] {
    this.calls();
    const { flow, style, offset, connected, shell, reads, worst, read } = this;
    const { text } = this.whole;
    this.signals.push(...wholeSignals({ text, flow, style, offset, connected, shell, reads, worst }, read));
    return this.signals;
  }

  /** The signals of what is called, one call after the other. */
  calls(): readonly Signal[] {
    const { flow } = this;
    markListeners(flow, this.whole);
    for (const call of flow.calls) this.call(call);
    return this.signals;
  }

  private readonly of = (call: CodeCall): Expression => this.flow.evaluate(call.from, call.to);

  private call(call: CodeCall): void {
    const { path, line } = call;
    if (is.READ_CALL.test(path)) this.reads = true;
    if (is.CONNECT_CALL.test(path)) this.connect(call);
    if (is.EVALUATE_CALL.test(path) && !(this.style === 'javascript' && is.OF_PATTERNS.test(path))) {
      // Code that is nothing but evaluation is hidden code.
      if (++this.counted === MOST_EVALUATED) this.add('encoded-words', line);
      if (this.counted < MOST_EVALUATED) this.evaluates(call);
    }
    if (is.COMMAND_CALL.test(path)) this.runs(call);
    if (is.SEND_CALL.test(path) || FETCH_CALL.test(path)) this.sends(call);
    if (is.RESOLVE_CALL.test(path)) this.resolves(call);
    if (is.WRITE_CALL.test(path)) this.writes(call);
    if (is.LOAD_CALL.test(path)) {
      const loaded = this.of(call).texts.find((each) => this.fetchedTo.has(each));
      if (loaded !== undefined) this.add('download-run', line, loaded, this.fetchedTo.get(loaded));
    }
    if (is.POUR_CALL.test(path)) this.pours(call);
    if (is.REMOVE_CALL.test(path) && namesEverything(this.flow, call)) this.add('wipes', line);
    if (/dup2$/.test(path) && this.connected) this.add('reverse-shell', line);
    if (/urlretrieve$/.test(path)) {
      const { rank } = this.addresses.fetched(this.of(call));
      for (const each of this.of(call).texts) this.fetchedTo.set(each, rank ?? 'named');
    }
  }

  /** An answer from the network that flows into a file. */
  private pours(call: CodeCall): void {
    const whole = this.flow.evaluate(Math.max(0, call.from - 4), call.to);
    if (!whole.taints.has('fetched') && !whole.taints.has('part-fetched')) return;
    const source = this.flow.calls.findLast(({ path, from }) => FETCH_CALL.test(path) && from <= call.from);
    const { rank } = this.addresses.fetched(source ? this.of(source) : whole);
    for (const each of whole.texts)
      if (each.length > 4 && !/:\/\/|^(?:win32|linux|darwin)$|^\.\w+$/.test(each))
        this.fetchedTo.set(each, rank ?? 'named');
  }

  private readonly fetchedTo = new Map<string, HostRank>();

  private connect(call: CodeCall): void {
    const { rank, what } = this.addresses.reached(this.of(call), true, true);
    if (rank !== 'local') this.connected ??= call;
    if (isElsewhere(rank) && (this.worst.rank === null || rank === 'doubtful'))
      this.worst = { rank, what, line: call.line };
  }

  /** Text that is run as code. */
  private evaluates({ path, line, from, to }: CodeCall): void {
    if (/^set(?:Timeout|Interval)$/.test(path) && this.flow.tokens[from]?.type !== 'text') return;
    const value = this.flow.evaluate(from, to);
    const { taints, texts, decoded } = value;
    if (/loads$/.test(path) && !taints.has('fetched') && !taints.has('decoded') && decoded.length === 0)
      return;
    const file = texts.find((each) => /\.\w{2,5}$/.test(each) && !/\s/.test(each));
    if (taints.has('fetched') || taints.has('part-fetched')) {
      const { rank, what } = this.addresses.fetched(value);
      this.add('download-run', line, what, rank ?? 'named');
    }
    if (taints.has('decoded') || decoded.length > 0 || texts.some(isDense)) this.add('encoded-run', line);
    else if (
      file &&
      /\.(?:png|jpe?g|gif|ico|dat|bin|txt|log|tmp|woff2?|pdf|mp3)$/i.test(file) &&
      opensIn(this.flow, from, to)
    )
      this.add('disguised-code', line, file);
    for (const each of [...texts, ...decoded].slice(0, 20))
      if (each.length > 8 && /[(.;]/.test(each)) this.nested(this.style, each, line);
  }

  private nested(
    language: 'shell' | 'powershell' | 'python' | 'javascript',
    text: string,
    line: number,
  ): void {
    const most = Math.max(LEAST_HANDED, 4 * this.whole.text.length);
    if (this.handed > most) return;
    this.handed += text.length;
    // Code that hands on many times what it says itself is hidden code.
    if (this.handed > most) this.add('encoded-words', line);
    else this.signals.push(...this.read(language, text, line + this.offset));
  }

  /** A program or a line of a shell that is started. */
  private runs(call: CodeCall): void {
    const { path, line, from, to } = call;
    const value = this.flow.evaluate(from, to);
    const { taints, texts, decoded } = value;
    if (/^child_process\.(?!exec|spawn|fork)/.test(path)) return;
    const own = this.flow.tokens
      .slice(from, to)
      .flatMap((each) => (each.type === 'text' ? [each.value] : []));
    if ([...own, ...texts].some((each) => is.SHELL_NAME.test(each))) this.shell ??= call;
    const handed = own.length === 0 || is.SHELL_NAME.test(own[0] ?? '');
    if (taints.has('fetched') && handed) {
      const { rank, what } = this.addresses.fetched(value);
      this.add('download-run', line, what, rank ?? 'named');
    }
    if (decoded.length > 0 && (taints.has('decoded') || decoded.some((each) => /[ /]/.test(each))))
      this.add('encoded-run', line);
    for (const each of decoded.slice(0, 8)) this.nested('shell', each, line);
    // The program itself stands first, and may be kept by a name.
    const kept = this.flow.evaluate(from, this.flow.endOf(from, to)).texts;
    const program = kept.length <= MOST_PROGRAMS ? kept : own.slice(0, 1);
    const target = (handed || isInterpreter(own[0] ?? '') ? texts : program).find(
      (each) =>
        this.fetchedTo.has(each) &&
        !/\.(?:json|txt|csv|md|png|jpe?g|webp|mp[34]|wav|pdf|html?|xml|ya?ml)$/i.test(each),
    );
    if (target !== undefined) this.add('download-run', line, target, this.fetchedTo.get(target) ?? 'named');
    const args = own.length > 0 ? own : texts;
    const asList = this.flow.tokens[from]?.value === '[' || args.length > 1;
    if (asList)
      this.nested(
        'shell',
        args
          .map((each, at) =>
            at > 0 && /[\s;|&$<>]/.test(each) ? `'${each.replaceAll("'", `'\\''`)}'` : each,
          )
          .join(' '),
        line,
      );
    for (const each of new Set([...own, ...texts]))
      if (/\s/.test(each))
        this.nested(/powershell|pwsh/i.test(args[0] ?? '') ? 'powershell' : 'shell', each, line);
  }

  /** What goes out, and where to. */
  private sends(call: CodeCall): void {
    const { path, line, base } = call;
    const args = this.of(call);
    const fromBase =
      base && path.includes('.')
        ? this.flow.evaluate(call.from - 2 - 2 * (path.split('.').length - 1), call.from - 1)
        : null;
    const texts = fromBase ? [...args.texts, ...fromBase.texts] : args.texts;
    const decoded = fromBase ? [...args.decoded, ...fromBase.decoded] : args.decoded;
    const hosts = /(?:request|connect|send\w{0,12}|write|end|stor\w{1,8})$/i.test(path);
    const { rank, what } = this.addresses.reached({ texts, decoded, taints: args.taints }, hosts);
    const { taints } = args;
    if (rank === null) return;
    // What is put behind an address that ends like this goes out with it.
    if (texts.some((each) => /^https?:.{1,300}[?&]\w{0,40}=?$/.test(each)))
      this.add('sends', line, what, rank);
    const body = bodyTaints(this.flow, call);
    const carries = !FETCH_CALL.test(path) || this.whole.says(is.CARRIES) || taints.size > 0;
    if (
      this.addresses.isUntold({ rank, what }) &&
      carries &&
      (this.worst.rank === null || rank === 'doubtful')
    )
      this.worst = { rank: isElsewhere(rank) ? rank : 'named', what, line };
    if (
      carries &&
      (/post|put|patch|send|upload|write|end|Request|request/i.test(path) ||
        taints.size > 0 ||
        texts.some((each) => /^(?:POST|PUT|PATCH)$/.test(each)))
    )
      this.add('sends', line, what, rank);
    const gist = texts.some((each) => /api\.github\.com\/gists|sendDocument/.test(each));
    if (
      (taints.has('others') && (isElsewhere(rank) || gist)) ||
      (body.has('own') && isElsewhere(rank)) ||
      (body.has('environment') && (isElsewhere(rank) || rank === 'related'))
    )
      this.add('leaks', line, what, rank);
    else if ((taints.has('private') || taints.has('screen')) && isElsewhere(rank))
      this.add('spies', line, what, rank);
    if (taints.has('messages') && this.addresses.isUntold({ rank, what }))
      this.add('message-tap', line, what, rank);
  }

  private resolves(call: CodeCall): void {
    const tokens = this.flow.tokens.slice(call.from, call.to);
    const value = this.of(call);
    const composed =
      tokens.some(({ value: sign, type }) => type === 'sign' && sign === '+') || value.texts.length > 1;
    const zone = value.texts.some(
      (each) => /^(?:[\w-]{0,63}\.)?[\w-]{1,63}\.[a-z]{2,24}$/i.test(each) || /^\.[\w.-]+$/.test(each),
    );
    const packs = this.whole.says(is.PACKS);
    const secret = value.taints.has('others') || value.taints.has('own') || value.taints.has('environment');
    if (composed && (zone || secret) && (packs || secret)) this.add('dns-leak', call.line);
  }

  private writes(call: CodeCall): void {
    const value = this.of(call);
    const base = this.flow.evaluate(Math.max(0, call.from - 4), call.from - 1);
    const texts = [...value.texts, ...base.texts];
    const all = texts.join(' ');
    if (texts.some((each) => INSTRUCTION_FILE.test(each) && each.length < 200))
      this.add(
        'poisons-memory',
        call.line,
        texts.find((each) => INSTRUCTION_FILE.test(each)),
      );
    if (is.START_FILE.test(all)) {
      this.add('persists', call.line);
      for (const each of value.texts.slice(0, 8)) if (/\s/.test(each)) this.nested('shell', each, call.line);
    }
    if (/authorized_keys/.test(all) && this.whole.says(is.SSH_KEY)) this.add('foreign-key', call.line);
    if (value.taints.has('fetched'))
      for (const each of texts)
        if (/[/\\.]/.test(each) && !/:\/\//.test(each))
          this.fetchedTo.set(each, this.addresses.fetched(value).rank ?? 'named');
    if (
      this.whole.says(is.SETTINGS_FILE) &&
      (value.taints.has('own') ||
        base.taints.has('own') ||
        namesSettings(all) ||
        /dump|writeFile/.test(call.path))
    )
      for (let count = openingIn(this.whole); count > 0; count--)
        this.add('opens-settings', call.line, 'openclaw.json');
  }
}
