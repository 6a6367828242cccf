import type { CodeFlow } from './code-flow';
import * as is from './code-patterns';
import { type CodeCall, FETCH_CALL, type Taint } from './code-taints';
import type { WholeText } from './whole-text';

/** What a request carries besides its address and its headers; of one with an address alone, what was packed into it. */
export function bodyTaints(flow: CodeFlow, { path, from, to }: CodeCall): ReadonlySet<Taint> {
  const { tokens } = flow;
  const takesAddress =
    FETCH_CALL.test(path) || /(?:post|put|patch|request|Request|fetch|get|urlopen)$/.test(path);
  let start = from;
  if (takesAddress) {
    let open = 0;
    while (start < to && !(open === 0 && tokens[start]?.value === ',')) {
      if (tokens[start]?.type === 'sign')
        open += '([{'.includes(tokens[start]?.value ?? ' ')
          ? 1
          : ')]}'.includes(tokens[start]?.value ?? ' ')
            ? -1
            : 0;
      start++;
    }
    if (start >= to) {
      const packs = tokens
        .slice(from, to)
        .some(({ value }) =>
          /^(?:b64encode|urlsafe_b64encode|hexlify|quote|quote_plus|urlencode|encodeURIComponent|btoa|hex|toString)$/.test(
            value,
          ),
        );
      const urlopen = /urlopen$/.test(path);
      return packs || urlopen ? flow.evaluate(from, to).taints : new Set();
    }
  }
  const all = new Set<Taint>();
  let headers = start + 1;
  while (
    headers < to &&
    (tokens[headers]?.type === 'sign' || !/^headers$/i.test(tokens[headers]?.value ?? ''))
  )
    headers++;
  const parts: [number, number][] =
    headers >= to
      ? [[start, to]]
      : [
          [start, headers],
          [flow.endOf(headers + 2, to), to],
        ];
  for (const [begin, end] of parts) for (const each of flow.evaluate(begin, end).taints) all.add(each);
  return all;
}

/** Handlers of what comes in: what they are handed are people's messages, or data of a connection. */
export function markListeners(flow: CodeFlow, whole: WholeText): void {
  const connects = flow.calls.some(
    ({ path }) => is.CONNECT_CALL.test(path) || /WebSocket$|^(?:http|https)\.get$/.test(path),
  );
  flow.calls.forEach(({ path, from, to }, at) => {
    const first = flow.tokens[from];
    if (!is.LISTEN_CALL.test(path) || first?.type !== 'text') return;
    const inner: CodeCall[] = [];
    // Calls stand in the order of their places.
    for (let next = at + 1; (flow.calls[next]?.from ?? to) < to; next++)
      inner.push(flow.calls[next] as CodeCall);
    const handlers = [...inner.map(({ base }) => base), flow.tokens[to - 1]?.value ?? ''];
    const all = [...flow.parametersWithin(from, to), ...handlers.flatMap((each) => flow.parametersOf(each))];
    const api = /^(?:api|plugin|openclaw|sdk|ctx|context|hooks?|gateway|clawdbot|runtime|app)\b/i.test(path);
    if (is.MESSAGE_EVENT.test(first.value) && api) flow.mark(all, 'messages');
    else if (/^(?:data|message)$/.test(first.value) && connects) flow.mark(all, 'fetched');
  });
  // A handler of one of OpenClaw's own hooks (docs/automation/hooks.md).
  if (whole.says(is.OWN_HOOK))
    for (const name of ['handler', 'handle', 'onEvent', 'default'])
      flow.mark(flow.parametersOf(name), 'messages');
  flow.settle();
}
