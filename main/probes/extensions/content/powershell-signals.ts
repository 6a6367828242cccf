import { codeRank } from './code-origin';
import { decodeLiteral } from './decode-literal';
import { addressesIn, isElsewhere, rankOf, worstRank } from './hosts';
import { lineFinder, partsOfText } from './line-finder';
import { secretPlaceIn } from './sensitive-paths';
import type { HostRank, ReadCode, Signal, SignalKind, Surroundings } from './types';

/** A statement that is longer is read in parts. */
const STATEMENT = { length: 20_000, overlap: 1000 };

/** PowerShell and batch as one statement a line: continuations, backticks, carets and joined texts undone, names filled in. */
function statements(text: string): readonly { readonly code: string; readonly line: number }[] {
  const names = new Map<string, string>();
  let open = '';
  let begun = 1;
  const all: { code: string; line: number }[] = [];
  text.split(/\r?\n/).forEach((raw, at) => {
    if (open === '') begun = at + 1;
    const joined = open + raw.replace(/^\s*(?:#|rem\b|::).*/i, '');
    open = '';
    if (/[`^]\s*$/.test(joined) && joined.length < 2000) {
      open = joined.replace(/[`^]\s*$/, ' ');
      return;
    }
    const code = joined
      .replace(/`(?=[a-z])/gi, '')
      .replace(/(?<=\w)\^(?=\w)/g, '')
      .replace(/(['"])\s{0,4}\+\s{0,4}\1/g, '')
      .replace(
        /\[char\]\s{0,3}(?:0x)?(\d{2,3})/gi,
        (_all, code: string) => `'${String.fromCharCode(Number(code))}'`,
      )
      .replace(/(['"])\s{0,4}\+\s{0,4}\1/g, '');
    const [, name = ''] = /^\s{0,40}\$(\w{1,40})\s{0,20}=/.exec(code) ?? [];
    const filled = code.replace(
      /\$(?:\{(\w{1,40})\}|(\w{1,40}))/g,
      (found, braced?: string, bare?: string) => {
        const known = names.get((braced ?? bare ?? '').toLowerCase());
        return known !== undefined && (braced ?? bare) !== name ? `${found} ${known}` : found;
      },
    );
    if (name) names.set(name.toLowerCase(), filled.replace(/^[^=]*=\s*/, '').slice(0, 300));
    for (const part of partsOfText(filled, STATEMENT)) all.push({ code: part.text, line: begun });
  });
  return all;
}

const RUNS =
  /(?:^|[|;&({\s"'])(?:iex|invoke-expression|icm|invoke-command)\b|\.invoke\(|\[scriptblock\]::create/i;
const FETCH_CALL =
  /\b(?:iwr|irm|invoke-webrequest|invoke-restmethod|start-bitstransfer|wget|curl)\b|download(?:string|data|file)(?:async)?\b|net\.webclient|xmlhttp|\bbitsadmin\b|certutil.{0,80}urlcache/i;
const DECODES = /frombase64string|-(?:e|ec|enc\w*)\s+["']?[A-Za-z0-9+/=]{24}|convert\]::frombase64|-bxor/i;

/** Everything that a text in PowerShell, or a batch file, is a sign of. */
export function powershellSignals(
  text: string,
  line: number,
  around: Surroundings,
  read: ReadCode,
): readonly Signal[] {
  const signals: Signal[] = [];
  const fetched = new Map<string, { rank: HostRank; what: string | undefined }>();
  let reads = 0;
  let sends: { line: number; rank: HostRank; what: string | undefined } | null = null;
  for (const { code, line: own } of statements(text)) {
    if (!code.trim()) continue;
    const at = own + line - 1;
    const add = (kind: SignalKind, what?: string, rank?: HostRank | null) =>
      signals.push({ kind, line: at, ...(what && { what: what.slice(0, 100) }), ...(rank && { rank }) });
    const addresses = addressesIn(code);
    const rank = worstRank(addresses.map((each) => codeRank(each, around)));
    const what = addresses.find((each) => codeRank(each, around) === rank)?.host;
    const gets = FETCH_CALL.test(code);
    if (gets && RUNS.test(code)) add('download-run', what, rank ?? 'named');
    if (gets && rank !== null) {
      for (const { 1: path = '' } of code.matchAll(
        /(?:-outfile|-destination|-o)\s{1,20}["']?([^\s"']+)|downloadfile\([^,()]{1,300},\s{0,20}([^)\s][^)]{0,200})\)/gi,
      ))
        if (path) fetched.set(last(path), { rank, what });
      const into =
        /downloadfile\([^,]{1,300},\s*["']?([^)"']+)/i.exec(code)?.[1] ??
        /certutil.{0,200}\s(\S+)\s*$/i.exec(code)?.[1];
      if (into) fetched.set(last(into), { rank, what });
    }
    const ran =
      /(?:start-process|start|invoke-item|ii|msiexec|wscript\S{0,8}|cscript|rundll32|regsvr32|&|^|[;|{])\s*(?:\/\w\s+)?["']?([$\w:%~.\\/ -]{2,200})["']?/gi;
    if (!gets)
      for (const { 1: path = '' } of code.matchAll(ran)) {
        const source = fetched.get(last(path.trim()));
        if (source) add('download-run', source.what, source.rank);
      }
    if (DECODES.test(code)) {
      const encoded = [...code.matchAll(/[A-Za-z0-9+/]{20,}={0,2}/g)]
        .map(({ 0: all }) => decodeLiteral(all))
        .filter((each) => each !== null);
      if (RUNS.test(code) || /powershell|pwsh/i.test(code) || /-e(?:nc\w*)?\s/i.test(code))
        add('encoded-run');
      for (const each of encoded.slice(0, 4))
        if (each !== code)
          signals.push(
            ...read(/\b(?:iex|new-object|invoke-)/i.test(each) ? 'powershell' : 'shell', each, at),
          );
    }
    if (
      /(?:add|set)-mppreference.{0,120}(?:exclusion|disable)|netsh\s.{0,60}firewall.{0,60}(?:off|disable)|set-netfirewallprofile.{0,80}false|stop-service.{0,40}(?:windefend|mpssvc)/i.test(
        code,
      )
    )
      add('unprotects');
    if (
      /currentversion\\+run(?:once)?\b|schtasks.{0,20}\/create|register-scheduledtask|\bstartup\\+|new-service\b|__eventfilter/i.test(
        code,
      )
    )
      add('persists');
    if (/\bnew-localuser|net\s+user\s+\S+\s+\S+\s+\/add|net\s+localgroup\s+administrators/i.test(code))
      add('administrator');
    if (
      /remove-item.{0,80}(?:\$home|\$env:userprofile|~|c:\\)["']?\s*(?:-|$).{0,40}|format-volume|cipher\s+\/w|(?:^|\s)rd\s+\/s.{0,20}(?:c:\\|%userprofile%)\s*$/i.test(
        code,
      ) &&
      !/remove-item.{0,80}(?:\$home|userprofile)\\\w/i.test(code)
    )
      add('wipes');
    const sent =
      /-method\s+["']?(?:post|put)|-body\b|-infile\b|upload(?:string|data|file)|-form\b/i.test(code) ||
      /\bcurl(?:\.exe)?\b.{0,200}(?:-d|-F|-T|--data)/.test(code);
    if (sent && addresses.length > 0) {
      const to = worstRank(addresses.map((each) => rankOf(each, around))) ?? 'given';
      add('sends', what, to);
      if (isElsewhere(to)) sends = { line: at, rank: to, what };
    }
    const place = secretPlaceIn(code);
    const whole = /get-childitem\s+env:|\bgci\s+env:|getenvironmentvariables\(|dir\s+env:/i.test(code);
    if (
      (place === 'others' || place === 'own' || whole) &&
      /get-content|\bgc\b|\bcat\b|copy-item|readall|compress-archive|-infile|upload|convertto-json|env:|vaultcmd|cmdkey/i.test(
        code,
      )
    ) {
      reads = at;
      add('reads-secrets');
    }
    if (/set-clipboard/i.test(code) && /get-clipboard/i.test(text)) add('swaps-address');
    if (/copyfromscreen|getasynckeystate/i.test(code)) add('spies');
    if (/get-credential\b/i.test(code) && /getnetworkcredential/i.test(text)) add('password-prompt');
    if (
      /resolve-dnsname|nslookup/i.test(code) &&
      /\$\(?[\w.]+\)?[^\s"']{0,60}\.[a-z]{2,}/i.test(code) &&
      /tobase64|tohex|bitconverter|frombytes|getbytes/i.test(text)
    )
      add('dns-leak');
  }
  if (
    /tcpclient/i.test(text) &&
    /getstream/i.test(text) &&
    /\biex\b|invoke-expression|cmd(?:\.exe)?|powershell/i.test(text)
  )
    signals.push({ kind: 'reverse-shell', line: line + lineIndex(text, /tcpclient/i) });
  if (reads > 0 && sends !== null)
    signals.push({
      kind: 'leaks',
      line: sends.line,
      rank: sends.rank,
      ...(sends.what && { what: sends.what }),
    });
  return signals;
}

const last = (path: string): string =>
  (path.split(/[\\/]/).at(-1) ?? '').replace(/["'\s)]{1,8}$/, '').toLowerCase();
const lineIndex = (text: string, pattern: RegExp): number =>
  lineFinder(text)(Math.max(0, text.search(pattern))) - 1;
